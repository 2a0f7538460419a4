"""The pages about the account: what there is, who may see what of it, and what is changed by hand."""

import csv
import io
import json
import re

import pytest

from tests.integration.flows.houses import account_of
from tests.integration.flows.houses import items as plan_items
from tests.integration.portal.browser import Browser, told
from tests.integration.web.sites import ends, ids_of, logged_in, proof_of
from trunkload.flows.wiring import House
from trunkload.storage.audit import read_audit
from trunkload.storage.database import reading

NAMES = ("Lena", "Fischer", "lena.fischer", "Jürgen", "Schäfer", "juergen.schaefer", "@example")
"""Of people who are at work or planned."""

LISTS = ("numbers", "workplaces", "contingents", "orders", "messages", "audit")


@pytest.fixture
def omar(address: str) -> Browser:
    """An operator."""
    return logged_in(address, "omar")


def deeds(house: House) -> list[tuple[str, str]]:
    with reading(house.ledger) as conn:
        return [(one.who, one.what) for one in read_audit(conn)]


def state_of(house: House, number: str) -> str:
    return str(account_of(house).numbers.loc[number, "state"])


def test_numbers_are_sought_by_whom_they_are_for_without_a_name_in_the_address(omar: Browser) -> None:
    omar.opens("/numbers")
    found = omar.sends("/numbers", sought="FISCHER")
    assert (found.url.path, found.url.query) == ("/numbers", b"")
    assert "+49 221 4710-104" in told(found)
    assert "+49 221 4710-105" not in told(found)


def test_a_page_of_numbers_follows_another(omar: Browser) -> None:
    first = told(omar.opens("/numbers?trunk=KOELN-1"))
    second = told(omar.sends("/numbers", trunk="KOELN-1", page="2"))
    assert ("+49 221 4710-049" in first, "+49 221 4710-050" in first) == (True, False)
    assert ("+49 221 4710-049" in second, "+49 221 4710-050" in second) == (False, True)


def test_readers_see_and_download_everything_without_people(address: str) -> None:
    rita = logged_in(address, "rita")
    for name in LISTS:
        shown = rita.opens(f"/{name}?state=assigned")
        assert [one for one in NAMES if one in shown.text] == []
        if name in {"numbers", "workplaces"}:
            assert "Nothing found" in told(rita.sends(f"/{name}", sought="Fischer"))
        for kind in ("csv", "json"):
            rita.opens(f"/{name}")
            file = rita.sends(f"/{name}/download", kind=kind)
            assert (file.status_code, [one for one in NAMES if one in file.text]) == (200, [])
    assert "L. F." in rita.opens("/workplaces").text


def test_every_download_stands_in_the_trail(house: House, omar: Browser) -> None:
    for name in (*LISTS, "imports"):
        omar.opens(f"/{name}")
        file = omar.sends(f"/{name}/download", kind="json")
        assert file.headers["content-disposition"] == f'attachment; filename="{name}.json"'
        assert len(json.loads(file.text)) == len(_records(omar, name)) or name == "audit"
    last = [what for who, what in deeds(house) if who == "omar" and what.endswith("downloaded")]
    assert last == [f"{name} downloaded" for name in (*LISTS, "imports") for _ in range(2)]


def _records(browser: Browser, name: str) -> list[dict[str, str]]:
    browser.opens(f"/{name}")
    return list(csv.DictReader(io.StringIO(browser.sends(f"/{name}/download", kind="csv").text)))


def test_a_download_has_what_was_asked_for_only(omar: Browser) -> None:
    omar.opens("/numbers")
    file = omar.sends("/numbers/download", state="assigned", sought="fischer", kind="csv")
    rows = list(csv.DictReader(io.StringIO(file.text)))
    assert [(one["number"], one["holder"], one["reason"]) for one in rows] == [
        ("+492214710104", "lena.fischer", "assigned")
    ]


def test_contingents_are_sought_by_name_and_downloaded_as_they_are_shown(omar: Browser) -> None:
    all_of_them = _records(omar, "contingents")
    shown = omar.opens("/contingents?sought=PREMIUM")
    assert ("Premium" in told(shown), "Basic" in told(shown)) == (True, False)
    file = omar.sends("/contingents/download", sought="premium", kind="csv")
    found = list(csv.DictReader(io.StringIO(file.text)))
    assert found == [one for one in all_of_them if "premium" in one["name"].lower()] != all_of_them
    assert "No contingent is called so" in told(omar.opens("/contingents?sought=nothing"))


