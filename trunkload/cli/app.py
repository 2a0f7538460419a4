"""Knows the commands of an import from its file to its end, and where all others hang; work is loaded when it runs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from trunkload.cli.account_commands import account_app, numbers_app
from trunkload.cli.credentials_command import credentials_app
from trunkload.cli.deploy_command import deploy_app
from trunkload.cli.exits import ending
from trunkload.cli.handover_commands import handover_app
from trunkload.cli.health_command import health_app
from trunkload.cli.house_commands import carrier_app, db_app, mappings_app
from trunkload.cli.inbox_command import inbox_app
from trunkload.cli.message_commands import messages_app
from trunkload.cli.myportal_command import add_myportal_command
from trunkload.cli.number_commands import add_number_commands
from trunkload.cli.options import AnswerFormat, Format, Hidden, ImportId, Lang, Overview, SheetName, TableFormat
from trunkload.cli.order_commands import orders_app
from trunkload.cli.purge_command import purge_app
from trunkload.cli.report_commands import reports_app
from trunkload.cli.usage import SpokenGroup
from trunkload.cli.workplace_commands import workplace_app

app = typer.Typer(
    name="trunkload",
    cls=SpokenGroup,
    help="A spreadsheet of new staff becomes telephone workplaces on a SIP trunk.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(orders_app)
app.add_typer(inbox_app)
app.add_typer(reports_app)
app.add_typer(credentials_app)
app.add_typer(purge_app)
app.add_typer(account_app)
app.add_typer(workplace_app, name="workplace")
add_number_commands(numbers_app)
app.add_typer(numbers_app, name="numbers")
app.add_typer(mappings_app, name="mappings")
app.add_typer(messages_app, name="messages")
add_myportal_command(carrier_app)
app.add_typer(carrier_app, name="carrier")
app.add_typer(handover_app, name="handover")
app.add_typer(db_app, name="db")
app.add_typer(deploy_app)
app.add_typer(health_app)


class Policy(StrEnum):
    """Which rows are ordered when some are blocked."""

    VALID_ROWS = "valid_rows"
    ALL_OR_NOTHING = "all_or_nothing"


File = Annotated[Path, typer.Argument(help="The spreadsheet: CSV, XLSX, XLSM, XLSB, XLS or ODS.")]
ReportFolder = Annotated[Path | None, typer.Option("--report", help="Folder to write report.html into.")]
AcceptedCodes = Annotated[
    list[str] | None,
    typer.Option("--accept-suggestions", metavar="CODE", help="Take the suggestions of findings with this code."),
]
Decisions = Annotated[
    list[str] | None,
    typer.Option(
        "--accept",
        metavar="FIELD:VALUE=NEW",
        help="What a value means in every cell that reads so, such as site:Muenchen=München. May be repeated.",
    ),
]
OrderPolicy = Annotated[
    Policy | None,
    typer.Option("--policy", help="Order the rows that are right, or all rows or nothing; else as the settings say."),
]
Strategies = Annotated[
    list[str] | None,
    typer.Option(
        "--strategy",
        metavar="[TRUNK=]NAME",
        help="How free numbers are chosen: lowest_free, together:department, together:site, pattern:..00, "
        "pattern:internal_number, spread; for one trunk TRUNK=NAME. May be repeated.",
    ),
]
Maps = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=FIELD",
        help="What a column means, by its header or its letter; nothing after = leaves it out. May be repeated.",
    ),
]


@app.callback()
def trunkload() -> None:
    """A spreadsheet of new staff becomes telephone workplaces on a SIP trunk."""


@app.command()
def demo(
    *,
    rehearse: Annotated[
        bool, typer.Option("--rehearse", help="Order it too, at a rehearsal carrier where everything goes wrong once.")
    ] = False,
    lang: Lang = None,
) -> None:
    """Run the main job on the sample sheet with the rehearsal carrier; orders nothing."""
    with ending(lang) as end:
        if rehearse:
            from trunkload.cli.rehearsing import run_rehearsal  # noqa: PLC0415 - the same

            end(run_rehearsal(lang))
            return
        from trunkload.cli.demo import run_demo  # noqa: PLC0415 - loaded when the command runs, like all below

        end(run_demo(lang))


@app.command()
def check(  # noqa: PLR0913 - every option of a command is a parameter
    file: File,
    *,
    answer: AnswerFormat = Format.TEXT,
    lang: Lang = None,
    report: ReportFolder = None,
    sheet: SheetName = None,
    include_hidden: Hidden = False,
    maps: Maps = None,
    suggestions: AcceptedCodes = None,
    accept: Decisions = None,
    policy: OrderPolicy = None,
    strategies: Strategies = None,
) -> None:
    """Check every row; writes nothing and asks nobody."""
    with ending(lang) as end:
        from trunkload.cli.check import run_check  # noqa: PLC0415
        from trunkload.cli.choosing import choices_of  # noqa: PLC0415

        choices = choices_of(
            maps or (),
            suggestions or (),
            sheet,
            include_hidden=include_hidden,
            accept=accept or (),
            policy=None if policy is None else policy.value,
            strategies=strategies or (),
        )
        end(run_check(file, choices, lang, as_json=answer is Format.JSON, report=report))


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="Any spreadsheet.")],
    sheet: Annotated[str | None, typer.Option(help="Only this worksheet, by its name.")] = None,
    include_hidden: Annotated[bool, typer.Option("--include-hidden", help="Hidden rows and columns too.")] = False,
    answer: Overview = TableFormat.TABLE,
    lang: Lang = None,
) -> None:
    """Show what Trunkload sees in a file: every visible row, what it left out and why; judges nothing."""
    with ending(lang) as end:
        from trunkload.cli.reading import run_read  # noqa: PLC0415
        from trunkload.intake.choices import Choices  # noqa: PLC0415

        end(run_read(file, Choices(sheet=sheet, include_hidden=include_hidden), answer.value, lang))


@app.command("import")
def import_(  # noqa: PLR0913 - the same
    file: File,
    *,
    answer: AnswerFormat = Format.TEXT,
    lang: Lang = None,
    report: ReportFolder = None,
    sheet: SheetName = None,
    include_hidden: Hidden = False,
    maps: Maps = None,
    suggestions: AcceptedCodes = None,
    accept: Decisions = None,
    policy: OrderPolicy = None,
    strategies: Strategies = None,
) -> None:
    """Check every row, hold free numbers and plan the orders; orders nothing."""
    with ending(lang) as end:
        from trunkload.cli.choosing import choices_of  # noqa: PLC0415
        from trunkload.cli.importing import run_import  # noqa: PLC0415

        choices = choices_of(
            maps or (),
            suggestions or (),
            sheet,
            include_hidden=include_hidden,
            accept=accept or (),
            policy=None if policy is None else policy.value,
            strategies=strategies or (),
        )
        end(run_import(file, choices, lang, as_json=answer is Format.JSON, report=report))


@app.command("list")
def list_(lang: Lang = None) -> None:
    """Show all imports, the newest first."""
    with ending(lang) as end:
        from trunkload.cli.overview import run_list  # noqa: PLC0415

        end(run_list(lang))


@app.command()
def show(import_id: ImportId, lang: Lang = None) -> None:
    """Show an import: receipt, plan, cost, report and what comes next."""
    with ending(lang) as end:
        from trunkload.cli.overview import run_show  # noqa: PLC0415

        end(run_show(import_id, lang))


@app.command()
def serve() -> None:
    """Start one local Prefect server and everything that is scheduled with it."""
    with ending(None) as end:
        from trunkload.flows.serve import serve_all  # noqa: PLC0415
        from trunkload.settings import read_settings  # noqa: PLC0415

        end(serve_all(read_settings()))
