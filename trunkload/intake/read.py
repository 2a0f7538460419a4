"""Knows the way from an Upload to a Sheet: raw cells, the header, then the people."""

from trunkload.intake.fields import Field
from trunkload.intake.formats import Container, container_of
from trunkload.intake.header import Header, best_header, header_texts, in_one_line
from trunkload.intake.header_rules import refuse_unusable
from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.people import has_content_below, sort_rows
from trunkload.intake.raw import RawFile, RawTable, letter_of, places_of
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.sheet import Column, FileFacts, Sheet, Upload


def read_sheet(upload: Upload, *, sheet_name: str | None = None, limits: Limits = LIMITS) -> Sheet:
    """The staff sheet in the upload; raises Refused where the file as a whole cannot be used.

    `sheet_name` names the worksheet; without it the one whose header names most of our columns is taken.
    """
    raw = read_raw(upload.content, limits)
    table, header = _staff_table(raw, sheet_name, limits)
    refuse_unusable(header, table)
    people = sort_rows(table, header)
    facts = FileFacts(
        name=upload.name,
        sha256=upload.sha256,
        size=len(upload.content),
        format=raw.format,
        sheet=table.sheet,
        encoding=raw.encoding,
        delimiter=raw.delimiter,
        header_row=header.row,
    )
    rows = frozenset(people.staff.index)
    numbers = {
        field.value: tuple(row for row in table.number_cells[place] if row in rows)
        for place, field in header.match.fields.items()
        if place in table.number_cells
    }
    return Sheet(
        facts=facts,
        columns=_columns(table, header),
        staff=people.staff,
        skipped=people.skipped,
        number_cells={field: of_field for field, of_field in numbers.items() if of_field},
    )


def read_raw(content: bytes, limits: Limits = LIMITS) -> RawFile:
    """Bytes to raw cells, without any meaning: the part that a child process can do for files from strangers."""
    if len(content) > limits.upload_bytes:
        params = {"what": "file", "size": str(len(content)), "limit": str(limits.upload_bytes)}
        raise Refused(RefusalCode.TOO_LARGE, params=params)
    if container_of(content) is Container.ARCHIVE:
        from trunkload.intake.workbook import read_workbook  # noqa: PLC0415  # a CSV needs no workbook reader

        return read_workbook(content, limits)
    from trunkload.intake.delimited import read_delimited  # noqa: PLC0415  # nor does a workbook need this one

    return read_delimited(content, limits)


def _staff_table(raw: RawFile, sheet_name: str | None, limits: Limits) -> tuple[RawTable, Header]:
    """The best header of all tables; of equal ones the first, but one with rows before one without."""
    tables = [table for table in raw.tables if sheet_name in (None, table.sheet)]
    candidates = [(table, header) for table in tables if (header := best_header(table, limits))]
    if candidates:
        return max(candidates, key=_worth)
    if tables and not any(table.cells.notna().any(axis=None) for table in tables):
        raise Refused(RefusalCode.EMPTY_FILE)
    params = {"looked_at": str(limits.header_rows), "sheets": ", ".join(raw.sheets), "sheet": sheet_name or ""}
    raise Refused(RefusalCode.HEADER_NOT_FOUND, params={key: text for key, text in params.items() if text})


def _worth(candidate: tuple[RawTable, Header]) -> tuple[bool, bool, int]:
    table, header = candidate
    return header.match.has_names, has_content_below(table, header), len(header.match.found)


def _columns(table: RawTable, header: Header) -> tuple[Column, ...]:
    """Every column that has a header or content below it."""
    texts = header_texts(header, table)
    below = table.cells.loc[header.row + 1 :]
    filled = [place for place in places_of(table.cells) if place in texts or below[place].notna().any()]
    return tuple(_column(place, texts.get(place, ""), table, header) for place in filled)


def _column(place: int, text: str, table: RawTable, header: Header) -> Column:
    field: Field | None = header.match.fields.get(place)
    how = "hidden" if place in table.hidden_columns else header.match.how.get(place, "unknown")
    return Column(letter=letter_of(place), header=in_one_line(text), field=field and field.value, how=how)
