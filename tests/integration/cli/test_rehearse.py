"""`demo --rehearse`: a whole import at a carrier where everything goes wrong once, with nothing but the one command."""

import re
from pathlib import Path

import pytest

from tests.integration.cli.looks import contents
from tests.integration.cli.shell import Shell
from trunkload.flows.rehearsed import Promise
from trunkload.flows.rehearsing import SCRIPT
from trunkload.orders.outcome_words import carrier_words
from trunkload.portal.rehearsal.faults import FaultKind, read_script_file
from trunkload.validation.language import Lang

FAILED = {6: "there is no line at this desk", 7: "NUMBER_IN_USE", 8: "USERNAME_TAKEN"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rehearsed") / "home"


@pytest.fixture(scope="module")
def told(home: Path) -> str:
    ran = Shell(home).run("demo", "--rehearse")
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def test_the_script_has_every_kind_of_fault() -> None:
    assert {fault.kind for fault in read_script_file(SCRIPT)} == set(FaultKind)


def test_every_fault_is_told_with_the_end_of_its_order(told: str) -> None:
    """An order that arrived is never sent again; one that did not is sent until it does."""
    ends = re.findall(r"^    imp-\S+/b\d\d: (.+), (\d of \d) rows as ordered; (.+)$", told, re.MULTILINE)
    whole, partly = ("completed", "3 of 3"), ("partly completed", "2 of 3")
    assert ends == [
        (*whole, "sent 3 times"),
        (*whole, "sent 2 times"),
        ("completed", "1 of 1", "sent once"),
        *[(*whole, "sent once")] * 2,
        *[(*partly, "sent once")] * 4,
        *[(*whole, "sent once")] * 3,
    ]
    assert "turned the order away 2 times (429" in told
    assert "lay still for 3 looks" in told


def test_rows_that_the_carrier_refused_are_told_with_their_reason(told: str) -> None:
    speaking = Shell(Path())
    assert "32 of 36 workplaces are at the carrier as ordered.\n4 rows were not carried out by the carrier:" in told
    assert "2 rows are planned anew as " in told
    assert "row 23 Thabo Mbeki: thabo.mbeki → thabo.mbeki2" in told
    for reason in FAILED.values():
        assert carrier_words(reason, None, speaking.lang) in told


def test_every_promise_held(told: str) -> None:
    speaking = Shell(Path())
    held = [
        speaking.says("promise_line", mark=speaking.says("promise_held"), told=speaking.says(f"promise_{one}"))
        for one in Promise
    ]
    assert [line for line in told.splitlines() if line in held] == held


def test_the_persons_own_imports_are_untouched(told: str, home: Path) -> None:
    del told
    (folder,) = home.iterdir()
    assert folder.name.startswith("rehearse-")
    assert {"trunkload.sqlite", "rehearsal-carrier.sqlite", "outbox"} <= {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("lang", Lang)
def test_nothing_is_rehearsed_where_a_real_carrier_is_set(tmp_path: Path, lang: Lang) -> None:
    settings = {"carrier__kind": "tmforum", "carrier__url": "https://carrier.example.org", "carrier__customer_id": "a"}
    shell = Shell(tmp_path / "home", lang).with_settings(**settings)
    ran = shell.run("demo", "--rehearse")
    assert (ran.code, ran.out, ran.err) == (3, "", shell.says("demo_needs_rehearsal", kind="tmforum") + "\n")
    assert contents(tmp_path) == {}
