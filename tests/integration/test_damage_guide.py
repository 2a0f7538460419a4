"""docs/guide/damage.md tells of every kind of damage what the code does."""

import re
from pathlib import Path

import pytest

from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.validation.accepting import ACCEPTABLE, ROUNDS
from trunkload.validation.catalog import CATALOG
from trunkload.validation.codes import Code
from trunkload.validation.looks import looks_at
from trunkload.validation.marked_cells import ASIDE, CODES

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "guide" / "damage.md").read_text("utf-8")
ROW = re.compile(r"^\| `(\w+)` \| (.+) \| (blocked|warning, as \w+|note) \| (yes|–) \| (.+) \|$", re.MULTILINE)
TOLD = ROW.findall(GUIDE)
DATES = {
    Code.DATE_SERIAL,
    Code.ENTRY_DATE_SERIAL,
    Code.DATE_SWAPPED,
    Code.ENTRY_DATE_SWAPPED,
    Code.DATES_FOUR_YEARS_OFF,
}
SEEN = {look.code for field in STAFF_COLUMNS for look in looks_at(field)} | {*CODES.values(), *ASIDE.values()} | DATES


def test_the_guide_tells_of_every_damage_and_of_every_code_to_accept_once() -> None:
    told = [code for code, *_ in TOLD]
    assert sorted(told) == sorted(SEEN | ACCEPTABLE | {Code.PHONE_DIGITS_LOST, Code.SUGGESTION_ACCEPTED})
    assert ROUNDS == 3
    assert "up to three in a row" in GUIDE


def test_every_damage_has_its_sample() -> None:
    samples = (ROOT / "sample-data" / "README.md").read_text("utf-8")
    assert {code for code in SEEN if f"| `{code}` |" not in samples} == set()


@pytest.mark.parametrize(("code", "happens", "accept", "example"), [(one[0], *one[2:]) for one in TOLD])
def test_the_guide_says_how_grave_it_is_and_what_can_be_accepted(
    code: str, happens: str, accept: str, example: str
) -> None:
    assert happens.partition(",")[0] == CATALOG[Code(code)].severity
    assert (accept == "yes") == (Code(code) in ACCEPTABLE)
    assert ("→" in example) == (accept == "yes")
