"""Knows the commands about a plan and its orders, their arguments and help; work is loaded when it runs."""

from typing import Annotated

import typer

from trunkload.cli.exits import ending
from trunkload.cli.options import AnswerFormat, Format, ImportId, Lang, Overview, TableFormat

orders_app = typer.Typer(rich_markup_mode=None)
"""Commands that stand beside those of an import."""


@orders_app.command()
def plan(
    import_id: ImportId,
    without: Annotated[
        str | None, typer.Option(metavar="ROWS", help="Take these rows out of the plan, such as 7,12 or 7-9.")
    ] = None,
    answer: AnswerFormat = Format.TEXT,
    lang: Lang = None,
) -> None:
    """Show the cart of an import: every item, cost, contingents, and what cannot be undone."""
    with ending(lang) as end:
        from trunkload.cli.plan import run_plan  # noqa: PLC0415

        end(run_plan(import_id, without, lang, as_json=answer is Format.JSON))


@orders_app.command()
def approve(
    import_id: ImportId,
    digest: Annotated[str, typer.Option(help="The digest of exactly the plan that you were shown.")],
    lang: Lang = None,
) -> None:
    """Order a plan, bindingly; follow it to the end, read it back, tell everyone."""
    with ending(lang) as end:
        from trunkload.cli.orders import run_approve  # noqa: PLC0415

        end(run_approve(import_id, digest, lang))


@orders_app.command()
def cancel(import_id: ImportId, lang: Lang = None) -> None:
    """Take a plan back before anything is ordered; its numbers are free again."""
    with ending(lang) as end:
        from trunkload.cli.orders import run_cancel  # noqa: PLC0415

        end(run_cancel(import_id, lang))


@orders_app.command()
def status(import_id: ImportId, lang: Lang = None) -> None:
    """Ask the carrier where the orders of an import stand, row by row."""
    with ending(lang) as end:
        from trunkload.cli.orders import run_status  # noqa: PLC0415

        end(run_status(import_id, lang))


@orders_app.command()
def audit(
    import_id: Annotated[str | None, typer.Argument(metavar="ID", help="Only this import.")] = None,
    who: Annotated[str | None, typer.Option(help="Only what this person did.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only from this day on, such as 2026-11-23.")
    ] = None,
    answer: Overview = TableFormat.TABLE,
    lang: Lang = None,
) -> None:
    """Show who did what when; nothing of it can be changed or deleted."""
    with ending(lang) as end:
        from trunkload.cli.audit import run_audit  # noqa: PLC0415

        end(run_audit(import_id, who, since, answer.value, lang))


@orders_app.command()
def orders(
    import_id: Annotated[str | None, typer.Option("--import", metavar="ID", help="Only those of this import.")] = None,
    states: Annotated[
        list[str] | None,
        typer.Option("--state", help="Only orders in this state, such as inProgress. May be repeated."),
    ] = None,
    unfinished: Annotated[bool, typer.Option("--open", help="Only orders that are not final.")] = False,
    answer: Overview = TableFormat.TABLE,
    lang: Lang = None,
) -> None:
    """Show the orders of all imports, the newest first, and where they stand at the carrier."""
    with ending(lang) as end:
        from trunkload.cli.order_list import run_orders  # noqa: PLC0415

        end(run_orders(import_id, states or (), answer.value, lang, unfinished=unfinished))


@orders_app.command()
def verify(import_id: ImportId, answer: AnswerFormat = Format.TEXT, lang: Lang = None) -> None:
    """Compare an import's workplaces with the carrier's record of now; corrects nothing."""
    with ending(lang) as end:
        from trunkload.cli.verify import run_verify  # noqa: PLC0415

        end(run_verify(import_id, lang, as_json=answer is Format.JSON))


@orders_app.command()
def undo(
    import_id: ImportId,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the three lists; plan nothing.")] = False,
    answer: AnswerFormat = Format.TEXT,
    lang: Lang = None,
) -> None:
    """Plan to take back what an import has ordered, as far as that is possible now; orders nothing."""
    with ending(lang) as end:
        from trunkload.cli.undo import run_undo  # noqa: PLC0415

        end(run_undo(import_id, lang, dry_run=dry_run, as_json=answer is Format.JSON))
