"""What an admin is told of a night, in German and in English."""

import pytest

from trunkload.notify.night import Night, NightFile, OpenOrders, WaitingImport
from trunkload.notify.night_mail import night_email, night_sentences
from trunkload.orders.arrival import ArrivalOutcome
from trunkload.validation.language import Lang

WAITING = WaitingImport(
    "imp-2026-11-20-0001", "mai.xlsx", "20.11.2026 02:00 CET", "27.11.2026 02:00 CET", too_long=True
)
FILES = (
    NightFile("juni.csv", ArrivalOutcome.PLANNED, "imp-2026-11-23-0001", 3),
    NightFile("juli.csv", ArrivalOutcome.NEEDS_FIXING, "imp-2026-11-23-0002", 1200, 1),
    NightFile("alt.pdf", ArrivalOutcome.REFUSED, why="Die Datei ist keine Tabelle."),
)
NIGHT = Night(Lang.DE, FILES, (WAITING,), (OpenOrders("imp-2026-11-19-0001", 2, "19.11.2026 14:22 CET"),), 1)


def test_the_subject_counts_files_and_approvals_that_wait() -> None:
    assert night_email(NIGHT, "night-1", "a@example.org").subject == "Import: 3 Dateien gelesen, eine Freigabe wartet"
    only_waiting = Night(Lang.EN, waiting=(WAITING, WAITING))
    assert night_email(only_waiting, "night-1", "a@example.org").subject == "2 approvals wait"
    unsent = Night(Lang.EN, unsent=1)
    assert night_email(unsent, "night-1", "a@example.org").subject == "Import: not everything is done yet"


def test_every_file_has_its_result_and_every_wait_its_beginning() -> None:
    text = night_email(NIGHT, "night-1", "a@example.org").text
    for told in (
        "3 Dateien sind angekommen. (geplant: eine, mit Zeilen zum Korrigieren: eine, abgelehnt: eine)",
        "1.200 bereit, 1 zu korrigieren",
        "abgelehnt: Die Datei ist keine Tabelle.",
        "Zu lange: imp-2026-11-20-0001 (mai.xlsx) wartet seit 20.11.2026 02:00 CET auf Freigabe",
        "imp-2026-11-19-0001: 2 Aufträge sind seit 19.11.2026 14:22 CET nicht abgeschlossen.",
        "Eine Nachricht ging nicht hinaus.",
    ):
        assert told in text


def test_what_stands_in_a_file_can_be_left_out_of_why_it_is_refused() -> None:
    file = NightFile("alt.csv", ArrivalOutcome.REFUSED, why="Gefunden: Anna, Bo.", why_untyped="Gefunden: ….")
    assert [one.why for one in Night(Lang.DE, (file,)).untyped.files] == ["Gefunden: …."]


def test_a_night_knows_the_imports_that_its_files_became() -> None:
    same = NightFile("kopie.csv", ArrivalOutcome.SAME, "imp-2026-11-20-0001")
    assert Night(Lang.DE, (*FILES, same)).imports == ("imp-2026-11-23-0001", "imp-2026-11-23-0002")


@pytest.mark.parametrize("lang", Lang)
def test_a_quiet_night_says_so(lang: Lang) -> None:
    assert Night(lang).is_quiet
    assert len(night_sentences(Night(lang))) == 1


def test_the_name_of_a_file_is_no_markup_and_begins_no_line() -> None:
    """Promise 9."""
    file = NightFile("<b>\nBcc: x", ArrivalOutcome.PLANNED, "imp-2026-11-23-0001", 1)
    mail = night_email(Night(Lang.EN, (file,)), "night-1", "a@example.org")
    assert "&lt;b&gt; Bcc: x" in mail.html
    assert "\nBcc" not in mail.text
