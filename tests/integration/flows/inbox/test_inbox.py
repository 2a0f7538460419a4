"""What arrives is imported once, told once, and laid aside with its report; nobody has to be there."""

import json
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.integration.flows.houses import SAMPLES, approved, days_later
from tests.integration.flows.inboxes import (
    arrivals_of,
    arrive,
    imports_of,
    lying,
    one_person,
    outcomes,
    with_inbox,
)
from trunkload.flows.file_stores import open_inbox
from trunkload.flows.import_inbox import import_arrived, import_inbox
from trunkload.flows.retaining import Purge, purge
from trunkload.flows.running import Outcome
from trunkload.flows.wiring import House
from trunkload.orders.arrival import ArrivalOutcome
from trunkload.orders.states import ImportState
from trunkload.storage.database import reading
from trunkload.storage.failures import StorageError
from trunkload.storage.message_values import MessageKind
from trunkload.storage.messages import list_messages

PLANNED, SAME, REFUSED = ArrivalOutcome.PLANNED, ArrivalOutcome.SAME, ArrivalOutcome.REFUSED


def summaries(house: House) -> list[str]:
    with reading(house.ledger) as conn:
        return [one.envelope.name for one in list_messages(conn) if one.envelope.kind is MessageKind.NIGHT]


def test_why_a_file_is_refused_can_be_told_without_the_words_in_it(house: House) -> None:
    arrive(house, "nur-namen.csv", b"Nachname;E-Mail;Anna Muster\nMuster;bea@example.org;x\n")
    night = import_inbox(house).night
    assert [one.outcome for one in night.files] == [REFUSED]
    assert "Anna Muster" in night.files[0].why
    assert "Missing: " in night.untyped.files[0].why
    assert "Found: …." in night.untyped.files[0].why


def test_a_file_that_arrives_is_planned_and_lies_in_done_with_its_report(house: House) -> None:
    arrive(house, "neue.csv", one_person(0))
    night = import_inbox(house).night
    (record,) = imports_of(house)
    assert (record.state, record.file_name, record.ready) == (ImportState.PLANNED, "neue.csv", 1)
    assert [(one.name, one.outcome, one.import_id, one.ready) for one in night.files] == [
        ("neue.csv", PLANNED, record.id, 1)
    ]
    assert lying(house, "done") == [f"{record.id}-report.html", f"{record.id}-sent-neue.csv"]
    assert lying(house, "inbox") == lying(house, "working") == lying(house, "refused") == []
    assert not night.needs_somebody


def test_rows_to_fix_lie_beside_the_file_in_a_workbook_of_their_own(house: House) -> None:
    arrive(house, "staff.csv", one_person(0) + b"Bea;Muster;bea.muster@example;ja;K\xc3\xb6ln\n")
    night = import_inbox(house).night
    (record,) = imports_of(house)
    assert [(one.outcome, one.ready, one.blocked) for one in night.files] == [(ArrivalOutcome.NEEDS_FIXING, 1, 1)]
    beside = ["checked.xlsx", "report.html", "sent-staff.csv", "to-fix.xlsx"]
    assert lying(house, "done") == [f"{record.id}-{name}" for name in beside]
    assert night.needs_somebody


def test_a_file_that_cannot_be_used_is_refused_with_the_reason_and_stops_no_other(house: House) -> None:
    """A file that is too large is not even read (promise 11)."""
    limits = house.settings.limits.model_copy(update={"upload_bytes": 2000})
    house = replace(house, settings=house.settings.model_copy(update={"limits": limits}))
    arrive(house, "a.pdf", b"%PDF-1.4")
    arrive(house, "b.csv", b"x" * 3000)
    arrive(house, "c.csv", one_person(0))
    night = import_inbox(house).night
    assert [(one.name, one.outcome) for one in night.files] == [
        ("a.pdf", REFUSED),
        ("b.csv", REFUSED),
        ("c.csv", PLANNED),
    ]
    assert night.files[0].why == "The file is no spreadsheet. Send the sheet as .xlsx or .csv."
    assert "2,000" in night.files[1].why
    assert Counter(Path(name).suffix for name in lying(house, "refused")) == {".html": 2, ".pdf": 1, ".csv": 1}
    assert len(imports_of(house)) == 1


def test_the_same_bytes_under_another_name_are_recognised(house: House) -> None:
    arrive(house, "one.csv", one_person(0))
    import_inbox(house)
    arrive(house, "two.csv", one_person(0))
    (told,) = import_inbox(house).night.files
    (record,) = imports_of(house)
    assert (told.outcome, told.import_id) == (SAME, record.id)
    (note,) = [name for name in lying(house, "done") if name.endswith("note.txt")]
    assert record.id in (house.settings.home / "arrivals" / "done" / note).read_text("utf-8")


