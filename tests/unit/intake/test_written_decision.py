"""A decision about a value is written `FIELD:VALUE=NEW` and read as it was meant, whatever the value holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunkload.intake.choices import Decision
from trunkload.intake.written_decision import decision_text, read_decision

WRITTEN = (
    ("site:Muenchen=München", ("site", "Muenchen", "München")),
    (" Standort : Haus 1 = Haus Eins ", ("Standort", "Haus 1", "Haus Eins")),
    ('site:"A:B=C"=München', ("site", "A:B=C", "München")),
    ('site:A:B="C=D"', ("site", "A:B", "C=D")),
    ('"Büro: Ort":x=y', ("Büro: Ort", "x", "y")),
    ('site:Haus "Nord"=Nord', ("site", 'Haus "Nord"', "Nord")),
    ('site:"Haus ""Nord"""=Nord', ("site", 'Haus "Nord"', "Nord")),
    ("site:Muenchen=M=1", ("site", "Muenchen", "M=1")),
)


@pytest.mark.parametrize(("written", "parts"), WRITTEN)
def test_a_decision_is_read_in_its_three_parts(written: str, parts: tuple[str, str, str]) -> None:
    assert read_decision(written) == Decision(*parts)


@pytest.mark.parametrize(
    "written",
    ["", "site", "site:Muenchen", "Muenchen=München", ":a=b", "site:=b", 'site:"a=b', 'site:" "=b'],
)
def test_what_lacks_a_part_is_no_decision(written: str) -> None:
    assert read_decision(written) is None


PART = st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: text.strip() != "")


@given(PART, PART, PART)
def test_what_is_written_is_read_again(field: str, value: str, new: str) -> None:
    assert read_decision(decision_text(field, value, new)) == Decision(field, value, new)


def test_quotes_stand_only_where_they_must() -> None:
    assert decision_text("site", "Bad Homburg", "Köln") == "site:Bad Homburg=Köln"
    assert decision_text("site", "a:b", 'x"y') == 'site:"a:b"="x""y"'
