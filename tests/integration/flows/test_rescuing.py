"""A sheet of the page that only its columns speak against waits for whoever says what they mean."""

import io
from collections.abc import Mapping

import pytest
from openpyxl import Workbook, load_workbook

from trunkload.flows.carrying import carry_import
from trunkload.flows.changeable import Change, Chosen, may_change
from trunkload.flows.checking_again import check_again
from trunkload.flows.failures import Stopped
from trunkload.flows.importing import read_received, receive_upload
from trunkload.flows.marking import Wanted, marked_book
from trunkload.flows.rescuing import can_be_mended, choose_columns, give_up_waiting, waiting_sheet
from trunkload.flows.retaining import Purge, purge
from trunkload.flows.stored import changed_by
from trunkload.flows.story import import_story
from trunkload.flows.taking_up import go_on_with_upload, take_up_imports
from trunkload.flows.wiring import House
from trunkload.intake.choices import Choices
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.upload import upload_of
from trunkload.orders.states import ImportState
from trunkload.storage.audit import read_audit
from trunkload.storage.database import reading, writing
from trunkload.storage.imports import ImportRecord, find_import
from trunkload.storage.mappings import list_mappings
from trunkload.storage.upload_jobs import UploadJob, find_job, queue_job
from trunkload.validation.language import Lang

LACKING = "Vorname;Familie;E-Mail;Handynummer;Standort\nNina;Neu;nina.neu@example.org;0152 28817301;Köln\n".encode()
HEADLESS = (
    "Neu;Nina;nina.neu@example.org;0152 28817301;Köln\nOrt;Olaf;olaf.ort@example.org;0152 28817302;Köln\n".encode()
)
HEADLESS_COLUMNS = {"A": "last_name", "B": "first_name", "C": "email", "D": "mobile", "E": "location"}
DOUBLE = LACKING.replace(b"Familie", b"Nachname").replace(b"Standort", b"Dienst-E-Mail")
BLANK = LACKING.replace(b"Familie", b"Nachname").replace(b"Handynummer", b"")


def sent(house: House, content: bytes, name: str = "staff.csv") -> str:
    """By kim, in the page; carried as far as it goes."""
    import_id = receive_upload(house, upload_of(name, content), "kim", Lang.EN, Choices(policy="valid_rows"))
    with writing(house.ledger) as conn:
        queue_job(conn, import_id, "kim", len(content), house.clock())
    carried(house, import_id)
    return import_id


def carried(house: House, import_id: str) -> RefusalCode | None:
    try:
        carry_import(house, import_id)
    except Refused as refused:
        return refused.code
    return None


def seen(house: House, import_id: str) -> tuple[ImportRecord, UploadJob, list[str]]:
    with reading(house.ledger) as conn:
        record, job = find_import(conn, import_id), find_job(conn, import_id)
        trail = [f"{one.who} {one.what}" for one in read_audit(conn, import_id)]
    assert record is not None
    assert job is not None
    return record, job, trail


def test_it_is_kept_holds_nothing_and_waits(house: House) -> None:
    import_id = sent(house, LACKING)
    record, job, trail = seen(house, import_id)
    assert (record.state, record.rows, record.digest, may_change(record)) == (ImportState.REJECTED, 0, None, False)
    assert (job.waits_for_person, job.ended_at is not None, job.why["code"]) == (True, True, "missing_column")
    assert house.files.keys(f"imports/{import_id}") == (f"imports/{import_id}/upload",)
    assert trail == ["kim received", "admin columns asked for"]
    assert take_up_imports(house) == []
    assert [one.column.header for one in waiting_sheet(house, import_id).columns][1] == "Familie"


