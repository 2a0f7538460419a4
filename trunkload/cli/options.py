"""Knows the options that commands of several rooms of the command line have."""

from enum import StrEnum
from typing import Annotated

import typer


class Language(StrEnum):
    """Languages of everything that a person reads."""

    DE = "de"
    EN = "en"


class Format(StrEnum):
    """How `check` and `import` answer."""

    TEXT = "text"
    JSON = "json"


class TableFormat(StrEnum):
    """How overviews answer."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


Lang = Annotated[Language | None, typer.Option(help="Language of all texts.")]
AnswerFormat = Annotated[Format, typer.Option("--format", help="Text for people or JSON for machines.")]
OfTrunk = Annotated[str | None, typer.Option("--trunk", metavar="NAME", help="Only this trunk, by id or alias.")]
OfSite = Annotated[str | None, typer.Option("--site", metavar="NAME", help="Only this site, by its name.")]
Overview = Annotated[TableFormat, typer.Option("--format", help="Table for people, CSV or JSON for machines.")]
SheetName = Annotated[str | None, typer.Option("--sheet", help="The worksheet that is meant.")]
Hidden = Annotated[bool, typer.Option("--include-hidden", help="Read hidden rows and columns, too.")]
ImportId = Annotated[str, typer.Argument(metavar="ID", help="The import, such as imp-2026-11-23-0001.")]
