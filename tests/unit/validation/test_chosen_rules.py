"""What a company chooses in `[rules]`: it counts, and every choice makes another rule version (promise 4)."""

from dataclasses import fields, replace
from typing import Any

import pytest

from tests.builders import account_of, sample_account, someone
from tests.unit.validation.builders import Row, another, check, codes, people, told
from trunkload.inventory.account import NumberBlock
from trunkload.validation.catalog import CATALOG
from trunkload.validation.chosen_severities import MAY_BLOCK, MAY_WARN
from trunkload.validation.codes import Code
from trunkload.validation.findings import Severity
from trunkload.validation.rules import DefaultAddress, Delivery, Policy, Rules

HEAD_OFFICE = DefaultAddress("Domallee", "7", "50667", "Köln")

CHOICES: dict[str, Any] = {
    "required": ("last_name",),
    "policy": Policy.ALL_OR_NOTHING,
    "delivery": Delivery.LENIENT,
    "block": ("email_shared",),
    "warn": ("internal_directory",),
    "mail_domains": ("example.org",),
    "username_max_length": 20,
    "require_digit": True,
    "max_national_digits": 11,
    "internal_min_digits": 3,
    "internal_max_digits": 5,
    "default_site": "Köln",
    "default_address": HEAD_OFFICE,
}


def test_every_setting_changes_the_rule_version() -> None:
    """Promise 4: an approval under other rules is void."""
    assert set(CHOICES) == {one.name for one in fields(Rules)}
    versions = {Rules().version} | {replace(Rules(), **{name: value}).version for name, value in CHOICES.items()}
    assert len(versions) == len(CHOICES) + 1
    assert Rules().version == Rules().version


