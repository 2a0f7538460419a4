"""Numbers that a person enters, reserves, blocks, releases and removes: all of them or none, and nobody's is taken."""

import re
import sqlite3
from pathlib import Path

import pytest

from tests.integration.cli.looks import first_import, ledger
from tests.integration.cli.shell import Shell
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)
NUMBERS = "SELECT e164, state, source, trunk FROM number WHERE e164 LIKE '+494066969%' ORDER BY e164"
EVERYTHING = (
    "SELECT * FROM number ORDER BY e164",
    "SELECT * FROM number_block ORDER BY id",
    "SELECT * FROM block_range ORDER BY block, kind, first",
    "SELECT * FROM number_change ORDER BY id",
    "SELECT * FROM audit ORDER BY id",
)


def everything(shell: Shell) -> list[object]:
    """What may not change where nothing is done."""
    return [ledger(shell.home, query) for query in EVERYTHING]


def at_rest(shell: Shell, number: str) -> None:
    """As after its workplace ended."""
    connection = sqlite3.connect(shell.home / "trunkload.sqlite")
    with connection:
        rests = "UPDATE number SET state = 'resting', available_from = '2099-01-01' WHERE e164 = ?"
        connection.execute(rests, [number])
    connection.close()


def span(shell: Shell, count: str, first: str, last: str, trunk: str = "KOELN-1") -> str:
    return shell.says("span", n=count, first=first, last=last, trunk=trunk)


@both
@pytest.mark.parametrize(
    "typed", ["+49406696900-99", "+49 40 66969 00-99", "040 66969-00 bis -99", "+49 40 66969 00–99"]
)
def test_a_range_is_entered_and_echoed_as_it_was_understood(shell: Shell, lang: Lang, typed: str) -> None:
    speaking = shell.speaking(lang)
    ran = speaking.run("numbers", "add", typed, "--trunk", "Köln", "--site", "Berlin", "--switchboard", "00")
    told = span(speaking, "100", "+49 40 66969-00", "-99")
    free = speaking.says("number_free")
    assert (ran.code, ran.out) == (0, speaking.says("added", span=told, state=free) + "\n")
    rows = ledger(shell.home, NUMBERS)
    assert (len(rows), rows[0]) == (100, ("+49406696900", "free", "entered", "KOELN-1"))
    blocks = "SELECT base, first, last, switchboard, site, source FROM number_block WHERE source = 'entered'"
    assert ledger(shell.home, blocks) == [("+494066969", "00", "99", "00", "Berlin", "entered")]
    changes = "SELECT count(*), min(who), min(why), min(to_state) FROM number_change WHERE why = 'entered'"
    assert ledger(shell.home, changes) == [(100, "admin", "entered", "free")]


def test_one_number_is_entered_with_its_state_and_holder(shell: Shell) -> None:
    ran = shell.run("numbers", "add", "+49 40 66969 777", "--trunk", "Berlin", "--state", "function", "--holder", "Tür")
    assert ran.code == 0
    query = "SELECT state, holder, block, extension FROM number WHERE e164 = '+494066969777'"
    assert ledger(shell.home, query) == [("function", "Tür", None, None)]


def test_a_number_may_be_there_only_from_a_day_on(shell: Shell) -> None:
    ran = shell.run("numbers", "add", "+49 40 66969 777", "--trunk", "Berlin", "--from", "2099-03-01")
    told = shell.says("span_single", number="+49 40 66969777", trunk="BERLIN-1")
    assert (ran.code, ran.last) == (0, shell.says("added_from", span=told, date="2099-03-01"))
    query = "SELECT state, available_from FROM number WHERE e164 = '+494066969777'"
    assert ledger(shell.home, query) == [("future", "2099-03-01")]


