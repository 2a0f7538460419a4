"""Builds what the page shows from what was checked and planned: worded, in the person's own headers and addresses."""

from collections.abc import Iterator
from datetime import datetime

from trunkload.intake.found_columns import NOTHING_FOUND, FoundColumns
from trunkload.intake.refusal import Refused
from trunkload.intake.sheet import Column, FileFacts, Upload
from trunkload.reports.action_view import ActionView, Decidable
from trunkload.reports.build_comparison import comparison_view
from trunkload.reports.build_page_rows import PagedRows, paged_rows, with_rows
from trunkload.reports.build_plan_view import plan_view, shortage_views
from trunkload.reports.build_receipt import receipt_view
from trunkload.reports.charts.build import charts_of
from trunkload.reports.file_notes import file_notes
from trunkload.reports.known_words import known_words
from trunkload.reports.notation import moment_text
from trunkload.reports.outcome_view import outcomes_view
from trunkload.reports.report_on import ReportOn
from trunkload.reports.view import (
    ColumnView,
    FileView,
    RefusalView,
    ReportView,
)
from trunkload.reports.worded import worded_some
from trunkload.reports.worded_groups import WordedGroup, worded_groups
from trunkload.validation.check import Checked
from trunkload.validation.findings import Findings, Severity
from trunkload.validation.group_wording import code_of, is_decidable
from trunkload.validation.headings import heading_of
from trunkload.validation.language import Lang
from trunkload.validation.wording import words_of_refusal

CAUSES_SHOWN = 50
"""Causes that one page tells first; every row has its own findings below."""


def build_report(about: ReportOn) -> ReportView:
    """The report of one import or check, or the first page of it; every count on it comes from the same receipt."""
    return next(build_pages(about))


def build_pages(about: ReportOn) -> Iterator[ReportView]:
    """Page after page, each built when it is asked for: 1,000 rows cost no more where 100,000 follow them."""
    first, paged = _begun(about)
    for number in range(1, paged.places.pages + 1):
        yield with_rows(first, paged, number)


def build_page(about: ReportOn, number: int) -> ReportView | None:
    """One of them alone; None where there are fewer."""
    first, paged = _begun(about)
    return with_rows(first, paged, number) if 1 <= number <= paged.places.pages else None


def _begun(about: ReportOn) -> tuple[ReportView, PagedRows]:
    """What every page has, still without rows."""
    checked, lang = about.checked, about.lang
    facts = checked.sheet.facts
    groups = worded_groups(_to_do(checked), checked.sheet, lang)
    told = groups.told[:CAUSES_SHOWN]
    plan, account = about.plan, about.account
    paged = paged_rows(about, tuple(one.group for one in told))
    first = ReportView(
        lang=lang,
        title=facts.name,
        import_id=about.shown.import_id,
        made_at=moment_text(about.made_at.astimezone(), lang),
        account_at=_account_at(about),
        file=file_view(facts),
        receipt=receipt_view(checked, about.shown.taken_out, lang),
        columns=tuple(_column(one) for one in checked.sheet.columns),
        rows=(),
        actions=tuple(_action(one, about) for one in told),
        causes=groups.causes,
        policy=checked.policy,
        notices=tuple(one.view for one in worded_some(_of_no_row(checked), checked.sheet, lang)),
        shortages=shortage_views(checked, account),
        plan=None if plan is None or account is None else plan_view(plan, account, about.shown),
        outcomes=outcomes_view(about.outcomes, lang),
        comparison=None if about.comparison is None else comparison_view(about.comparison, lang),
        charts=charts_of(about, groups),
        masked=about.masked,
        only_rows=about.only_rows,
        undoes=about.undoes,
        undone_by=about.undone_by,
        row_command=about.shown.row_command,
    )
    return first, paged


def _account_at(about: ReportOn) -> str:
    judged_at = about.judged_at or (None if about.account is None else about.account.taken_at)
    return "–" if judged_at is None else moment_text(judged_at.astimezone(), about.lang)


def build_refusal(
    upload: Upload, refused: Refused, made_at: datetime, lang: Lang, found: FoundColumns = NOTHING_FOUND
) -> RefusalView:
    """The page about the one problem of a file that cannot be used, with the columns that were `found` in it."""
    words = words_of_refusal(refused, lang)
    return RefusalView(
        lang=lang,
        title=upload.name,
        made_at=moment_text(made_at.astimezone(), lang),
        file=FileView(upload.name, upload.sha256, len(upload.content)),
        sentence=words.message,
        fix=words.fix,
        found_columns=tuple(map(_column, found.columns)),
        found_row=found.row,
    )


def file_view(facts: FileFacts) -> FileView:
    return FileView(
        name=facts.name,
        sha256=facts.sha256,
        size=facts.size,
        format=facts.format,
        sheet=facts.sheet,
        encoding=facts.encoding,
        delimiter=facts.delimiter,
        header_row=facts.header_row or None,
        fingerprint=facts.fingerprint or None,
        hidden_sheets=facts.hidden_sheets,
        notes=file_notes(facts),
    )


def _column(one: Column) -> ColumnView:
    return ColumnView(one.letter, one.header, one.field, one.how, one.suggestion)


def _to_do(checked: Checked) -> Findings:
    """What is to fix, then what is to look at; a note asks for nothing."""
    table = checked.findings.table
    return Findings(table[(table["severity"] != Severity.NOTE).to_numpy(dtype=bool)])


def _of_no_row(checked: Checked) -> Findings:
    """What there is to say about the file and its columns."""
    table = checked.findings.table
    return Findings(table[table["row"].isna().to_numpy(dtype=bool)])


def _action(one: WordedGroup, about: ReportOn) -> ActionView:
    group, words, finding = one.group, one.words, one.group.finding
    decidable = None
    if is_decidable(group) and finding.field is not None and one.column is not None:
        known = known_words(finding.field, about.account)
        decidable = Decidable(finding.field, (finding.value or "").strip(), finding.suggestion, known)
    return ActionView(
        severity=finding.severity,
        sentence=words.message,
        fix=words.fix,
        rows=group.rows,
        option=words.option,
        column=group.column,
        heading=heading_of(group, None if one.column is None else one.column.header, about.lang),
        decidable=decidable,
        code=None if decidable is not None else code_of(group),
    )