WRONG: dict[str, Any] = {
    "required": ("phone",),
    "block": ("internal_emergency",),
    "warn": ("internal_emergency",),
    "mail_domains": ("@example.org",),
    "username_max_length": 7,
    "internal_min_digits": 0,
    "default_address": DefaultAddress(street="Domallee"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_choice_that_makes_no_sense_is_named(name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name} "):
        replace(Rules(), **{name: WRONG[name]})


def test_only_what_can_be_ordered_all_the_same_may_be_a_warning() -> None:
    """S-19 stays: nobody gets an internal number that dials the emergency call."""
    assert {CATALOG[code].severity for code in MAY_WARN} == {Severity.BLOCKED}
    assert {CATALOG[code].severity for code in MAY_BLOCK} == {Severity.WARNING}
    assert not {Code.INTERNAL_EMERGENCY, Code.MISSING, Code.NUMBER_UNKNOWN, Code.USERNAME_TAKEN} & MAY_WARN


def test_a_code_in_the_list_blocks_or_warns_as_the_company_says() -> None:
    """S-17, S-18: an error by default, a warning where the PBX takes such numbers; the shared mailbox the other way."""
    rows = people([{"internal_number": "77"}, {"internal_number": "11833"}, {"email": "info@example.org"}])
    rules = Rules(warn=("internal_special_function", "internal_directory"), block=("email_shared",))
    default, chosen = check(*rows), check(*rows, rules=rules)
    assert (default.blocked.tolist(), chosen.blocked.tolist()) == ([2, 3], [4])
    assert chosen.ready["internal_number"].tolist() == ["77", "11833"]
    assert told(chosen, "email_shared", 4).severity is Severity.BLOCKED


DOMAINS: tuple[tuple[str, bool], ...] = (
    ("ute@example.org", True),
    ("max@EXAMPLE.org", True),
    ("jo@example.com", True),
    ("eva@mail.example.org", False),
    ("tim@example.net", False),
    ("kim@notexample.org", False),
)


def test_addresses_outside_the_companys_domains_are_blocked() -> None:
    """Section 7: sub-domains count only where written; every domain by default."""
    rows = people({"email": address} for address, _ in DOMAINS)
    checked = check(*rows, rules=Rules(mail_domains=("example.org", "Example.com")))
    assert [codes(checked, row) for row in range(2, 8)] == [set() if good else {"email_domain"} for _, good in DOMAINS]
    assert told(checked, "email_domain", 5).params == {"domains": "example.org, Example.com"}
    assert not len(check(*rows).blocked)


def test_what_is_no_address_at_all_is_not_told_to_be_of_another_domain() -> None:
    checked = check(*people([{"email": "ute@"}, {"email": "ute"}]), rules=Rules(mail_domains=("example.org",)))
    assert [codes(checked, row) for row in (2, 3)] == [{"email_form"}] * 2


def test_the_domain_counts_for_the_address_that_gets_the_login() -> None:
    """S-10: another ordinary address may stand beside it."""
    row: Row = {"email": "ute@example.net", "auth_email": "ute@example.org"}
    assert codes(check(*people([row]), rules=Rules(mail_domains=("example.org",)))) == set()


@pytest.mark.parametrize(("length", "found"), [(11, set()), (12, set()), (13, {"username_too_long"})])
def test_a_username_has_no_more_characters_than_the_company_allows(length: int, found: set[str]) -> None:
    """Section 1.3: no limit by default."""
    row: Row = {"username": "abcdefghijklmnop"[:length]}
    assert codes(check(*people([row]), rules=Rules(username_max_length=12))) == found
    assert codes(check(*people([row]))) == set()


def test_proposals_keep_to_the_limit_with_their_numbers() -> None:
    """Section 1.3 and 7: cut, never beyond; no special character is left at the end."""
    rows = [someone("Ute", "Mueller-Beck", email=f"u{at}@example.org") for at in range(11)]
    checked = check(*rows, rules=Rules(username_max_length=12))
    names = checked.ready["username"].tolist()
    assert (names[0], names[1], names[9], names[10]) == ("ute.mueller", "ute.mueller2", "ute.muelle10", "ute.muelle11")


def test_a_username_needs_a_digit_where_the_company_wants_one() -> None:
    """Section 1.3: the strict reading is an option; proposals follow it."""
    rows = [another(1, username="ute.beck"), another(2, username="ute.beck1"), someone("Max", "Meier")]
    checked = check(*rows, rules=Rules(require_digit=True))
    assert [codes(checked, row) for row in (2, 3, 4)] == [{"username_no_digit"}, set(), set()]
    assert checked.ready["username"].tolist() == ["ute.beck1", "max.meier01"]
    assert not len(check(*rows).blocked)


def test_rows_without_site_and_trunk_go_to_the_usual_site() -> None:
    """S-01: told once with how many they are; a row that says anything itself keeps to that."""
    rows: list[Row] = [{"location": None}, {"location": "Berlin"}, {"trunk": "BERLIN-1", "location": None}]
    checked = check(*people([*rows, {"location": None}]), rules=Rules(default_site="köln"))
    assert checked.ready["trunk"].tolist() == ["KOELN-1", "BERLIN-1", "BERLIN-1", "KOELN-1"]
    (note,) = [one for one in checked.findings if one.code == "default_site_taken"]
    assert (note.scope, note.params) == ("file", {"site": "Köln", "count": "2", "first": "2"})


def test_a_usual_site_that_the_account_does_not_have_is_told_and_places_nobody() -> None:
    """S-01: never by guess."""
    checked = check(*people([{"location": None}, {"location": "Köln"}]), rules=Rules(default_site="Bonn"))
    assert [codes(checked, row) for row in (2, 3)] == [{"trunk_missing"}, set()]
    (told_once,) = [one for one in checked.findings if one.code == "default_site_unknown"]
    assert told_once.params == {"site": "Bonn", "sites": "Köln, Berlin"}


def test_the_usual_address_counts_where_neither_row_nor_site_has_one() -> None:
    """S-02: the row's own comes first, then the site's; never parts of two."""
    account = account_of(NumberBlock("a", "T-1", "+492214710", "20", "29"))
    bare = replace(account, sites=tuple(replace(site, street="") for site in account.sites))
    rows = people([{}, {"street": "Domweg", "city": "Bonn"}])
    parts = ["street", "house_number", "postal_code", "city", "country"]
    rules = Rules(default_address=HEAD_OFFICE)
    decided = check(*rows, account=bare, rules=rules).decided[parts]
    own = [None, None, "Bonn", "DE"]
    assert decided.astype(object).where(decided.notna(), None).to_numpy().tolist() == [
        ["Domallee", "7", "50667", "Köln", "DE"],
        ["Domweg", *own],
    ]
    at_site = check(*rows, account=sample_account(), rules=rules).decided[parts]
    assert at_site.to_numpy().tolist()[0] == ["Musterstraße", "1", "50667", "Köln", "DE"]
