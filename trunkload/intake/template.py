"""Knows our own template: a workbook that people fill in and that reads back with every column known."""

import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final

from trunkload.intake.example import EXAMPLES
from trunkload.intake.field_names import field_name
from trunkload.intake.fields import Field
from trunkload.intake.workbooks.grid import letter_of

HEADER_ROW: Final = 2
EXAMPLE_ROW: Final = 3
LAST_ROW: Final = 1002
"""Rows count from 0 here, as in the writing library; a thousand rows get their drop-downs."""

NAMES_END: Final = Field.LAST_NAME
"""Up to this column the sheet stays in sight when it is scrolled to the right."""

MADE_ON: Final = datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None)
"""A fixed time, so that one template has one content."""


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    field: Field
    width: int
    mandatory: bool
    header: str
    rule: str
    unlisted: str
    """The rule where there is no list to choose from."""


def write_template(lang: str, trunks: Sequence[str], sites: Sequence[str], packages: Sequence[str]) -> bytes:
    """The XLSX template in `de` or `en`; the drop-downs offer the customer's own trunks, sites and packages."""
    import xlsxwriter  # noqa: PLC0415  # only writing needs it; reading must stay quick

    texts = _template()["texts"][lang]
    columns = template_columns(lang)
    choices = _choices(texts, trunks, sites, packages)
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        workbook.set_properties({"title": texts["title"], "comments": texts["stamp"], "created": MADE_ON})
        formats = _formats(workbook)
        sheet = workbook.add_worksheet(texts["sheet"])
        sheet.write_string(0, 0, f"{texts['title']} · {texts['stamp']}", formats["title"])
        sheet.write_string(1, 0, texts["hint"], formats["hint"])
        example = _example(lang, choices)
        for place, column in enumerate(columns):
            value = example.get(column.field, "")
            rule = column.rule if column.field in choices else column.unlisted
            comment = f"{rule}\n{texts['example']}: {value}" if value else rule
            _write_header(sheet, place, column, comment, formats)
            sheet.write_string(EXAMPLE_ROW, place, value, formats["example"])
        sheet.set_row(HEADER_ROW, 32)
        sheet.freeze_panes(EXAMPLE_ROW, 1 + [column.field for column in columns].index(NAMES_END))
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{LAST_ROW + 1}"})
        _write_choices(workbook, sheet, columns, choices, texts)
    return written.getvalue()


def template_columns(lang: str) -> tuple[TemplateColumn, ...]:
    """The columns from left to right, worded in `lang`."""
    return tuple(
        TemplateColumn(
            field=Field(entry["field"]),
            width=entry["width"],
            mandatory=entry.get("mandatory", False),
            header=field_name(entry["field"], lang),
            rule=entry[lang]["rule"],
            unlisted=entry[lang].get("unlisted", entry[lang]["rule"]),
        )
        for entry in _template()["column"]
    )


@cache
def _template() -> Mapping[str, Any]:
    return tomllib.loads(files("trunkload.intake").joinpath("template.toml").read_text(encoding="utf-8"))


def _choices(
    texts: Mapping[str, Any], trunks: Sequence[str], sites: Sequence[str], packages: Sequence[str]
) -> dict[Field, Sequence[str]]:
    offered = {
        Field.AUTH_WITHOUT_MOBILE: texts["yes_no"],
        Field.TRUNK: trunks,
        Field.LOCATION: sites,
        Field.CONFERENCE_PACKAGE: packages,
    }
    return {field: values for field, values in offered.items() if values}


def _example(lang: str, choices: Mapping[Field, Sequence[str]]) -> dict[Field, str]:
    """The fixed example with the first of the customer's own trunks, sites and packages."""
    return {field: values[0] for field, values in choices.items()} | dict(EXAMPLES[lang])


def _formats(workbook: Any) -> dict[str, Any]:  # noqa: ANN401  # the library's objects are untyped
    header = {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "num_format": "@"}
    return {
        "title": workbook.add_format({"bold": True, "font_size": 14}),
        "hint": workbook.add_format({"font_color": "#555555"}),
        "header": workbook.add_format(header | {"bg_color": "#E8E8E8"}),
        "mandatory": workbook.add_format(header | {"bg_color": "#FFF2A8"}),
        "text": workbook.add_format({"num_format": "@"}),
        "example": workbook.add_format({"num_format": "@", "italic": True, "font_color": "#777777"}),
    }


def _write_header(
    sheet: Any,  # noqa: ANN401  # as above
    place: int,
    column: TemplateColumn,
    comment: str,
    formats: Mapping[str, Any],
) -> None:
    sheet.set_column(place, place, column.width, formats["text"])
    shown = f"{column.header} *" if column.mandatory else column.header
    sheet.write_string(HEADER_ROW, place, shown, formats["mandatory" if column.mandatory else "header"])
    sheet.write_comment(HEADER_ROW, place, comment, {"author": "Trunkload", "x_scale": 2})


def _write_choices(
    workbook: Any,  # noqa: ANN401  # as above
    sheet: Any,  # noqa: ANN401  # as above
    columns: Sequence[TemplateColumn],
    choices: Mapping[Field, Sequence[str]],
    texts: Mapping[str, Any],
) -> None:
    """The values stand in a hidden sheet: a drop-down's own list ends at 255 characters."""
    lists = workbook.add_worksheet("Listen")
    lists.hide()
    places = {column.field: place for place, column in enumerate(columns)}
    told = {"error_type": "warning", "error_title": texts["unlisted"], "error_message": texts["unlisted_hint"]}
    for place, (field, values) in enumerate(choices.items()):
        lists.write_column(0, place, values)
        letter = letter_of(place)
        source = f"=Listen!${letter}$1:${letter}${len(values)}"
        rule = {"validate": "list", "source": source}
        sheet.data_validation(EXAMPLE_ROW, places[field], LAST_ROW, places[field], rule | told)