def test_the_same_bytes_count_anew_after_their_plan_has_lapsed(house: House) -> None:
    arrive(house, "one.csv", one_person(0))
    import_inbox(house)
    later = days_later(house, 8)
    arrive(house, "one.csv", one_person(0))
    assert outcomes(later) == {"one.csv": PLANNED}
    assert [one.state for one in imports_of(house)] == [ImportState.LAPSED, ImportState.PLANNED]


def test_two_files_of_one_name_lie_side_by_side_in_done(house: House) -> None:
    for at in (0, 1):
        arrive(house, "staff.csv", one_person(at))
        import_inbox(house)
    assert [name[-9:] for name in lying(house, "done") if name.endswith("staff.csv")] == ["staff.csv"] * 2


def test_what_is_still_being_written_is_left_alone_until_it_is_whole(house: House) -> None:
    """It grows while the sweep waits for it to stay as it is."""
    path = arrive(house, "growing.csv", b"Vorname;Nach")
    arrive(house, "whole.csv", one_person(1))

    def grow(_seconds: float) -> None:
        path.write_bytes(one_person(0))

    patient = replace(with_inbox(house, settle_seconds=60.0), wait=grow)
    swept = import_inbox(patient)
    assert ([one.name for one in swept.night.files], swept.unfinished) == (["whole.csv"], 1)
    assert outcomes(house) == {"growing.csv": PLANNED}


@pytest.mark.parametrize("name", ["~$neue.xlsx", ".neue.csv.swp", "neue.csv.part", "neue.tmp", ".hidden.csv"])
def test_names_of_unfinished_files_are_passed_over(house: House, name: str) -> None:
    arrive(house, name, one_person(0))
    assert outcomes(house) == {}
    assert lying(house, "inbox") == [name]


def test_a_name_is_shown_and_never_a_path(house: House) -> None:
    """One import, and the same bytes under all other names."""
    names = [
        "zwei\nZeilen.csv",
        "👩‍💼 neue.csv",
        "x" * 240 + ".csv",
        "a\\..\\etc.csv",
        "=cmd|'x'!A1.csv",
        "no%2Fpath.csv",
    ]
    for name in names:
        arrive(house, name, one_person(0))
    assert set(outcomes(house)) == {name.replace("\n", "\ufffd") for name in names}
    kept = [one for one in lying(house, "done") if one.endswith(".csv")]
    assert len(kept) == len(names)
    assert [one for one in kept if not one.isprintable() or set(one) & set('/\\:*?"<>|%') or len(one) > 160] == []


