"""Reports as a person would get them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from trunkload.inventory.account import Package
from trunkload.reports.action_view import ActionView
from trunkload.reports.card import CellView, FindingView, OrderedView, PasswordDelivery, RowCard, RowJump, RowStatus
from trunkload.reports.comparison_view import ChangedCell, ComparisonView
from trunkload.reports.file_notes import FileNote
from trunkload.reports.plan_view import CostView, NextStep, NumberRange, OrderView, PlanView, ShortageView, TrunkView
from trunkload.reports.view import (
    ColumnView,
    FileView,
    PageOf,
    ReceiptView,
    RefusalView,
    ReportView,
    SkippedRows,
    SkipReason,
)
from trunkload.validation.findings import Severity
from trunkload.validation.language import Lang

FILE = FileView(
    name="Neue Mitarbeiter März.xlsx",
    sha256="9f" * 32,
    size=14_213,
    format="xlsm",
    sheet="Personal",
    header_row=3,
    fingerprint="3c" * 32,
    hidden_sheets=("Listen", "<Alt>"),
    notes=(FileNote.MACROS, FileNote.DATES_1904),
)
COLUMNS = (
    ColumnView("A", "Personalnummer", "employee_id", "synonym"),
    ColumnView("B", "Nachname", "last_name", "synonym"),
    ColumnView("C", "Vorname", "first_name", "synonym"),
    ColumnView("D", "E-Mail", "email", "synonym"),
    ColumnView("E", "Handynummer", "mobile", "synonym"),
    ColumnView("F", "Standort", "location", "synonym"),
    ColumnView("G", "Gehaltsgruppe", None, "hidden"),
    ColumnView("H", "Telefon", None, "unknown", "mobile"),
    ColumnView("I", "Notiz", None, "decided"),
)
ORDERED = OrderedView(
    number="+49 221 4710-012",
    why="Niedrigste freie Durchwahl im Block +49 221 4710",
    username="juergen.mueller",
    internal_number="012",
    package=Package.PLUS,
    password_delivery=PasswordDelivery.SMS,
    site="Köln",
    trunk="KOELN-1",
    start=date(2026, 12, 1),
    monthly=Decimal("8.85"),
    one_off=Decimal(0),
)


def cells(row: int, last: str, first: str, mobile: str | None, mark: Severity | None = None) -> tuple[CellView, ...]:
    return (
        CellView(f"A{row}", "Personalnummer", "004711"),
        CellView(f"B{row}", "Nachname", last),
        CellView(f"C{row}", "Vorname", first),
        CellView(f"D{row}", "E-Mail", "juergen.mueller@example.org"),
        CellView(f"E{row}", "Handynummer", mobile, mark),
        CellView(f"F{row}", "Standort", "Köln"),
    )


BLOCKED = RowCard(
    row=17,
    name="Łukasz Nowak",
    status=RowStatus.BLOCKED,
    cells=cells(17, "Nowak", "Łukasz", "O152 28817386", Severity.BLOCKED),
    findings=(
        FindingView(
            Severity.BLOCKED,
            "An Stelle 1 steht ein Buchstabe: „O“.",
            "Schreiben Sie die Ziffer 0 in E17.",
            "E17",
            "Handynummer",
            "O152 28817386",
            "0152 28817386",
        ),
    ),
)
WARNED = RowCard(
    row=9,
    name="Jürgen Müller-Lüdenscheidt",
    status=RowStatus.WARNING,
    cells=cells(9, "Müller-Lüdenscheidt", "Jürgen", None),
    findings=(
        FindingView(
            Severity.WARNING,
            "Diese Adresse gehört einem Postfach, das mehrere lesen.",
            "Tragen Sie die eigene Adresse der Person ein.",
            "D9",
            "E-Mail",
            "info@example.org",
        ),
    ),
    ordered=replace(ORDERED, start=None, monthly=None, package=Package.BASIC),
)
READY = RowCard(4, "Anna Beispiel", RowStatus.READY, cells(4, "Beispiel", "Anna", "0152 28817386"), (), ORDERED)
REPEATED = RowCard(
    5,
    "Max Muster",
    RowStatus.SKIPPED,
    cells(5, "Muster", "Max", None),
    (FindingView(Severity.NOTE, "Diese Person ist schon im Import 2026-11-20-a1 geplant."),),
)
PLAN = PlanView(
    trunks=(
        TrunkView(
            "KOELN-1",
            "Köln",
            1,
            2,
            (
                NumberRange("+49 221 4710-012", "+49 221 4710-012", 1),
                NumberRange("+49 221 4710-014", "+49 221 4710-044", 31),
            ),
        ),
    ),
    orders=(OrderView("2026-11-23-7f3a/1", "KOELN-1", None, 2),),
    cost=CostView(Decimal("1148.5"), Decimal(0), "EUR", sample=True),
    term_days=30,
    digest="sha256:4b1d0c",
    next_step=NextStep.APPROVE,
    command="trunkload approve 2026-11-23-7f3a --digest 4b1d0c",
)
COMPARISON = ComparisonView(
    "Seit dem letzten Upload dieser Personen (2026-11-22-7f39): 1 von 2 korrigiert, 1 offen, 1 neu, "
    "keine andere Zeile geändert.",
    ("1 Person war noch nicht dabei.",),
    (ChangedCell("E9", "F12", "Handynummer", "mobile", "O152 <b>", None),),
    3,
)


@pytest.fixture
def report() -> ReportView:
    return ReportView(
        lang=Lang.DE,
        title="Prüfbericht: Neue Mitarbeiter März.xlsx",
        import_id="2026-11-23-7f3a",
        made_at="23.11.2026 14:22 UTC",
        account_at="23.11.2026 14:21 UTC",
        file=FILE,
        receipt=ReceiptView(
            rows=7,
            ready=1,
            ready_with_warnings=1,
            blocked=1,
            skipped=(SkippedRows(SkipReason.BLANK, (6, 7, 8)), SkippedRows(SkipReason.REPEATED, (5,))),
        ),
        columns=COLUMNS,
        rows=(READY, REPEATED, WARNED, BLOCKED),
        actions=(
            ActionView(
                Severity.BLOCKED,
                "In „O152 …“ steht an Stelle 1 „O“.",
                "Schreiben Sie Mobilfunknummern nur mit Ziffern.",
                (17,),
                "--accept-suggestions phone_characters",
                heading="Korrigieren Sie 1 Mobilfunknummer",
            ),
        ),
        notices=(FindingView(Severity.NOTE, "Die Spalte G ist ausgeblendet und wurde nicht gelesen."),),
        shortages=(ShortageView("BERLIN-1", "Berlin", 50, 47),),
        plan=PLAN,
        comparison=COMPARISON,
        jumps=(
            RowJump(RowStatus.BLOCKED, (17,), 1),
            RowJump(RowStatus.WARNING, (9,), 1),
            RowJump(RowStatus.READY, (4,), 1),
            RowJump(RowStatus.SKIPPED, (5,), 1),
        ),
        page=PageOf(1, 1, 1, 4, 4),
    )


@pytest.fixture
def refusal() -> RefusalView:
    return RefusalView(
        lang=Lang.EN,
        title="Report: staff.xlsx",
        made_at="2026-11-23 14:22 UTC",
        file=FileView("staff.xlsx", "9f" * 32, 812),
        sentence="The column for the last name is missing.",
        fix="Add a column with the header “Last name”.",
        found_columns=COLUMNS[:3],
    )
