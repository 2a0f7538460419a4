"""Knows the commands about what the customer has, their arguments and help; work is loaded when it runs."""

from pathlib import Path
from typing import Annotated

import typer

from trunkload.cli.exits import ending
from trunkload.cli.options import AnswerFormat, Format, Lang, OfSite, OfTrunk, Overview, TableFormat

account_app = typer.Typer(rich_markup_mode=None)
"""Commands that stand beside those of an import."""

numbers_app = typer.Typer(
    help="The account's numbers, taken ones too, and what is done with them.", rich_markup_mode=None
)


@numbers_app.callback(invoke_without_command=True)
def numbers(  # noqa: PLR0913 - every option of a command is a parameter
    ctx: typer.Context,
    *,
    trunk: OfTrunk = None,
    site: OfSite = None,
    block: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="Only this block, by its base number or id.")
    ] = None,
    states: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="STATE", help="Only numbers in this state, such as free. May be repeated."),
    ] = None,
    holder: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Only what belongs to this username, name or import.")
    ] = None,
    search: Annotated[
        str | None, typer.Option(metavar="DIGITS", help="Begins with 0221 471 or +49221471, or has *12 anywhere.")
    ] = None,
    free: Annotated[bool, typer.Option("--free", help="Only what may be given unasked.")] = False,
    answer: Overview = TableFormat.TABLE,
    lang: Lang = None,
) -> None:
    """Show the account's numbers, taken ones too: to whom they belong and why they are not given."""
    if ctx.invoked_subcommand is not None:
        return
    with ending(lang) as end:
        from trunkload.cli.number_listing import run_numbers  # noqa: PLC0415

        where = {"site": site, "block": block}
        end(run_numbers(trunk, states or (), answer.value, lang, holder=holder, search=search, free=free, **where))


@numbers_app.command("forecast")
def numbers_forecast(answer: Overview = TableFormat.TABLE, lang: Lang = None) -> None:
    """Foretell when each trunk runs out of numbers, at the pace of the last 90 days."""
    with ending(lang) as end:
        from trunkload.cli.forecasting import run_forecast  # noqa: PLC0415

        end(run_forecast(answer.value, lang))


@numbers_app.command("history")
def numbers_history(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="In any notation, such as +49 221 4710-012.")],
    answer: Overview = TableFormat.TABLE,
    lang: Lang = None,
) -> None:
    """Show what became of a number: when, who, from what to what, for which import, why."""
    with ending(lang) as end:
        from trunkload.cli.number_life import run_history  # noqa: PLC0415

        end(run_history(number, answer.value, lang))


@account_app.command()
def workplaces(  # noqa: PLR0913 - the same
    *,
    trunk: OfTrunk = None,
    site: OfSite = None,
    search: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Part of a name, username, e-mail address or number.")
    ] = None,
    packages: Annotated[
        list[str] | None,
        typer.Option("--package", metavar="NAME", help="Only with this package, such as plus. May be repeated."),
    ] = None,
    states: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="STATE", help="Only active, planned or changing ones. May be repeated."),
    ] = None,
    answer: Overview = TableFormat.TABLE,
    lang: Lang = None,
) -> None:
    """Show the account's workplaces, planned ones too."""
    with ending(lang) as end:
        from trunkload.cli.workplace_listing import run_workplaces  # noqa: PLC0415

        which = {"packages": packages or (), "states": states or ()}
        end(run_workplaces(trunk, answer.value, lang, site=site, search=search, **which))


@account_app.command()
def contingents(answer: Overview = TableFormat.TABLE, lang: Lang = None) -> None:
    """Show what is booked, used, planned by open imports, and left."""
    with ending(lang) as end:
        from trunkload.cli.workplace_listing import run_contingents  # noqa: PLC0415

        end(run_contingents(answer.value, lang))


@account_app.command()
def sync(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; store nothing.")] = False,
    answer: AnswerFormat = Format.TEXT,
    lang: Lang = None,
) -> None:
    """Read the account from the carrier; show what changed, and where that conflicts with what stands here."""
    with ending(lang) as end:
        from trunkload.cli.syncing import run_sync  # noqa: PLC0415

        end(run_sync(lang, dry_run=dry_run, as_json=answer is Format.JSON))


@account_app.command()
def template(
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="Where to write it.")], lang: Lang = None
) -> None:
    """Write the workbook that HR fills in, with the account's trunks and sites to choose from."""
    with ending(lang) as end:
        from trunkload.cli.account import run_template  # noqa: PLC0415

        end(run_template(out, lang))
