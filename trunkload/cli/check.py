"""The command `check`: the same judgement as `import`; nothing is written but the report that was asked for."""

from datetime import UTC, date, datetime
from pathlib import Path

import typer

from trunkload.cli.answer import Answer, read_or_refuse
from trunkload.cli.comparison import comparison_lines
from trunkload.cli.deciding import with_fitting
from trunkload.cli.exits import NEEDS_FIXING, READY, UNUSABLE
from trunkload.cli.kept import kept_lines
from trunkload.cli.policy import policy_lines
from trunkload.cli.receipt import receipt_lines
from trunkload.cli.running_short import short_lines
from trunkload.cli.say import say
from trunkload.cli.spoken import settings_in
from trunkload.cli.strategies import refuse_unknown_trunks, strategy_lines
from trunkload.cli.summary import finding_lines, plan_lines
from trunkload.flows.checking import judge, known_account, price_list
from trunkload.flows.commands import import_command
from trunkload.flows.earlier_uploads import compare_ahead
from trunkload.flows.strategies import choosing_of
from trunkload.intake.choices import AS_ASKED, Choices
from trunkload.inventory.account import Account
from trunkload.orders.build import build_plan
from trunkload.orders.plan import Plan
from trunkload.reports.check_json import check_document
from trunkload.settings import Settings
from trunkload.validation.check import Checked
from trunkload.validation.comparing.value import Comparison

PREVIEW = "check"
"""Stands for the import id in references that nobody keeps."""


def run_check(file: Path, choices: Choices, lang: str | None, *, as_json: bool, report: Path | None) -> int:
    """Exit code: 0 every row ready, 1 some rows need fixing, 2 the file cannot be used."""
    answer = Answer(settings_in(lang), as_json, report)
    settings, spoken = answer.settings, answer.settings.language
    read = read_or_refuse(file, choices, answer)
    if read is None:
        return UNUSABLE
    account = known_account(settings)
    today = date.today()  # noqa: DTZ011 - the person's own calendar day
    decided = with_fitting(read.choices, read.sheet, account, settings, today)
    refuse_unknown_trunks(decided, account, settings)
    checked = judge(read.sheet, account, settings, today, decided)
    plan = _preview(checked, account, settings)
    comparison = compare_ahead(checked, settings)
    command = import_command(file, decided)
    if as_json:
        answer.say_document(check_document(checked, plan, None, spoken, comparison=comparison))
    else:
        for line in (
            *receipt_lines(checked, spoken),
            *finding_lines(checked, spoken, reported=report is not None),
            *comparison_lines(comparison, spoken),
        ):
            typer.echo(line)
        _print_plan(checked, plan, account, settings=settings, choices=decided, command=command)
    if report is not None:
        _write_report(answer, checked, plan, account, command=command, comparison=comparison)
    return NEEDS_FIXING if checked.receipt.blocked else READY


def _preview(checked: Checked, account: Account | None, settings: Settings) -> Plan | None:
    if account is None or not len(checked.ready):
        return None
    return build_plan(PREVIEW, checked, price_list(account, settings), settings.carrier.batch_size)


def _print_plan(  # noqa: PLR0913 - all that is printed
    checked: Checked, plan: Plan | None, account: Account | None, *, settings: Settings, choices: Choices, command: str
) -> None:
    lang = settings.language
    if not checked.receipt.to_order:
        typer.echo(say("nothing_to_order", lang))
        return
    if plan is not None and account is not None:
        for line in (
            *plan_lines(say("plan_preview", lang), plan, account, lang),
            *short_lines(plan, account, settings, lang),
            *strategy_lines(choices, lang),
            *policy_lines(checked, lang),
            *kept_lines(checked, account, None, lang),
        ):
            typer.echo(line)
    typer.echo()
    typer.echo(say("check_only", lang))
    typer.echo(f"  {command}")


def _write_report(  # noqa: PLR0913 - all that the page shows
    answer: Answer,
    checked: Checked,
    plan: Plan | None,
    account: Account | None,
    *,
    command: str,
    comparison: Comparison | None,
) -> None:
    from trunkload.reports.build_plan_view import PlanShown  # noqa: PLC0415 - only a report needs pages
    from trunkload.reports.build_view import build_pages  # noqa: PLC0415 - the same
    from trunkload.reports.page import render_page  # noqa: PLC0415 - the same
    from trunkload.reports.report_on import ReportOn  # noqa: PLC0415 - the same

    lang = answer.settings.language
    about = ReportOn(
        checked=checked,
        account=account,
        plan=plan,
        prices=None if account is None else price_list(account, answer.settings),
        shown=PlanShown(None, command),
        made_at=datetime.now(UTC),
        lang=lang,
        comparison=comparison,
        choosing=choosing_of(answer.settings, AS_ASKED, account),
    )
    path = answer.write_report(map(render_page, build_pages(about)))
    if not answer.as_json:
        typer.echo(say("report_at", lang, path=path))
