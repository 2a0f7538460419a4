"""The trail says who saw and downloaded what, by keys and codes, and nothing of what nobody was shown."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.integration.flows.houses import first_import, house_at
from tests.integration.portal.browser import Browser
from tests.integration.web.conftest import FEW
from tests.integration.web.sites import InThisProcess, ends, logged_in, proof_of, sends_file, served_site
from trunkload.flows.story import submit_story
from trunkload.flows.wiring import House
from trunkload.storage.audit import Deed, latest_audit, read_audit
from trunkload.storage.database import reading, writing

RIGHT = FEW.partition("Quirin")[0]
"""Nobody of it has to be fixed."""


def entries(house: House, who: str) -> list[tuple[str, str | None, Mapping[str, Any]]]:
    """Of what this person did since the login."""
    with reading(house.ledger) as conn:
        told = [(one.what, one.import_id, one.details) for one in read_audit(conn, who=who)]
    return [one for one in told if one[0] != Deed.LOGGED_IN]


def test_what_was_seen_of_an_import_is_named(few: House, few_site: tuple[str, InThisProcess]) -> None:
    import_id = first_import(few).id
    path, omar = f"/imports/{import_id}", logged_in(few_site[0], "omar")
    for page in ("report.html", "rows/3", "workbooks/to-fix", "workbooks/checked"):
        assert omar.opens(f"{path}/{page}").status_code == 200
    assert entries(few, "omar") == [
        (Deed.REPORT_SHOWN, import_id, {"page": "report.html"}),
        (Deed.ROW_SHOWN, import_id, {"row": "3"}),
        (Deed.WORKBOOK_DOWNLOADED, import_id, {"book": "to-fix"}),
        (Deed.WORKBOOK_DOWNLOADED, import_id, {"book": "checked"}),
    ]


def test_what_was_not_shown_is_not_told(few: House, few_site: tuple[str, InThisProcess]) -> None:
    """Readers are sent on from the report to the one without personal data, and see that one alone."""
    omar, rita = (logged_in(few_site[0], login) for login in ("omar", "rita"))
    sent = ends(omar, sends_file(omar, "right.csv", RIGHT.encode()).url.path).url.path.rpartition("/")[0]
    before = entries(few, "omar")
    assert "nothing to fix" in omar.opens(f"{sent}/workbooks/to-fix").text.lower()
    assert omar.opens(f"{sent}/rows/99").status_code == 404
    assert omar.opens("/workplaces/wp-none").status_code == 404
    assert entries(few, "omar") == before
    rita.opens(f"{sent}/report.html")
    assert [details for _, _, details in entries(few, "rita")] == [{"page": "report-masked.html"}]


def test_lists_of_people_are_told_with_their_filters_and_without_names(
    few: House, few_site: tuple[str, InThisProcess]
) -> None:
    omar = logged_in(few_site[0], "omar")
    omar.opens("/numbers?state=assigned&trunk=Schmidt&page=2")
    omar.opens("/workplaces?state=Schmidt")
    omar.sends("/workplaces", sought="Schmidt", package="Schmidt")
    omar.opens("/workplaces/wp-5005")
    omar.opens("/workplaces/wp-5005/number")
    omar.sends("/workplaces/wp-5005/number", sought="Schmidt")
    assert entries(few, "omar") == [
        (Deed.NUMBERS_SHOWN, None, {"filters": "state=assigned trunk", "page": "2"}),
        (Deed.WORKPLACES_SHOWN, None, {}),
        (Deed.WORKPLACES_SHOWN, None, {"filters": "sought"}),
        (Deed.WORKPLACE_SHOWN, None, {"workplace": "wp-5005"}),
        (Deed.NUMBERS_SHOWN, None, {"workplace": "wp-5005"}),
        (Deed.NUMBERS_SHOWN, None, {"workplace": "wp-5005", "filters": "sought"}),
    ]


def test_a_download_is_told_with_its_kind_and_filters(few: House, few_site: tuple[str, InThisProcess]) -> None:
    import_id, rita = first_import(few).id, logged_in(few_site[0], "rita")
    rita.opens("/audit")
    rita.sends("/audit/download", kind="json", who="Schmidt", since="2026-11-01", **{"import": import_id})
    rita.opens("/audit")
    rita.sends("/workplaces/download")
    assert entries(few, "rita") == [
        (Deed.AUDIT_DOWNLOADED, None, {"kind": "json", "filters": f"import={import_id} since=2026-11-01 who"}),
        (Deed.WORKPLACES_DOWNLOADED, None, {"kind": "csv"}),
    ]


@pytest.fixture(scope="module")
def story(few_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Browser, Browser]]:
    """A house, its approver and its operator, for the deeds of one story, one after the other."""
    house = house_at(shutil.copytree(few_home, tmp_path_factory.mktemp("story") / "home"))
    with served_site(house) as (address, heavy):
        heavy.is_held = True
        yield house, logged_in(address, "anna"), logged_in(address, "omar")
    house.ledger.dispose()


IMPORT = "/imports/{id}"
CELLS = {"cell-C5": "quirin.quer@example.org", "typed-C5": "quirin.quer", "cell-E4": "Koelln", "typed-E4": "Berlin"}
STORY: tuple[tuple[str, dict[str, str], Deed], ...] = (
    (f"{IMPORT}/cells", CELLS, Deed.CELLS_CHANGED),
    (f"{IMPORT}/decide", {"field": "location", "value": "Koelln", "new": "Köln"}, Deed.CHECKED_AGAIN),
    (f"{IMPORT}/plan/again", {}, Deed.CHECKED_AGAIN),
    (f"{IMPORT}/plan/without", {"row-3": "1"}, Deed.ROWS_LEFT_OUT),
    (f"{IMPORT}/approve", {"digest": "{digest}"}, Deed.APPROVED),
    (f"{IMPORT}/orders/again", {}, Deed.ORDERS_GONE_ON),
    (f"{IMPORT}/orders/credentials", {"row-2": "1"}, Deed.CREDENTIALS_ASKED),
    (f"{IMPORT}/orders/compare", {}, Deed.VERIFIED),
    (f"{IMPORT}/orders/messages", {}, Deed.MESSAGES_RETRIED),
    ("/numbers/move", {"range": "+49 221 4710 190-191", "move": "block", "why": "x"}, Deed.NUMBERS_BLOCKED),
    ("/workplaces/wp-5002/remove", {}, Deed.RECEIVED),
    ("/logout", {}, Deed.LOGGED_OUT),
)


@pytest.mark.parametrize(("path", "form", "deed"), STORY, ids=[path for path, _, _ in STORY])
def test_each_form_that_does_something_leaves_an_entry(
    story: tuple[House, Browser, Browser], path: str, form: dict[str, str], deed: Deed
) -> None:
    """In this order: the orders are carried out when they are approved, and one message does not get out."""
    house, anna, omar = story
    record = first_import(house)
    who, browser = ("anna", anna) if "digest" in form or "without" in path else ("omar", omar)
    if deed is Deed.MESSAGES_RETRIED:
        with writing(house.ledger) as conn:
            conn.exec_driver_sql("UPDATE message SET state = 'failed', text = 'x' WHERE row IS NULL")
    browser.opens("/imports")
    data = {"proof": proof_of(browser)} | {name: text.format(digest=record.digest) for name, text in form.items()}
    answer = browser.client.post(path.format(id=record.id), data=data, timeout=60)
    assert answer.status_code == 200
    if deed is Deed.APPROVED:
        submit_story(house, record.id)
    with reading(house.ledger) as conn:
        latest = [(one.what, one.import_id) for one in latest_audit(conn, who=who, most=40)]
    about = record.id if path.startswith(IMPORT) else None
    told = [import_id for what, import_id in latest if what == deed]
    assert told
    assert deed is Deed.RECEIVED or told[0] == about
