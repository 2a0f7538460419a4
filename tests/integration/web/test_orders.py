"""What was ordered, in the browser: followed live, told without names to readers, and taken up again after any end."""

import contextlib
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.integration.flows.houses import approved, days_later, first_import, house_at, items, state_of
from tests.integration.portal.browser import told
from tests.integration.web.sites import PATIENCE, InThisProcess, logged_in, served_site, until_done
from trunkload.flows.story import submit_story
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.storage.audit import Deed, read_audit
from trunkload.storage.database import reading, writing
from trunkload.storage.imports import list_imports
from trunkload.web.ordering import Ordering
from trunkload.web.orders import LIVE


@pytest.fixture(scope="module")
def done(few_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house whose one import is ordered."""
    house = house_at(shutil.copytree(few_home, tmp_path_factory.mktemp("done") / "home"))
    submit_story(house, approved(house))
    yield house
    house.ledger.dispose()


@pytest.fixture(scope="module")
def address(done: House) -> Iterator[str]:
    with served_site(done) as (address, _):
        yield address


@pytest.fixture
def ordered(done: House) -> str:
    """The path of its import."""
    return f"/imports/{first_import(done).id}"


def test_the_page_follows_the_orders_to_their_end(few: House, few_site: tuple[str, InThisProcess]) -> None:
    import_id = approved(few)
    events, shown = list[str](), ""
    anna, path = logged_in(few_site[0], "anna").client, f"/imports/{import_id}/orders/events"
    with anna.stream("GET", path, timeout=PATIENCE) as live:
        for line in live.iter_lines():
            if line.startswith("event: "):
                events.append(line.removeprefix("event: "))
            if "rows are at the carrier as ordered" in line:
                if not shown:
                    submit_story(few, import_id)
                shown = line
    assert (events[:5], events[-1]) == ([*LIVE], "over")
    assert "3 of 3 rows" in shown


def test_a_session_is_told_live_on_so_many_pages_that_a_browser_has_connections_left(
    few: House, few_site: tuple[str, InThisProcess]
) -> None:
    path = f"/imports/{approved(few)}/orders/events"
    anna, omar = (logged_in(few_site[0], login).client for login in ("anna", "omar"))
    with contextlib.ExitStack() as open_pages:
        told_live = [open_pages.enter_context(anna.stream("GET", path)).status_code for _ in range(5)]
        with omar.stream("GET", path) as live:
            told_live.append(live.status_code)
    assert told_live == [200, 200, 200, 200, 429, 200]


def test_each_row_has_what_the_carrier_says_of_it(ordered: str, address: str) -> None:
    page = told(logged_in(address, "kim").opens(f"{ordered}/orders"))
    assert "3 of 3 rows are at the carrier as ordered" in page
    assert re.search(r"2 Nina Neu nina.neu \+49 221 4710\d\d\d ✓ set up read back: equal", page)
    assert "Messages: 7" in page


@pytest.mark.parametrize(
    ("lang", "link", "said"),
    [
        ("de", "Ergebnis jeder Zeile herunterladen (XLSX)", ("eingerichtet", "Zu korrigieren")),
        ("en", "Download the result of every row (XLSX)", ("set up", "To fix")),
    ],
)
def test_what_became_of_every_row_is_downloaded_in_the_language_of_the_page(
    ordered: str, address: str, lang: str, link: str, said: tuple[str, str]
) -> None:
    """From the orders and from the files, as `report --result` writes it."""
    kim = logged_in(address, "kim", lang)
    assert link in told(kim.opens(f"{ordered}/orders"))
    assert f"{ordered}/workbooks/result" in kim.opens(f"{ordered}/files").text
    book = kim.opens(f"{ordered}/workbooks/result")
    assert book.headers["content-disposition"].endswith('-result.xlsx"')
    sheet = load_workbook(io.BytesIO(book.content)).worksheets[0]
    assert [sheet.cell(row, 6).value for row in (2, 5)] == list(said)


def test_there_is_no_result_before_anything_was_sent_and_none_for_readers(
    few: House, few_site: tuple[str, InThisProcess], ordered: str, address: str
) -> None:
    kim, path = logged_in(few_site[0], "kim"), f"/imports/{first_import(few).id}"
    approved(few)
    for page in ("orders", "files"):
        shown = kim.opens(f"{path}/{page}")
        assert (shown.status_code, "workbooks/result" in shown.text) == (200, False)
    assert kim.opens(f"{path}/workbooks/result").status_code == 404
    rita = logged_in(address, "rita")
    assert "workbooks/result" not in rita.opens(f"{ordered}/orders").text
    assert rita.opens(f"{ordered}/workbooks/result").status_code == 403


def test_rows_are_shown_by_how_they_stand(ordered: str, address: str) -> None:
    kim = logged_in(address, "kim")
    assert "Neu" in kim.opens(f"{ordered}/orders?show=as_ordered").text
    assert "No row." in told(kim.opens(f"{ordered}/orders?show=not_as_ordered"))
    assert "Neu" in kim.opens(f"{ordered}/orders?show=nonsense&page=nonsense").text


def test_a_reader_sees_states_and_nobody(done: House, ordered: str, address: str) -> None:
    shown = logged_in(address, "rita").opens(f"{ordered}/orders").text
    ordered_for = items(done, first_import(done).id)
    people = {part for one in ordered_for for part in (one.given_name, one.username, one.email, one.number)}
    assert [one for one in people if one in shown] == []
    assert "3 of 3 rows" in shown


def test_a_reader_does_not_see_what_the_carrier_writes_of_a_row(
    few: House, few_site: tuple[str, InThisProcess]
) -> None:
    submit_story(few, approved(few))
    with writing(few.ledger) as conn:
        conn.exec_driver_sql("UPDATE order_item SET carrier_reason = 'Nina Neu is known' WHERE row = 2")
    path = f"/imports/{first_import(few).id}/orders"
    for login, sees in {"kim": True, "omar": True, "rita": False, "ruth": False}.items():
        assert ("Nina Neu is known" in logged_in(few_site[0], login).opens(path).text) is sees


def test_login_data_are_sent_again_and_the_trail_says_by_whom(done: House, ordered: str, address: str) -> None:
    omar = logged_in(address, "omar")
    omar.opens(f"{ordered}/orders")
    omar.sends(f"{ordered}/orders/credentials")
    assert (omar.shown.status_code, "No row is ticked." in told(omar.shown)) == (422, True)
    omar.sends(f"{ordered}/orders/credentials", **{"row-2": "1"})
    assert (omar.shown.url.path, "Row 2 Nina Neu: sent." in told(omar.shown)) == (f"{ordered}/orders", True)
    assert "Row 2 Nina Neu: sent." not in told(omar.opens(f"{ordered}/orders"))
    with reading(done.ledger) as conn:
        sent = [(one.who, one.details["row"]) for one in read_audit(conn) if one.what == Deed.CREDENTIALS_SENT]
    assert sent == [("omar", 2)]


def test_the_carrier_is_compared_with_what_was_ordered(ordered: str, address: str) -> None:
    omar = logged_in(address, "omar")
    omar.opens(f"{ordered}/orders")
    omar.sends(f"{ordered}/orders/compare")
    assert "3 of 3 workplaces are at the carrier as ordered" in told(omar.shown)


def test_what_is_locked_can_be_taken_back_when_its_term_is_over(done: House, ordered: str, address: str) -> None:
    page = told(logged_in(address, "omar").opens(f"{ordered}/undo"))
    assert ("Can be taken back now: 0" in page, "Still locked: 3" in page) == (True, True)
    with served_site(days_later(done, 31)) as (later, heavy):
        heavy.is_held = True
        omar = logged_in(later, "omar")
        assert "Can be taken back now: 3" in told(omar.opens(f"{ordered}/undo"))
        omar.sends(f"{ordered}/undo")
        heavy.let_go()
        with reading(done.ledger) as conn:
            undo = list_imports(conn)[0]
            asked = [(one.who, one.details["undo"]) for one in read_audit(conn) if one.what == Deed.UNDO_ASKED]
        assert asked == [("omar", undo.id)]
        assert (undo.uploaded_by, undo.state) == ("omar", ImportState.PLANNED)
        anna = logged_in(later, "anna")
        assert "Order 3 removals" in told(anna.opens(f"/imports/{undo.id}/plan"))


def test_nothing_is_gone_on_with_that_nobody_approved(few: House, few_site: tuple[str, InThisProcess]) -> None:
    omar, path = logged_in(few_site[0], "omar"), f"/imports/{first_import(few).id}"
    for what in ("orders/again", "orders/compare", "undo"):
        omar.opens(f"{path}/orders")
        omar.sends(f"{path}/{what}")
        assert omar.shown.status_code == 409
    assert state_of(few, first_import(few).id) is ImportState.PLANNED


def test_what_an_earlier_process_of_the_page_left_behind_goes_on_by_itself(few: House) -> None:
    """It was approved, and the page was killed before anything was sent."""
    import_id = approved(few)
    ordering = Ordering(few)
    ordering.open()
    try:
        until_done(few, import_id)
    finally:
        ordering.close()
    assert state_of(few, import_id) is ImportState.DONE
    assert all(one.as_ordered for one in items(few, import_id))