@both
def test_longer_numbers_behind_a_block_are_its_own(shell: Shell, lang: Lang) -> None:
    """R-05."""
    speaking = shell.speaking(lang)
    ran = speaking.run("numbers", "add", "+49 221 4710 0000-0099", "--trunk", "Köln")
    assert (ran.code, ran.last) == (0, speaking.says("added_extended", block="koeln-4710"))
    ranges = "SELECT block, first, last, source FROM block_range WHERE kind = 'extended'"
    assert ledger(shell.home, ranges) == [("koeln-4710", "0000", "0099", "entered")]
    block = "SELECT count(*) FROM number WHERE block = 'koeln-4710' AND source = 'entered'"
    assert ledger(shell.home, block) == [(100,)]


WRONG = {
    "overlaps": (["+49 221 4710 500-510", "--trunk", "Köln"], "entry_overlaps"),
    "other trunk": (["+49 221 4710 500-510", "--trunk", "Berlin"], "entry_other_trunk"),
    "base alone": (["+49 221 4710", "--trunk", "Köln"], "entry_is_base"),
    "no trunk": (["+49 40 66969 00-99"], "entry_trunk_missing"),
    "unknown trunk": (["+49 40 66969 00-99", "--trunk", "Bonn"], "entry_trunk_unknown"),
    "unknown site": (["+49 40 66969 00-99", "--trunk", "Köln", "--site", "Bonn"], "entry_site_unknown"),
    "unknown state": (["+49 40 66969 00-99", "--trunk", "Köln", "--state", "held"], "entry_state_unknown"),
    "no holder": (["+49 40 66969 00-99", "--trunk", "Köln", "--state", "function"], "entry_holder_missing"),
    "no day": (["+49 40 66969 00-99", "--trunk", "Köln", "--state", "future"], "entry_day_missing"),
    "day over": (["+49 40 66969 00-99", "--trunk", "Köln", "--from", "2020-01-01"], "entry_day_past"),
    "backwards": (["+49 40 66969-99 bis -00", "--trunk", "Köln"], "entry_range_backwards"),
    "unclear": (["+494066969-15", "--trunk", "Köln"], "entry_range_unclear"),
    "form": (["+49 40 66969-00 bis 0221 4710-99", "--trunk", "Köln"], "entry_range_form"),
    "switchboard": (["+49 40 66969 00-99", "--trunk", "Köln", "--switchboard", "1000"], "entry_switchboard_outside"),
}