def test_what_was_chosen_is_remembered_for_the_layout_and_the_sheet_is_planned(house: House) -> None:
    import_id = sent(house, LACKING)
    choose_columns(house, import_id, Chosen({"B": "last_name"}), "anna")
    record, job, _ = seen(house, import_id)
    assert (record.state, record.finished_at, job.ended_at, dict(job.why)) == (ImportState.RECEIVED, None, None, {})
    assert carried(house, import_id) is None
    record, job, trail = seen(house, import_id)
    assert (record.state, record.ready, record.uploaded_by) == (ImportState.PLANNED, 1, "kim")
    assert [one for one in trail if "columns" in one] == ["admin columns asked for", "anna columns decided"]
    with reading(house.ledger) as conn:
        (mapping,) = list_mappings(conn)
        assert (dict(mapping.decided), mapping.decided_by) == ({"Familie": "last_name"}, "anna")
        assert changed_by(conn, import_id) == {"anna"}
    again = sent(house, LACKING.replace(b"Nina", b"Nora").replace(b"nina", b"nora"), "next.csv")
    assert seen(house, again)[0].state is ImportState.PLANNED


MENDED: Mapping[str, tuple[bytes, Chosen]] = {
    "no header": (HEADLESS, Chosen(HEADLESS_COLUMNS, header_row=0)),
    "headers in French": (
        b"Nom;Pr\xc3\xa9nom;Courriel;Portable;Lieu\n" + HEADLESS,
        Chosen(HEADLESS_COLUMNS, header_row=1),
    ),
    "two columns for one field": (DOUBLE, Chosen({"E": ""})),
    "a column without a header": (BLANK, Chosen({"D": "mobile"})),
}


@pytest.mark.parametrize("name", MENDED)
def test_each_refusal_that_columns_can_mend_is_mended_by_them(house: House, name: str) -> None:
    content, chosen = MENDED[name]
    import_id = sent(house, content)
    assert seen(house, import_id)[1].waits_for_person
    choose_columns(house, import_id, chosen, "kim")
    assert carried(house, import_id) is None
    record = seen(house, import_id)[0]
    assert record.rows == content.count(b"\n") - (chosen.header_row != 0)


def test_of_people_without_a_header_nothing_is_remembered(house: House) -> None:
    """The first person's name would stand there as a header, and no next sheet has it."""
    import_id = sent(house, HEADLESS)
    choose_columns(house, import_id, Chosen(HEADLESS_COLUMNS, header_row=0), "kim")
    assert carried(house, import_id) is None
    with reading(house.ledger) as conn:
        assert list_mappings(conn) == ()
    assert seen(house, import_id)[0].ready == 2


def test_a_workbook_without_a_header_is_worked_with_and_marked_like_any_other(house: House) -> None:
    """What is written anew has the usual headers, and can be sent as it is."""
    import_id = sent(house, workbook_of(HEADLESS.decode().replace("olaf.ort@example.org", "olaf.ort@")), "staff.xlsx")
    assert waiting_sheet(house, import_id).sheet == "Leute"
    choose_columns(house, import_id, Chosen(HEADLESS_COLUMNS, header_row=0, sheet="Leute"), "kim")
    assert carried(house, import_id) is None
    assert (seen(house, import_id)[0].ready, seen(house, import_id)[0].blocked) == (1, 1)
    marked, to_fix = (marked_book(house, import_id, wanted, Lang.EN).content or b"" for wanted in Wanted)
    assert rows_of(marked)[1][:7] == (*HEADLESS_ROW, rows_of(marked)[1][5], "To fix")
    assert rows_of(marked)[1][5].startswith("C2: No e-mail can be sent to “olaf.ort@”.")
    assert rows_of(to_fix)[0][:3] == ("Last name", "First name", "E-mail")
    check_again(house, import_id, Change(cells={(2, "C"): "olaf.ort@example.org"}, columns={"E": ""}), "kim")
    assert [one.field for one in read_received(house, import_id).columns][:5] == [
        *("last_name", "first_name", "email", "mobile", None),
    ]
    again = sent(house, to_fix, "to-fix.xlsx")
    assert seen(house, again)[0].rows == 1


HEADLESS_ROW = ("Ort", "Olaf", "olaf.ort@", "0152 28817302", "Köln")


def workbook_of(text: str) -> bytes:
    """With a list to choose from beside it, which is longer."""
    book, written = Workbook(), io.BytesIO()
    people, sites = book.worksheets[0], book.create_sheet("Orte")
    people.title = "Leute"
    for line in text.splitlines():
        people.append(line.split(";"))
    for number in range(9):
        sites.append([f"Ort {number}"])
    book.save(written)
    return written.getvalue()


