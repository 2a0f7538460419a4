"""Knows the way from an Upload to a Sheet: raw cells, the header, then the people."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from trunkload.intake.choices import AS_ASKED, Choices
from trunkload.intake.decided import fingerprint_of
from trunkload.intake.fields import Field
from trunkload.intake.formats import Container, container_of
from trunkload.intake.header import Header, header_texts
from trunkload.intake.header_rules import refuse_blank_headers, refuse_unusable
from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.merged import merged_across
from trunkload.intake.people import sort_rows
from trunkload.intake.raw import Mark, RawFile, RawTable, filled, letter_of
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.sheet import Column, FileFacts, Sheet, Upload
from trunkload.intake.sheet_choice import staff_table
from trunkload.intake.vocabulary import in_one_line


def read_sheet(upload: Upload, choices: Choices = AS_ASKED, *, limits: Limits = LIMITS) -> Sheet:
    """The staff sheet in the upload; raises Refused where the file as a whole cannot be used."""
    raw = visible_cells(read_raw(upload.content, limits), choices)
    table, header = staff_table(raw, choices, limits)
    refuse_unusable(header, table, choices)
    people = sort_rows(table, header)
    refuse_blank_headers(header, table, people.staff.index)
    facts = FileFacts(
        name=upload.name,
        sha256=upload.sha256,
        size=len(upload.content),
        format=raw.format,
        sheet=table.sheet,
        encoding=raw.encoding,
        delimiter=raw.delimiter,
        header_row=header.row,
        fingerprint=fingerprint_of(header_texts(header, table)),
        date_system=raw.date_system,
        macros=raw.macros,
        hidden_sheets=raw.hidden_sheets,
    )
    sheet = Sheet(
        facts=facts,
        columns=columns_of(table, header),
        staff=people.staff,
        skipped=people.skipped,
        marks=_marks(table, header, people.staff.index),
    )
    return sheet.only(choices.rows) if choices.rows else sheet


def read_raw(content: bytes, limits: Limits = LIMITS) -> RawFile:
    """Bytes to raw cells, without any meaning."""
    if len(content) > limits.upload_bytes:
        params = {"what": "file", "size": str(len(content)), "limit": str(limits.upload_bytes)}
        raise Refused(RefusalCode.TOO_LARGE, params=params)
    if container_of(content) is not Container.TEXT:
        from trunkload.intake.reader_process import read_workbook  # noqa: PLC0415  # a CSV needs no process

        return read_workbook(content, limits)
    from trunkload.intake.text_tables.delimited import read_delimited  # noqa: PLC0415  # nor does a workbook need this one

    return read_delimited(content, limits)


def visible_cells(raw: RawFile, choices: Choices) -> RawFile:
    """The worksheet that was asked for, else all; hidden rows and columns as if they were not, if that was asked for.

    Two worksheets never differ in capitals alone. Hidden ones stay unread. Raises Refused where there is no such one,
    or nothing in any.
    """
    tables = [table for table in raw.tables if choices.sheet is None or _is_named(table, choices.sheet)]
    if not raw.tables:
        raise _nothing_visible(raw)
    if choices.sheet is not None and not raw.sheets:
        raise Refused(RefusalCode.HEADER_NOT_FOUND, params={"what": "text_sheet", "sheet": choices.sheet})
    if not tables:
        params = {"what": "no_sheet", "sheet": choices.sheet or "", "sheets": ", ".join(raw.sheets) or "–"}
        raise Refused(RefusalCode.HEADER_NOT_FOUND, params=params)
    if not any(column.null_count < len(column) for table in tables for column in table.columns.values()):
        raise _nothing_visible(raw) if raw.hidden_sheets else Refused(RefusalCode.EMPTY_FILE)
    if choices.include_hidden:
        tables = [replace(table, hidden_rows=frozenset(), hidden_columns=frozenset()) for table in tables]
    return replace(raw, tables=tuple(tables))


def _nothing_visible(raw: RawFile) -> Refused:
    """All that has content may stand in hidden worksheets."""
    params = {"what": "hidden_sheets", "sheets": ", ".join(raw.hidden_sheets) or "–"}
    return Refused(RefusalCode.HEADER_NOT_FOUND, params=params)


def _is_named(table: RawTable, name: str) -> bool:
    return table.sheet is not None and table.sheet.casefold() == name.casefold()


def _marks(table: RawTable, header: Header, people: pd.Index) -> Mapping[Mark, Mapping[str, pd.Index]]:
    """What the file says of the cells of people, by field."""
    marks: dict[Mark, dict[str, pd.Index]] = {}
    for mark, by_place in (*table.marks.items(), (Mark.MERGED_ACROSS, merged_across(table, header))):
        for place, field in header.match.fields.items():
            if place in by_place and len(rows := people.intersection(pd.Index(by_place[place]))):
                marks.setdefault(mark, {})[field.value] = rows
    return marks


def columns_of(table: RawTable, header: Header) -> tuple[Column, ...]:
    """Every column that has a header or content below it."""
    texts = header_texts(header, table)
    below = table.below(header.row)
    known = {*texts, *header.match.how}
    shown = sorted(known | {place for place in below if filled(below[place]).any()})
    return tuple(_column(place, texts.get(place, ""), table, header) for place in shown)


def _column(place: int, text: str, table: RawTable, header: Header) -> Column:
    field: Field | None = header.match.fields.get(place)
    how = "hidden" if place in table.hidden_columns else header.match.how.get(place, "unknown")
    suggestion = header.match.suggestions.get(place)
    return Column(letter_of(place), in_one_line(text), field and field.value, how, suggestion and suggestion.value)
