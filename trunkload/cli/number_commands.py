"""Knows the commands below `trunkload numbers` that enter numbers and move them, their arguments and their help."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from trunkload.cli.exits import ending
from trunkload.cli.options import AnswerFormat, Format, Hidden, Lang, SheetName

Range = Annotated[str, typer.Argument(metavar="RANGE", help='A number, or a range such as "+49 221 4710 00-99".')]
OnTrunk = Annotated[str | None, typer.Option("--trunk", help="The SIP trunk, by id or alias; one alone is implied.")]
AtSite = Annotated[str | None, typer.Option("--site", help="The site, where it is not the trunk's.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only tell what would be added.")]


def add_number_commands(numbers: typer.Typer) -> None:
    """The commands of the group `numbers` that change something."""
    numbers.command("add")(add)
    numbers.command("import")(import_)
    numbers.command("reserve")(reserve)
    numbers.command("block")(block)
    numbers.command("release")(release)
    numbers.command("remove")(remove)


def add(  # noqa: PLR0913 - every option of a command is a parameter
    typed: Range,
    *,
    trunk: OnTrunk = None,
    site: AtSite = None,
    switchboard: Annotated[str | None, typer.Option(help="The extension of the switchboard, such as 00.")] = None,
    state: Annotated[str | None, typer.Option(help="free, assigned, blocked, function or future; else free.")] = None,
    holder: Annotated[str | None, typer.Option(help="Who or what has the numbers already.")] = None,
    note: Annotated[str | None, typer.Option(help="What others should know of the numbers.")] = None,
    available_from: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="There only from this day on.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Enter numbers that the carrier does not tell, such as +49221471000-99; all of them or none."""
    with ending(lang) as end:
        from trunkload.cli.entering import run_add  # noqa: PLC0415 - loaded when the command runs, like all below

        day = None if available_from is None else available_from.date().isoformat()
        told = {"trunk": trunk, "site": site, "switchboard": switchboard, "state": state, "holder": holder}
        end(run_add({"number": typed, **told, "note": note, "available_from": day}, lang))


def import_(  # noqa: PLR0913 - the same
    file: Annotated[Path, typer.Argument(help="A spreadsheet of numbers: CSV, XLSX, XLSM, XLSB, XLS or ODS.")],
    *,
    trunk: OnTrunk = None,
    sheet: SheetName = None,
    include_hidden: Hidden = False,
    dry_run: DryRun = False,
    answer: AnswerFormat = Format.TEXT,
    lang: Lang = None,
) -> None:
    """Enter all numbers of a spreadsheet when every row of it is right, else none."""
    with ending(lang) as end:
        from trunkload.cli.number_files import NumberFile, run_number_import  # noqa: PLC0415
        from trunkload.intake.choices import Choices  # noqa: PLC0415

        wanted = NumberFile(file, Choices(sheet=sheet, include_hidden=include_hidden), trunk)
        end(run_number_import(wanted, lang, dry_run=dry_run, as_json=answer is Format.JSON))


def reserve(
    base: Annotated[str, typer.Argument(metavar="BASE", help='The base number of the block, such as "+49 221 4710".')],
    extensions: Annotated[str, typer.Argument(metavar="EXTENSIONS", help="Such as 90-99.")],
    purpose: Annotated[str, typer.Option("--for", metavar="TEXT", help="What they are kept back for, such as Fax.")],
    lang: Lang = None,
) -> None:
    """Keep extensions of a block back: they are given to nobody unasked."""
    with ending(lang) as end:
        from trunkload.cli.number_moves import run_reserve  # noqa: PLC0415

        end(run_reserve(base, extensions, purpose, lang))


def block(
    typed: Range, why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason.")], lang: Lang = None
) -> None:
    """Block numbers that nobody has, so that nobody gets them."""
    with ending(lang) as end:
        from trunkload.cli.number_moves import run_move  # noqa: PLC0415

        end(run_move("block", typed, lang, why))


def release(typed: Range, lang: Lang = None) -> None:
    """Free numbers that were blocked or reserved here, or that rest; never what somebody holds."""
    with ending(lang) as end:
        from trunkload.cli.number_moves import run_move  # noqa: PLC0415

        end(run_move("release", typed, lang))


def remove(typed: Range, lang: Lang = None) -> None:
    """Take numbers out of the account again that were entered here and are free."""
    with ending(lang) as end:
        from trunkload.cli.number_moves import run_move  # noqa: PLC0415

        end(run_move("remove", typed, lang))
