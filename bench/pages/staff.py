"""Knows a staff sheet in which every row has something to fix, and the report on it."""

from datetime import UTC, datetime
from typing import Final

from bench.validation.staff import TODAY
from trunkload.flows.checking import judge, limits_of
from trunkload.intake.read import read_sheet
from trunkload.intake.upload import upload_of
from trunkload.reports.build_plan_view import PlanShown
from trunkload.reports.report_on import ReportOn
from trunkload.settings import Settings
from trunkload.validation.language import Lang

HEADER: Final = (
    "Personalnummer;Nachname;Vorname;E-Mail;Handynummer;ohne SMS;Standort;Abteilung;Kostenstelle;Eintrittsdatum"
)
BAD: Final = (
    "{n};Öztürk{n};Łukasz;kim.{n}@example;;ja;Köln;Vertrieb;4711;01.03.2027",
    "{n};Müller;Jürgen;kim.{n}@example.org;O152 28817386;;Köln;Vertrieb;4711;01.03.2027",
    "{n};;Anna;kim.{n}@example.org;0152 28817386;;Köln;Vertrieb;4711;01.03.2027",
    "{n};Groß;Zoë;kim.{n}@example.org;;;Köln;Vertrieb;4711;31.02.2027",
)


def failing(rows: int) -> ReportOn:
    """Judged without an account: every row fails by itself."""
    settings = Settings()
    lines = [HEADER, *(BAD[n % len(BAD)].format(n=f"{n:06d}") for n in range(rows))]
    upload = upload_of("staff.csv", "\n".join(lines).encode())
    checked = judge(read_sheet(upload, limits=limits_of(settings)), None, settings, TODAY)
    shown = PlanShown(None, "", ())
    return ReportOn(checked, None, None, None, shown, datetime(2026, 11, 25, tzinfo=UTC), Lang.DE)
