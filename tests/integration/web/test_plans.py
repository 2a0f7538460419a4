"""A plan in the browser: it is shown with all that it means, ordered exactly once, and only as it was shown."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from sqlalchemy import update

from tests.integration.flows.houses import account_of, first_import, house_at, items, number_states, state_of
from tests.integration.portal.browser import Browser, told
from tests.integration.web.sites import InThisProcess, logged_in, proof_of, served_site, until_done
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.storage.audit import Deed, read_audit
from trunkload.storage.database import reading, writing
from trunkload.storage.order_tables import import_
from trunkload.storage.people import Person, Role, add_person, find_person


@pytest.fixture(scope="module")
def sample(peopled_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, str]]:
    """A house whose plan is of the sample with 36 people, and its address; nothing is ordered there."""
    house = house_at(shutil.copytree(peopled_home, tmp_path_factory.mktemp("sample") / "home"))
    with served_site(house) as (address, _):
        yield house, address
    house.ledger.dispose()


@pytest.fixture
def anna(few_site: tuple[str, InThisProcess]) -> Browser:
    """The approver, before the plan of few."""
    browser = logged_in(few_site[0], "anna")
    browser.opens("/imports")
    return browser


def plan_of(house: House) -> str:
    return f"/imports/{first_import(house).id}"


def button(page: httpx.Response) -> str:
    """What the one button that orders says."""
    (said,) = re.findall(
        r'name="digest" value="[0-9a-f]{64}">.*?<button class="main">(.*?)</button>', page.text, re.DOTALL
    )
    return str(said)


def digest_on(page: httpx.Response) -> str:
    return page.text.partition('name="digest" value="')[2][:64]


def settled(house: House, heavy: InThisProcess) -> str:
    """The id of the first import, once what was approved of it is carried out."""
    heavy.let_go()
    return first_import(house).id


def deeds(house: House, deed: Deed) -> list[str]:
    """Who did it, each time."""
    with reading(house.ledger) as conn:
        return [one.who for one in read_audit(conn) if one.what == deed]


@pytest.mark.parametrize(
    ("lang", "said", "more"),
    [
        ("en", "Order 36 workplaces on 2 trunks, 191.40 € a month", "4 rows are still to be fixed: 10, 18, 26, 31."),
        ("de", "36 Arbeitsplätze an 2 Trunks bestellen, 191,40 € im Monat", "4 Zeilen sind noch zu korrigieren"),
    ],
)
def test_the_button_says_what_it_orders(sample: tuple[House, str], lang: str, said: str, more: str) -> None:
    house, address = sample
    browser = logged_in(address, "anna", lang)
    shown = browser.opens(f"{plan_of(house)}/plan")
    assert (shown.status_code, button(shown)) == (200, said)
    assert more in told(shown)
    assert digest_on(shown) == first_import(house).digest


def test_what_it_means_stands_above_it(sample: tuple[House, str]) -> None:
    """Until when it binds, what is left of each contingent, and each row with its number and price."""
    house, address = sample
    page = told(logged_in(address, "anna").opens(f"{plan_of(house)}/plan"))
    until = re.search(r"36 items that start on (\S+) cannot be taken back until (\S+)\.", page)
    assert until is not None
    assert until[1] < until[2]
    assert "workplaces 200 15 51 149" in page
    assert re.search(r"20 new Friederike Weißenborn \S+ \+49 221 4710-134 \(134\) .*? Premium 13\.85 €", page)


def test_whoever_approves_is_named_and_the_orders_are_carried_out_beside_the_page(
    few: House, few_site: tuple[str, InThisProcess]
) -> None:
    address, heavy = few_site
    heavy.is_held = True
    anna = logged_in(address, "anna")
    shown = anna.opens(f"{plan_of(few)}/plan")
    anna.sends(f"{plan_of(few)}/approve", digest=digest_on(shown))
    assert anna.shown.url.path.endswith("/orders")
    assert "0 of 3 rows are at the carrier as ordered" in told(anna.shown)
    assert state_of(few, first_import(few).id) is ImportState.APPROVED
    import_id = settled(few, heavy)
    assert state_of(few, import_id) is ImportState.DONE
    assert all(one.as_ordered for one in items(few, import_id))
    assert first_import(few).approved_by == "anna"
    assert deeds(few, Deed.APPROVED) == ["anna"]


def test_two_people_and_a_double_click_order_once(few: House, few_site: tuple[str, InThisProcess]) -> None:
    address, heavy = few_site
    with writing(few.ledger) as conn:
        kim = find_person(conn, "kim")
        assert kim is not None
        add_person(conn, Person("otto", kim.password_hash, frozenset({Role.APPROVER}), few.clock()))
    people = [logged_in(address, login) for login in ("anna", "otto")]
    path = plan_of(few)
    digest = digest_on(people[0].opens(f"{path}/plan"))
    people[1].opens(f"{path}/plan")

    def clicks(browser: Browser) -> int:
        answer = browser.client.post(
            f"{path}/approve", data={"proof": proof_of(browser), "digest": digest}, follow_redirects=False
        )
        assert answer.headers["location"].endswith("/orders")
        return answer.status_code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(clicks, [*people, *people])) == [303] * 4
    import_id = settled(few, heavy)
    until_done(few, import_id)
    assert len(deeds(few, Deed.APPROVED)) == 1
    bought = Counter(str(one) for one in account_of(few).workplaces["username"])
    assert {bought[one.username] for one in items(few, import_id)} == {1}


def test_a_plan_that_another_has_cut_is_shown_and_asked_for_again(
    few: House, few_site: tuple[str, InThisProcess]
) -> None:
    anna, other = logged_in(few_site[0], "anna"), logged_in(few_site[0], "anna")
    path = plan_of(few)
    stale = digest_on(anna.opens(f"{path}/plan"))
    other.opens(f"{path}/plan")
    other.sends(f"{path}/plan/without", **{"row-2": "1"})
    assert "1 row was left out: 2." in told(other.shown)
    anna.sends(f"{path}/approve", digest=stale)
    assert anna.shown.status_code == 409
    assert "nothing is ordered" in told(anna.shown)
    assert "anna left out: row 2." in told(anna.shown)
    assert button(anna.shown).startswith("Order 2 workplaces on 2 trunks, ")
    assert state_of(few, first_import(few).id) is ImportState.PLANNED
    anna.sends(f"{path}/approve", digest=digest_on(anna.shown))
    assert anna.shown.url.path.endswith("/orders")


def test_a_plan_that_cannot_be_ordered_any_more_is_planned_anew(
    few: House, few_site: tuple[str, InThisProcess]
) -> None:
    anna = logged_in(few_site[0], "anna")
    path = plan_of(few)
    shown = anna.opens(f"{path}/plan")
    with writing(few.ledger) as conn:
        conn.execute(update(import_).values(rule_version="of-yesterday"))
    anna.sends(f"{path}/approve", digest=digest_on(shown))
    assert anna.shown.status_code == 409
    assert "The rules are other ones." in told(anna.shown)
    assert 'name="digest"' not in anna.shown.text
    anna.sends(f"{path}/plan/again")
    assert anna.shown.url.path == f"{path}/plan"
    anew = first_import(few)
    assert (anew.state, anew.uploaded_by) == (ImportState.PLANNED, "kim")
    assert anew.rule_version != "of-yesterday"
    assert button(anna.shown).startswith("Order 3 workplaces")
    anna.sends(f"{path}/approve", digest=digest_on(anna.shown))
    assert anna.shown.url.path.endswith("/orders")


@contextmanager
def four_eyed(few_home: Path, tmp_path: Path) -> Iterator[tuple[House, str]]:
    """A house where nobody approves what they sent, and kim may approve too."""
    house = house_at(shutil.copytree(few_home, tmp_path / "home"))
    approval = house.settings.approval.model_copy(update={"four_eyes": True})
    house = replace(house, settings=house.settings.model_copy(update={"approval": approval}))
    with writing(house.ledger) as conn:
        conn.execute(update(import_).values(uploaded_by="anna"))
    with served_site(house) as (address, heavy):
        heavy.is_held = True
        yield house, address
    house.ledger.dispose()


def test_whoever_sent_the_sheet_is_not_the_second_pair_of_eyes(few_home: Path, tmp_path: Path) -> None:
    with four_eyed(few_home, tmp_path) as (house, address):
        anna = logged_in(address, "anna")
        shown = anna.opens(f"{plan_of(house)}/plan")
        assert 'name="digest"' not in shown.text
        assert "Let somebody else approve." in told(shown)
        anna.sends(f"{plan_of(house)}/approve", digest=first_import(house).digest or "")
        assert (anna.shown.status_code, "Let somebody else approve." in told(anna.shown)) == (409, True)
        assert first_import(house).state is ImportState.PLANNED


def test_neither_is_whoever_changed_it(few_home: Path, tmp_path: Path) -> None:
    with four_eyed(few_home, tmp_path) as (house, address):
        path = plan_of(house)
        with writing(house.ledger) as conn:
            conn.execute(update(import_).values(uploaded_by="kim"))
        anna = logged_in(address, "anna")
        assert 'name="digest"' in anna.opens(f"{path}/plan").text
        anna.sends(f"{path}/cells", **{"cell-C5": "quirin.quer@example.org", "typed-C5": "quirin.quer"})
        shown = anna.opens(f"{path}/plan")
        assert "You sent or changed this sheet yourself" in told(shown)
        assert 'name="digest"' not in shown.text
        anna.sends(f"{path}/approve", digest=first_import(house).digest or "")
        assert (anna.shown.status_code, first_import(house).state) == (409, ImportState.PLANNED)


def test_a_row_has_to_be_ticked_and_one_has_to_be_left(few: House, anna: Browser) -> None:
    path = plan_of(few)
    anna.opens(f"{path}/plan")
    anna.sends(f"{path}/plan/without")
    assert (anna.shown.status_code, "No row is ticked." in told(anna.shown)) == (422, True)
    every = {f"row-{one.row}": "1" for one in items(few, first_import(few).id)}
    anna.sends(f"{path}/plan/without", **every)
    assert (anna.shown.status_code, "That would be all rows." in told(anna.shown)) == (409, True)


def test_a_plan_that_is_given_up_frees_its_numbers_and_cannot_be_ordered(few: House, anna: Browser) -> None:
    path = plan_of(few)
    digest = digest_on(anna.opens(f"{path}/plan"))
    held = number_states(few)["held"]
    anna.sends(f"{path}/cancel")
    assert (held > 0, number_states(few)["held"]) == (True, 0)
    assert 'name="digest"' not in anna.opens(f"{path}/plan").text
    anna.sends(f"{path}/approve", digest=digest)
    assert (anna.shown.status_code, "The plan was given up" in told(anna.shown)) == (409, True)


def test_an_operator_sees_a_plan_and_no_button(sample: tuple[House, str]) -> None:
    house, address = sample
    shown = logged_in(address, "omar").opens(f"{plan_of(house)}/plan")
    assert (shown.status_code, 'name="digest"' in shown.text, 'name="row-4"' in shown.text) == (200, False, False)
    assert "The plan waits for somebody who may approve it." in told(shown)