def test_numbers_are_blocked_and_released_in_the_name_of_who_does_it(house: House, omar: Browser) -> None:
    omar.opens("/numbers")
    assert [*re.findall(r'name="move" value="(\w+)">([^<]+)<', omar.shown.text)] == [
        ("block", "Block numbers"),
        ("release", "Release numbers"),
        ("remove", "Remove numbers"),
    ]
    done = omar.sends("/numbers/move", range="+49 221 4710 190-191", move="block", why="Aufzug")
    assert (done.url.path, "Aufzug" in told(done)) == ("/numbers", True)
    told_once = 'class="said"'
    assert (told_once in done.text, told_once in omar.opens("/numbers").text) == (True, False)
    assert [state_of(house, f"+4922147101{end}") for end in (90, 91)] == ["blocked", "blocked"]
    omar.sends("/numbers/move", range="+49 221 4710 190-191", move="release")
    assert state_of(house, "+492214710190") == "free"
    done_by = [one for one in deeds(house) if one[1] != "numbers shown"]
    assert done_by[-2:] == [("omar", "numbers blocked"), ("omar", "numbers released")]


def test_a_number_that_somebody_has_is_left_alone_with_all_that_were_named_with_it(house: House, omar: Browser) -> None:
    omar.opens("/numbers")
    before = account_of(house).numbers["state"]
    refused = omar.sends("/numbers/move", range="+49 221 4710 190-199", move="block", why="")
    assert (refused.status_code, "Name the reason" in told(refused)) == (422, True)
    assert 'href="/numbers?lang=de"' in refused.text
    refused = omar.sends("/numbers/move", range="+49 221 4710 100-199", move="block", why="Umbau")
    assert refused.status_code == 409
    assert "Anna Schmidt (anna.schmidt)" in told(refused)
    assert account_of(house).numbers["state"].equals(before)


def test_what_stands_in_the_way_is_told_without_commands(omar: Browser) -> None:
    omar.opens("/numbers")
    omar.sends("/numbers/reserve", base="+49 221 4710", extensions="180-185", purpose="Messe")
    at_carrier = told(omar.sends("/numbers/move", range="+49 221 4710 200-209", move="release"))
    assert "read the account again. Every sheet that somebody sends reads it again." in at_carrier
    in_part = told(omar.sends("/numbers/move", range="+49 221 4710 180", move="release"))
    assert "kept back for Messe. Release the whole range, +49 221 4710 180-185." in in_part
    again = told(omar.sends("/numbers/reserve", base="+49 221 4710", extensions="180-185", purpose="Fax"))
    assert "Release those first." in again
    assert not re.search("trunkload [a-z]", at_carrier + in_part + again)


def test_extensions_are_kept_back_and_are_given_to_nobody_unasked(omar: Browser) -> None:
    omar.opens("/numbers")
    done = omar.sends("/numbers/reserve", base="+49 221 4710", extensions="180-185", purpose="Messe")
    assert "Messe" in told(done)
    found = omar.sends("/numbers", sought="messe")
    assert re.findall(r"\+49 221 4710-1\d\d", told(found)) == [f"+49 221 4710-{one}" for one in range(180, 186)]


def test_one_workplace_is_changed_by_an_import_that_is_approved_like_any_other(house: House, omar: Browser) -> None:
    omar.opens("/workplaces/wp-5005")
    same = omar.sends("/workplaces/wp-5005/change", first_name="Lena")
    assert (same.status_code, "Nothing is changed" in told(same)) == (422, True)
    shown = omar.sends("/workplaces/wp-5005/change", first_name="Lena", last_name="Fischer-Lahm")
    import_id = ids_of(house)[0]
    assert shown.url.path.startswith(f"/imports/{import_id}")
    ends(omar, f"/imports/{import_id}")
    (item,) = plan_items(house, import_id)
    assert (item.action, item.of_workplace, item.family_name) == ("modify", "wp-5005", "Fischer-Lahm")
    assert "is about to be changed" in told(omar.opens("/workplaces/wp-5005"))


def test_one_workplace_is_removed_by_an_import_too(house: House, omar: Browser) -> None:
    omar.opens("/workplaces/wp-5002")
    omar.sends("/workplaces/wp-5002/remove")
    import_id = ids_of(house)[0]
    ends(omar, f"/imports/{import_id}")
    assert [(one.action, one.of_workplace) for one in plan_items(house, import_id)] == [("delete", "wp-5002")]