@both
@pytest.mark.parametrize(("words", "key"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_and_nothing_is_entered(shell: Shell, lang: Lang, words: list[str], key: str) -> None:
    before = everything(shell)
    ran = shell.speaking(lang).run("numbers", "add", *words)
    blanks = dict.fromkeys(("value", "known", "number", "count", "trunk", "block", "where"), "§")
    told = re.escape(shell.speaking(lang).says(key, **blanks)).replace("§", ".*")
    assert (ran.code, ran.out) == (1, "")
    assert re.fullmatch(told, ran.err.rstrip())
    assert everything(shell) == before


def test_the_sentence_names_where_an_overlap_is(shell: Shell) -> None:
    ran = shell.run("numbers", "add", "+49 221 4710 500-510", "--trunk", "Köln")
    where = shell.says("in_block", block="koeln-4710")
    params = {"count": "11", "number": "+49 221 4710-500", "where": where, "trunk": "KOELN-1"}
    assert ran.err == shell.says("entry_overlaps", **params) + "\n"
    ran = shell.run("numbers", "add", "+49 221 4710 500-510", "--trunk", "Berlin")
    assert ran.err == shell.says("entry_other_trunk", **params) + "\n"


@both
@pytest.mark.parametrize(
    ("typed", "beginning"),
    [
        ("+49 40 66969 0000000-0000009", {Lang.DE: "hat mehr als 12 Ziffern", Lang.EN: "has more than 12 digits"}),
        ("0800 66969 00-99", {Lang.DE: "Servicenummer", Lang.EN: "service number"}),
        ("110", {Lang.DE: "Notruf", Lang.EN: "emergency"}),
        ("66969 00-99", {Lang.DE: "beginnt weder mit 0", Lang.EN: "begins neither with 0"}),
        ("4,9406697E+11", {Lang.DE: "Excel hat", Lang.EN: "Excel rounded"}),
        ("O40 66969 00", {Lang.DE: "an Stelle 1 „O“", Lang.EN: "“O” at position 1"}),
    ],
)
def test_what_is_no_number_is_told_as_in_a_staff_sheet(
    shell: Shell, lang: Lang, typed: str, beginning: dict[Lang, str]
) -> None:
    """S-14, N-04, N-09."""
    before = everything(shell)
    ran = shell.speaking(lang).run("numbers", "add", typed, "--trunk", "Köln")
    assert ran.code == 1
    assert beginning[lang] in ran.err
    assert everything(shell) == before


@both
def test_more_numbers_at_once_than_the_limit_are_refused_before_any_is_made(shell: Shell, lang: Lang) -> None:
    speaking = shell.speaking(lang)
    ran = speaking.run("numbers", "add", "+49 40 66 000000–199999", "--trunk", "Köln")
    assert ran.code == 1
    limit = {Lang.DE: ("200.000", "100.000"), Lang.EN: ("200,000", "100,000")}[lang]
    assert ran.err == speaking.says("entry_too_many", count=limit[0], limit=limit[1]) + "\n"


@both
def test_without_an_account_there_is_no_trunk_to_stand_on(tmp_path: Path, lang: Lang) -> None:
    shell = Shell(tmp_path / "home").speaking(lang)
    for words in (
        ["add", "+49 40 66969 00-99"],
        ["release", "+49 40 66969 00"],
        ["reserve", "+49 40 66969", "00-09", "--for", "Fax"],
    ):
        ran = shell.run("numbers", *words)
        assert (ran.code, ran.err) == (3, shell.says("account_missing") + "\n")


@both
def test_extensions_are_kept_back_and_given_free_again(shell: Shell, lang: Lang) -> None:
    speaking = shell.speaking(lang)
    ran = speaking.run("numbers", "reserve", "0221 4710", "970-979", "--for", "Fax")
    told = span(speaking, "10", "+49 221 4710-970", "-979")
    assert (ran.code, ran.last) == (0, speaking.says("reserved", span=told, purpose="Fax"))
    query = "SELECT first, last, name FROM block_range WHERE source = 'entered'"
    assert ledger(shell.home, query) == [("970", "979", "Fax")]
    again = speaking.run("numbers", "reserve", "0221 4710", "975-985", "--for", "Fax")
    taken = speaking.says("entry_reserved_already", first="970", last="979", holder="Fax")
    assert (again.code, again.err) == (1, f"{taken[:-1]}: trunkload numbers release\n")
    ran = speaking.run("numbers", "release", "+49 221 4710 970-979")
    assert (ran.code, ran.last) == (0, speaking.says("did_release_reserved", span=told))
    assert ledger(shell.home, query) == []


@pytest.mark.parametrize("extensions", ["1000-1009", "9", "x-y"])
def test_extensions_that_no_block_has_cannot_be_kept_back(shell: Shell, extensions: str) -> None:
    before = everything(shell)
    assert shell.run("numbers", "reserve", "+49 221 4710", extensions, "--for", "Fax").code == 1
    assert everything(shell) == before


@both
def test_numbers_are_blocked_with_a_reason_survive_a_sync_and_are_released(shell: Shell, lang: Lang) -> None:
    speaking = shell.speaking(lang)
    told = span(speaking, "3", "+49 221 4710-300", "-302")
    ran = speaking.run("numbers", "block", "+49 221 4710 300-302", "--why", "Umzug")
    assert (ran.code, ran.last) == (0, speaking.says("did_block", span=told, why="Umzug"))
    assert speaking.run("sync").code == 0
    query = "SELECT state, note FROM number WHERE e164 = '+492214710301'"
    assert ledger(shell.home, query) == [("blocked", "Umzug")]
    ran = speaking.run("numbers", "release", "+49 221 4710 300-302")
    assert (ran.code, ran.last) == (0, speaking.says("did_release", span=told))
    assert ledger(shell.home, query) == [("free", None)]
    history = "SELECT from_state, to_state, who, why FROM number_change WHERE e164 = '+492214710301' AND who = 'admin'"
    assert ledger(shell.home, f"{history} ORDER BY id") == [
        ("free", "blocked", "admin", "Umzug"),
        ("blocked", "free", "admin", "released"),
    ]


@both
def test_a_resting_number_is_released_early_with_a_word_of_warning(shell: Shell, lang: Lang) -> None:
    at_rest(shell, "+492214710300")
    speaking = shell.speaking(lang)
    ran = speaking.run("numbers", "release", "+49 221 4710300")
    told = speaking.says("span_single", number="+49 221 4710-300", trunk="KOELN-1")
    assert (ran.code, ran.last) == (0, speaking.says("did_release_early", span=told))


@both
def test_what_somebody_else_holds_is_never_released_blocked_or_removed(planner: Shell, lang: Lang) -> None:
    speaking = planner.speaking(lang)
    import_id, _ = first_import(planner.home)
    held = ledger(planner.home, "SELECT min(e164) FROM number WHERE state = 'held'")[0][0]
    before = everything(planner)
    for command in (["release"], ["remove"], ["block", "--why", "x"]):
        ran = speaking.run("numbers", command[0], str(held), *command[1:])
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.splitlines()[0] == speaking.says("not_moved")
        assert f"trunkload cancel {import_id}" in ran.err
    ran = speaking.run("numbers", "release", "+49 221 4710 100-102")
    assert "Anna Schmidt (anna.schmidt)" in ran.err
    ran = speaking.run("numbers", "release", "+49 221 4710 200-209")
    more = speaking.says("numbers_of", number="+49 221 4710-200", n="9")
    told = speaking.says("obstacle_blocked_at_carrier", numbers=more)
    assert ran.err.splitlines()[1].strip() == f"{told[:-1]}: trunkload sync"
    assert everything(planner) == before


def test_one_number_in_the_way_and_none_is_moved(shell: Shell) -> None:
    before = everything(shell)
    assert shell.run("numbers", "block", "+49 221 4710 095-105", "--why", "Umzug").code == 1
    assert shell.run("numbers", "release", "+49 40 66969 00-99").code == 1
    assert everything(shell) == before


@both
def test_only_what_was_entered_and_is_free_is_removed(shell: Shell, lang: Lang) -> None:
    speaking = shell.speaking(lang)
    before = [ledger(shell.home, query) for query in EVERYTHING[:3]]
    speaking.run("numbers", "add", "+49 40 66969 00-99", "--trunk", "Köln")
    speaking.run("numbers", "add", "+49 221 4710 0000-0099", "--trunk", "Köln")
    ran = speaking.run("numbers", "remove", "+49 221 4710 500")
    told = speaking.says("obstacle_not_entered", numbers="+49 221 4710-500")
    assert (ran.code, ran.err.splitlines()[1].strip()) == (1, f"{told[:-1]}: trunkload numbers block")
    ran = speaking.run("numbers", "remove", "+49 40 66969 00-99")
    said = speaking.says("did_remove", span=span(speaking, "100", "+49 40 66969-00", "-99"))
    assert (ran.code, ran.last) == (0, said)
    assert speaking.run("numbers", "remove", "+49 221 4710 0000-0099").code == 0
    assert [ledger(shell.home, query) for query in EVERYTHING[:3]] == before


@both
@pytest.mark.parametrize(
    "state",
    [["assigned", "--holder", "Fax"], ["function", "--holder", "Fax"], ["blocked"], ["future", "--from", "2099-01-01"]],
)
def test_an_entry_that_was_a_mistake_is_removed_whatever_it_said(shell: Shell, lang: Lang, state: list[str]) -> None:
    speaking = shell.speaking(lang)
    before = [ledger(shell.home, query) for query in EVERYTHING[:3]]
    assert speaking.run("numbers", "add", "+49 40 66969100", "--trunk", "Köln", "--state", *state).code == 0
    if "--holder" in state:
        ran = speaking.run("numbers", "release", "+49 40 66969100")
        told = speaking.says("obstacle_entered", numbers="+49 40 66969100", holder="Fax")
        assert (ran.code, ran.err.splitlines()[1].strip()) == (1, f"{told[:-1]}: trunkload numbers remove")
    ran = speaking.run("numbers", "remove", "+49 40 66969100")
    told = speaking.says("span_single", number="+49 40 66969100", trunk="KOELN-1")
    assert (ran.code, ran.last) == (0, speaking.says("did_remove", span=told))
    assert [ledger(shell.home, query) for query in EVERYTHING[:3]] == before
    gone = "SELECT from_state, to_state FROM number_change WHERE why = 'removed'"
    assert ledger(shell.home, gone) == [(state[0], None)]


@both
def test_a_part_of_what_is_kept_back_is_told_with_its_whole_range(shell: Shell, lang: Lang) -> None:
    speaking = shell.speaking(lang)
    assert speaking.run("numbers", "reserve", "0221 4710", "300-309", "--for", "Fax").code == 0
    ran = speaking.run("numbers", "release", "0221 4710-303")
    told = speaking.says("obstacle_reserved", numbers="+49 221 4710-303", holder="Fax", until="+49 221 4710 300-309")
    command = 'trunkload numbers release "+49 221 4710 300-309"'
    assert (ran.code, ran.err.splitlines()[1].strip()) == (1, f"{told[:-1]}: {command}")
    ran = speaking.run("numbers", "release", "0221 4710-960")
    told = speaking.says("obstacle_reserved_at_carrier", numbers="+49 221 4710-960", until="+49 221 4710 960-969")
    assert (ran.code, ran.err.splitlines()[1].strip()) == (1, f"{told[:-1]}: trunkload sync")
    assert speaking.run("numbers", "release", "+49 221 4710 300-309").code == 0


@both
def test_a_wrong_base_and_a_wrong_range_are_told_apart(shell: Shell, lang: Lang) -> None:
    speaking = shell.speaking(lang)
    ran = speaking.run("numbers", "reserve", "+49 221 4711", "90-99", "--for", "Fax")
    known = "+49 30 23125, +49 221 4710"
    assert (ran.code, ran.err.strip()) == (1, speaking.says("entry_base_unknown", value="+49 221 4711", known=known))
    ran = speaking.run("numbers", "reserve", "+49 221 4710", "99-90", "--for", "Fax")
    assert (ran.code, ran.err.strip()) == (1, speaking.says("entry_range_backwards", value="99-90"))


@both
def test_nobody_blocks_or_keeps_back_without_saying_why(shell: Shell, lang: Lang) -> None:
    speaking = shell.speaking(lang)
    ran = speaking.run("numbers", "block", "+49 221 4710-300", "--why", " ")
    assert (ran.code, ran.err.strip()) == (2, speaking.says("why_missing"))
    ran = speaking.run("numbers", "reserve", "+49 221 4710", "300-309", "--for", "")
    assert (ran.code, ran.err.strip()) == (2, speaking.says("purpose_missing"))


@both
def test_a_single_number_that_is_there_stands_in_no_block(shell: Shell, lang: Lang) -> None:
    speaking = shell.speaking(lang)
    shell.run("numbers", "add", "+49 40 66969100", "--trunk", "Köln")
    ran = speaking.run("numbers", "add", "+49 40 66969100", "--trunk", "Berlin")
    told = {"number": "+49 40 66969100", "trunk": "KOELN-1", "where": speaking.says("in_no_block")}
    assert (ran.code, ran.err.strip()) == (1, speaking.says("entry_other_trunk", **told))
