"""Knows how a mapping file is written, and names file, key and line of what it does not understand."""

import codecs
import re
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from trunkload.portal.handover.failures import HandoverFileError, HandoverProblem
from trunkload.portal.handover.item_texts import FIELDS, PLAIN_FIELDS
from trunkload.portal.handover.mapping import (
    ELSE,
    Back,
    Column,
    Constant,
    Dialect,
    Format,
    Mapping,
    Part,
    Quote,
    Said,
    Source,
)
from trunkload.portal.handover.table import Table
from trunkload.validation.actions.action import Action

SHIPPED = "trunkload.portal.handover.mappings"
BACK_FIELDS = (*PLAIN_FIELDS, "trunk", "name", "workplace_id")
"""What a column of an export may mean; `name` is given and family name in one."""

KEYS = ("number", "username", "internal_number", "email")
LINE_ENDS = {"crlf": "\r\n", "lf": "\n"}
_FIELD_IN_TEMPLATE = re.compile(r"\{([a-z_.]+)\}")
_TOP = ("name", "format", "encoding", "delimiter", "line_end", "quote", "actions", "column", "back", "source")


def shipped_mappings() -> tuple[str, ...]:
    """The names of those that come with the program."""
    names = (one.name for one in files(SHIPPED).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def load_mapping(named: str) -> Mapping:
    """The shipped mapping called so, else the file at this path. Raises HandoverFileError."""
    if named in shipped_mappings():
        return read_mapping(files(SHIPPED).joinpath(f"{named}.toml").read_text("utf-8"), f"{named}.toml", named)
    path = Path(named)
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        takes = ", ".join(shipped_mappings())
        raise HandoverFileError(HandoverProblem.NO_SUCH_FILE, named, takes=takes) from None
    except (OSError, UnicodeDecodeError):
        raise HandoverFileError(HandoverProblem.UNREADABLE, named) from None
    return read_mapping(text, str(path), path.stem)


def read_mapping(text: str, file: str, name: str) -> Mapping:
    """Raises HandoverFileError naming file, key and line."""
    top = Table.of_text(text, file)
    top.refuse_others(_TOP)
    format_ = Format(top.one_of("format", Format))
    columns = tuple(_column(one) for one in top.tables("column"))
    if format_ is not Format.CHECKLIST and not columns:
        raise top.problem(HandoverProblem.MISSING, "column")
    _refuse_twice(top, columns)
    dialect = _dialect(top)
    _refuse_unwritable(top, columns, dialect)
    return Mapping(
        name=top.text("name", name),
        format=format_,
        columns=columns,
        actions=frozenset(Action(one) for one in top.some_of("actions", Action, tuple(Action))),
        back=_back(top.table("back"), columns),
        dialect=dialect,
        source=_source(top.table("source")),
    )


def _column(table: Table) -> Column:
    table.refuse_others(("header", "field", "constant", "template", "values", "max_length", "width"))
    return Column(
        header=table.text("header"),
        parts=_parts(table),
        values=table.texts_by_name("values"),
        max_length=table.whole_number("max_length"),
        width=table.whole_number("width"),
    )


def _parts(table: Table) -> tuple[Part, ...]:
    """Just one of the three says what stands in the column."""
    told = [name for name in ("field", "constant", "template") if table.has(name)]
    if not told:
        raise table.problem(HandoverProblem.MISSING, "field")
    if len(told) > 1:
        raise table.problem(HandoverProblem.TWICE, told[1])
    if told == ["field"]:
        return (Said(table.one_of("field", FIELDS)),)
    if told == ["constant"]:
        return (Constant(table.text("constant", empty=True)),)
    return tuple(_template_parts(table))


def _template_parts(table: Table) -> Iterable[Part]:
    pieces = _FIELD_IN_TEMPLATE.split(table.text("template"))
    for place, piece in enumerate(pieces):
        named = place % 2 == 1
        if named and piece not in FIELDS:
            raise table.problem(HandoverProblem.UNKNOWN, "template", sorted(FIELDS))
        if not named and ("{" in piece or "}" in piece):
            raise table.problem(HandoverProblem.FORM, "template")
        if piece:
            yield Said(piece) if named else Constant(piece)


def _dialect(top: Table) -> Dialect:
    encoding = top.text("encoding", "utf-8")
    try:
        codecs.lookup(encoding)
        "".encode(encoding)
    except (LookupError, UnicodeError):
        raise top.problem(HandoverProblem.UNKNOWN, "encoding") from None
    delimiter = top.text("delimiter", ",", blank=True)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise top.problem(HandoverProblem.FORM, "delimiter")
    return Dialect(
        encoding=encoding,
        delimiter=delimiter,
        line_end=LINE_ENDS[top.one_of("line_end", LINE_ENDS, "crlf")],
        quote=Quote(top.one_of("quote", Quote, Quote.MINIMAL)),
    )


def _refuse_unwritable(top: Table, columns: tuple[Column, ...], dialect: Dialect) -> None:
    for place, column in enumerate(columns):
        try:
            column.header.encode(dialect.encoding)
        except UnicodeError:
            raise top.problem(HandoverProblem.FORM, f"column[{place}].header") from None


def _refuse_twice(top: Table, columns: tuple[Column, ...]) -> None:
    headers = [one.header for one in columns]
    for place, header in enumerate(headers):
        if header in headers[:place]:
            raise top.problem(HandoverProblem.TWICE, f"column[{place}].header")


def _back(table: Table, columns: tuple[Column, ...]) -> Back:
    """Where the mapping does not say how an export names things, it is taken to have the columns of the file."""
    table.refuse_others(("columns", "values", "keys"))
    named = table.table("columns")
    told = {header: named.one_of(header, BACK_FIELDS) for header in named.names()}
    forward = {name: one for one in columns if (name := _told_by(one)) is not None}
    words = {
        name: {said: ours for ours, said in one.values.items() if ours != ELSE}
        for name, one in forward.items()
        if one.values
    }
    also = table.table("values")
    also.refuse_others(BACK_FIELDS)
    return Back(
        columns=told or {one.header: name for name, one in forward.items()},
        words=words | {name: also.texts_by_name(name) for name in also.names()},
        keys=table.some_of("keys", KEYS, ("number", "username")),
    )


def _told_by(column: Column) -> str | None:
    """What an export tells in such a column; a number is the same in every notation, but for an extension alone."""
    name, _, notation = (column.field or "").partition(".")
    return name if name in PLAIN_FIELDS and notation != "extension" else None


def _source(table: Table) -> Source:
    table.refuse_others(("title", "address", "not_verified"))
    return Source(table.text("title", ""), table.text("address", ""), table.texts("not_verified"))