def test_taken_numbers_are_shown_to_choose_from_and_cannot_be_chosen(omar: Browser) -> None:
    omar.opens("/workplaces/wp-5005/number")
    shown = omar.sends("/workplaces/wp-5005/number", sought="+49 221 4710 1").text
    choices = dict(re.findall(r'value="(\+49\d+)" required aria-label="[^"]+"( disabled)?', shown))
    assert choices["+492214710104"] == " disabled"
    free = {number for number, disabled in choices.items() if not disabled}
    assert free
    assert "Anna Schmidt" in shown


def test_whoever_comes_sees_what_waits(address: str) -> None:
    anna = told(logged_in(address, "anna").opens("/"))
    assert "Plans that wait for approval (1)" in anna
    assert "Plans that wait" not in told(logged_in(address, "rita").opens("/"))


def test_numbers_are_entered_by_hand_all_of_them_or_none(house: House, omar: Browser) -> None:
    omar.opens("/numbers/new")
    omar.sends("/numbers/new", number="+49 30 90125-00 bis 09", trunk="BERLIN-1", state="blocked", note="Altbau")
    assert "10 numbers +49 30 90125-00 to -09 on BERLIN-1" in told(omar.shown)
    assert state_of(house, "+49309012505") == "blocked"
    assert ("omar", "numbers added") in deeds(house)
    omar.sends("/numbers/new", number="+49 30 90125-05 bis 15", trunk="BERLIN-1")
    assert (omar.shown.status_code, "10 numbers" in told(omar.shown)) == (422, False)
    assert "+49309012515" not in account_of(house).numbers.index
    omar.sends("/numbers/new")
    assert (omar.shown.status_code, "Give a number or a range." in told(omar.shown)) == (422, True)


def sends_numbers(browser: Browser, content: str, **fields: str) -> str:
    """What the page says of it."""
    browser.opens("/numbers/import")
    files = {"file": ("numbers.csv", content.encode())}
    browser.shown = browser.client.post("/numbers/import", data={"proof": proof_of(browser), **fields}, files=files)
    return told(browser.shown)


def test_a_spreadsheet_of_numbers_is_looked_at_first_and_entered_then(house: House, omar: Browser) -> None:
    right = "Rufnummer;Trunk\n030 90126-10;BERLIN-1\n030 90126-11;BERLIN-1\n"
    assert "2 numbers would be entered" in sends_numbers(omar, right, only_look="1")
    assert "+49309012610" not in account_of(house).numbers.index
    assert "2 numbers entered" in sends_numbers(omar, right)
    assert state_of(house, "+49309012610") == "free"


def test_every_wrong_cell_of_a_spreadsheet_of_numbers_is_told_and_nothing_entered(house: House, omar: Browser) -> None:
    said = sends_numbers(omar, "Rufnummer;Trunk\n030 90126-10;BERLIN-1\nabc;BERLIN-1\n030 90126-12;Nirgends\n")
    assert (omar.shown.status_code, "A3" in said, "B4" in said) == (422, True, True)
    assert "+49309012610" not in account_of(house).numbers.index
    said = sends_numbers(omar, "Vorname\nKim\n")
    assert (omar.shown.status_code, omar.shown.url.path) == (422, "/numbers/import")


def test_the_history_of_a_number_is_told_without_the_number_in_the_address(omar: Browser, address: str) -> None:
    omar.opens("/numbers")
    omar.sends("/numbers/move", range="+49 221 4710-020", move="block", why="noise on the line")
    omar.opens("/numbers")
    shown = omar.sends("/numbers/history", number="+49221471002")
    assert shown.status_code == 422
    shown = omar.sends("/numbers/history", number="0221 4710-020")
    assert (shown.url.path, shown.url.query) == ("/numbers/history", b"")
    assert "omar free blocked – noise on the line" in told(shown)
    rita = logged_in(address, "rita")
    rita.opens("/numbers/history")
    shown = rita.sends("/numbers/history", number="0221 4710-020")
    assert ("omar free blocked" in told(shown), "noise" in shown.text) == (True, False)


def test_it_is_told_how_long_the_numbers_of_each_trunk_last(address: str) -> None:
    page = told(logged_in(address, "rita").opens("/numbers/forecast"))
    assert "BERLIN-1 Berlin" in page
    assert "in 90 days" in page