def test_a_link_in_the_inbox_leads_nowhere(house: House, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").write_bytes(one_person(0))
    (house.settings.home / "arrivals" / "inbox" / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert outcomes(house) == {}


def test_events_that_come_twice_late_or_for_nothing_change_nothing(house: House) -> None:
    """In whatever order, and a sweep finds what no event told and tells of all."""
    for at, name in enumerate(("a.csv", "b.csv", "c.csv")):
        arrive(house, name, one_person(at))
    told = ["b.csv", "b.csv", "../trunkload.sqlite", "never.csv", "a.csv", "b.csv"]
    assert [import_arrived(house, name) for name in told] == [True, False, False, False, True, False]
    assert outcomes(house) == {"a.csv": PLANNED, "b.csv": PLANNED, "c.csv": PLANNED}
    assert import_arrived(house, "c.csv") is False
    assert [one.file_name for one in imports_of(house)] == ["b.csv", "a.csv", "c.csv"]
    assert summaries(house) == [f"night-{house.today}-1"]


def test_an_inbox_that_cannot_be_read_is_a_failure_of_ours(house: House) -> None:
    shutil.rmtree(house.settings.home / "arrivals" / "inbox")
    (house.settings.home / "arrivals" / "inbox").write_text("no folder")
    with pytest.raises(StorageError):
        import_inbox(house)


def test_a_folder_between_the_files_is_told_and_its_files_are_left_alone(house: House) -> None:
    folder = house.settings.home / "arrivals" / "inbox" / "Mai"
    folder.mkdir()
    (folder / "neue.csv").write_bytes(one_person(0))
    night = import_inbox(house).night
    assert (night.folders, night.files, night.needs_somebody) == (("Mai",), (), True)
    assert [path.name for path in folder.iterdir()] == ["neue.csv"]
    import_inbox(house)
    assert len(summaries(house)) == 1


def test_rows_that_were_left_out_are_told_with_their_file(house: House) -> None:
    arrive(house, "neue.csv", one_person(0) + b";;;;\n" + one_person(1).splitlines()[1] + b"\n")
    (told,) = import_inbox(house).night.files
    (record,) = imports_of(house)
    assert (told.ready, told.blocked, told.skipped, record.skipped) == (2, 0, 1, 1)


def test_a_night_in_which_nothing_happened_and_nothing_waits_sends_no_mail(house: House) -> None:
    assert import_inbox(house).night.is_quiet
    assert summaries(house) == []


def test_what_waits_is_told_once_a_day_and_reminded_of_when_it_waits_too_long(house: House) -> None:
    """It is never approved by that (promise 4)."""
    arrive(house, "neue.csv", one_person(0))
    assert import_inbox(house).night.too_long == 0
    assert import_inbox(house).night.files == ()
    assert len(summaries(house)) == 1
    later = days_later(house, 3)
    assert [import_inbox(later).night.too_long for _ in range(2)] == [1, 1]
    assert len(summaries(house)) == 2
    assert imports_of(house)[0].state is ImportState.PLANNED


def at_moment(house: House, moment: datetime) -> House:
    return replace(house, clock=lambda: moment)


def test_two_nights_on_one_day_of_the_worker_are_two_in_the_time_zone_of_the_schedule(house: House) -> None:
    """In Berlin the clock goes forward on 28 March 2027: half past one is 00:30 UTC on that day, 23:30 on the next."""
    arrive(house, "neue.csv", one_person(0))
    in_berlin = with_inbox(house, time_zone="Europe/Berlin")
    for hour in (-12, 0, 23):
        import_inbox(at_moment(in_berlin, datetime(2027, 3, 28, 0, 30, tzinfo=UTC) + timedelta(hours=hour)))
    assert summaries(house) == ["night-2027-03-27-1", "night-2027-03-28-1", "night-2027-03-29-1"]


def test_whatever_asks_the_store_of_the_inbox_is_a_step_that_is_tried_again(house: House) -> None:
    """By Prefect, where each step is a task: a store that is away for a minute at two o'clock costs no night."""
    steps = list[str]()

    def run(step: Callable[..., Outcome], *args: object) -> Outcome:
        steps.append(step.__name__)
        return step(*args)

    arrive(house, "neue.csv", one_person(0))
    import_inbox(house, run)
    assert (steps[:2], steps[-2:]) == (["lapse", "look_into_inbox"], ["close_night", "tell_people"])


def test_orders_that_are_not_final_are_told_with_their_import(house: House) -> None:
    arrive(house, "neue.csv", one_person(0))
    import_inbox(house)
    import_id = approved(house)
    night = import_inbox(house).night
    assert [(one.import_id, one.count) for one in night.orders] == [(import_id, 1)]
    assert night.waiting == ()


def test_the_summary_names_files_and_nobody(house: House) -> None:
    arrive(house, "neue.csv", (SAMPLES / "new-staff.xlsx").read_bytes())
    import_inbox(house)
    (mail,) = (house.settings.home / "outbox").glob("night-*.eml")
    text = mail.read_text("utf-8")
    assert "neue.csv" in text
    assert not [name for name in ("Luedenscheidt", "Lüdenscheidt", "elif.aydin", "28817386") if name in text]


def test_a_claim_left_on_another_machine_is_taken_over_when_its_time_is_over(house: House) -> None:
    arrive(house, "neue.csv", one_person(0))
    inbox = open_inbox(house.settings)
    assert inbox.claim(inbox.arrived()[0], "worker-elsewhere", house.clock()) is not None
    assert outcomes(house) == {}
    assert outcomes(with_inbox(house, takeover_seconds=0.0)) == {"neue.csv": PLANNED}
    assert lying(house, "working") == []


def test_the_claim_of_a_file_says_whose_it_is(house: House) -> None:
    arrive(house, "neue.csv", one_person(0))
    inbox = open_inbox(house.settings)
    inbox.claim(inbox.arrived()[0], "worker-1", house.clock())
    (claim,) = (house.settings.home / "arrivals" / "working").glob("*.claim")
    told = json.loads(claim.read_text())
    assert (told["name"], told["worker"], told["generation"]) == ("neue.csv", "worker-1", 1)


def test_what_was_laid_aside_long_ago_is_deleted(house: House) -> None:
    """Promise 10: it is personal, as the upload is."""
    arrive(house, "neue.csv", one_person(0))
    import_inbox(house)
    assert purge(days_later(house, 80), Purge("admin", 90)).inbox == 0
    later = days_later(house, 91)
    assert purge(later, Purge("admin", 90, dry_run=True)).inbox == 2
    assert purge(later, Purge("admin", 90)).inbox == 2
    assert lying(house, "done") == []
    assert arrivals_of(house) == {}