def rows_of(content: bytes) -> list[tuple[str, ...]]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [tuple(str(cell.value) for cell in row) for row in sheet.iter_rows()]


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        (Chosen({}), RefusalCode.MISSING_COLUMN),
        (Chosen({"B": "first_name"}), RefusalCode.DUPLICATE_HEADER),
        (Chosen({"B": "last_name", "C": "last_name"}), RefusalCode.DUPLICATE_HEADER),
        (Chosen({"B": "last_name"}, sheet="Nowhere"), RefusalCode.HEADER_NOT_FOUND),
    ],
)
def test_columns_that_do_not_do_leave_all_as_it_was(house: House, chosen: Chosen, code: RefusalCode) -> None:
    import_id = sent(house, LACKING)
    before = seen(house, import_id)
    with pytest.raises(Refused) as refused:
        choose_columns(house, import_id, chosen, "kim")
    assert refused.value.code is code
    assert seen(house, import_id) == before


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 no workbook",
        b"Vorname;Nachname\n",
        LACKING.replace(b"Handynummer", b"Passwort"),
        HEADLESS.replace(b"0152 28817301", b"Passwort"),
        b"",
    ],
)
def test_of_all_other_files_nothing_is_kept(house: House, content: bytes) -> None:
    """A column of passwords is one of them, whatever else is missing."""
    import_id = sent(house, content)
    record, job, trail = seen(house, import_id)
    assert (record.state, job.waits_for_person, trail[-1]) == (ImportState.REJECTED, False, "admin rejected")
    assert house.files.keys(f"imports/{import_id}") == ()
    with pytest.raises(Stopped):
        choose_columns(house, import_id, Chosen({"B": "last_name"}), "kim")


def test_what_is_hidden_or_twice_in_the_file_is_changed_in_the_file() -> None:
    assert not can_be_mended(Refused(RefusalCode.MISSING_COLUMN, params={"what": "hidden", "hidden": "B"}))
    assert not can_be_mended(Refused(RefusalCode.DUPLICATE_HEADER, params={"what": "sheets"}))


def test_the_command_line_keeps_nothing_as_before(house: House) -> None:
    import_id = receive_upload(house, upload_of("staff.csv", LACKING), "kim", Lang.EN)
    with pytest.raises(Refused):
        import_story(house, import_id)
    assert house.files.keys(f"imports/{import_id}") == ()


def test_who_gives_it_up_leaves_nothing_of_it(house: House) -> None:
    import_id = sent(house, LACKING)
    give_up_waiting(house, import_id, "kim")
    record, job, trail = seen(house, import_id)
    assert (record.state, job.waits_for_person, job.why["code"]) == (ImportState.CANCELLED, False, "missing_column")
    assert trail[-1] == "kim cancelled"
    assert house.files.keys(f"imports/{import_id}") == ()
    with pytest.raises(Stopped):
        give_up_waiting(house, import_id, "kim")
    with pytest.raises(Stopped):
        choose_columns(house, import_id, Chosen(), "kim")


def test_who_chooses_late_finds_that_somebody_else_has_done_so(house: House) -> None:
    import_id = sent(house, LACKING)
    choose_columns(house, import_id, Chosen({"B": "last_name"}), "kim")
    with pytest.raises(Stopped):
        choose_columns(house, import_id, Chosen({"B": "last_name"}), "anna")
    assert carried(house, import_id) is None


def test_a_worker_that_dies_after_the_choice_leaves_it_to_the_next(house: House) -> None:
    """The choice, the turn in the queue and the note that the import is unfinished are one transaction."""
    import_id = sent(house, LACKING)
    choose_columns(house, import_id, Chosen({"B": "last_name"}), "kim")
    go_on_with_upload(house, import_id)
    record, job, _ = seen(house, import_id)
    assert (record.state, job.ended_at is not None, dict(job.why)) == (ImportState.PLANNED, True, {})


def test_retention_deletes_one_that_waits_like_any_other(house: House) -> None:
    import_id = sent(house, LACKING)
    assert purge(house, Purge("admin", 0)).imports == (import_id,)
    assert house.files.keys(f"imports/{import_id}") == ()
    with reading(house.ledger) as conn:
        assert find_job(conn, import_id) is None
