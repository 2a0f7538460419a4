"""A change that takes long shows how far it is, goes on while nobody watches, and lets no second one between."""

import pytest

from tests.integration.flows.houses import first_import
from tests.integration.portal.browser import told
from tests.integration.web.sites import InThisProcess, ends
from tests.integration.web.test_changing import Work
from trunkload.flows.importing import read_received
from trunkload.flows.taking_up import go_on_with_upload
from trunkload.flows.wiring import House
from trunkload.storage.change_jobs import begin_change, end_change
from trunkload.storage.database import reading, writing
from trunkload.storage.upload_jobs import UploadJob, find_job


@pytest.fixture
def heavy(site: tuple[str, InThisProcess]) -> InThisProcess:
    """Whatever it does takes long."""
    site[1].answers_within = 0.3
    return site[1]


def test_a_long_change_shows_how_far_it_is_and_then_the_new_report(
    house: House, heavy: InThisProcess, address: str
) -> None:
    kim, anna = Work(house, address), Work(house, address, "anna")
    kim.opens()
    anna.opens()
    heavy.may_answer.clear()
    shown = kim.sends("cells", take="E26=p.vogel@example.org", seen="0")
    path = f"/imports/{kim.import_id}"
    assert (shown.url.path, "The change is being checked" in told(shown)) == (path, True)
    assert "Asking the carrier" not in told(shown)
    late = anna.sends("cells", take="E26=petra@example.org", seen="0")
    assert (late.status_code, "your change is not in it" in told(late)) == (409, True)
    assert "The change is being checked" in told(anna.browser.opens(path))
    heavy.may_answer.set()
    assert ends(kim.browser, path).url.path == f"{path}/report.html"
    assert read_received(house, kim.import_id).staff.loc[26, "email"] == "p.vogel@example.org"


def test_what_stood_against_a_long_change_is_told_once_and_to_whoever_wanted_it(
    house: House, heavy: InThisProcess, address: str
) -> None:
    kim, anna = Work(house, address), Work(house, address, "anna")
    kim.opens()
    heavy.may_answer.clear()
    kim.sends("cells", take="E9999=nobody@example.org", seen="0")
    heavy.may_answer.set()
    path = f"/imports/{kim.import_id}"
    assert ends(anna.browser, path).url.path == f"{path}/report.html"
    shown = kim.browser.opens(path)
    assert (shown.status_code, "Everything is as it was before." in told(shown)) == (422, True)
    assert kim.browser.opens(path).url.path == f"{path}/report.html"


def test_a_change_whose_page_ended_is_done_whole_or_not_at_all_and_its_person_looks(house: House, address: str) -> None:
    """The page that had it in hand is gone with the report of before; whoever goes on writes it anew."""
    import_id = first_import(house).id
    begun(house, UploadJob(import_id, "kim", 0, house.clock(), begun_at=house.clock(), worker="ended"), set())
    house.files.delete(f"imports/{import_id}/report.html")
    go_on_with_upload(house, import_id)
    assert house.files.exists(f"imports/{import_id}/report.html")
    shown = Work(house, address).browser.opens(f"/imports/{import_id}")
    assert (shown.status_code, "was cut off" in told(shown), "as it was before" in told(shown)) == (422, True, False)


def test_a_change_waits_for_nobody_who_is_gone(house: House) -> None:
    import_id, now = first_import(house).id, house.clock()
    first, second = (UploadJob(import_id, who, 0, now, begun_at=now, worker=who) for who in ("kim", "anna"))
    assert begun(house, first, set())
    assert not begun(house, second, set())
    assert begun(house, second, {"kim"})
    with writing(house.ledger) as conn:
        end_change(conn, import_id, "kim", {}, now)
    assert not begun(house, first, set())
    with writing(house.ledger) as conn:
        end_change(conn, import_id, "anna", {}, now)
    with reading(house.ledger) as conn:
        job = find_job(conn, import_id)
    assert job is not None
    assert (job.owner, job.ended_at, job.why) == ("anna", now, {})
    assert begun(house, first, set())


def begun(house: House, wanted: UploadJob, gone: set[str]) -> bool:
    with writing(house.ledger) as conn:
        return begin_change(conn, wanted, gone.__contains__)
