from hypothesis import given
from hypothesis import strategies as st

from trunkload.reports.typed_text import visible_text


def test_control_characters_are_shown_as_pictures() -> None:
    assert visible_text("a\x00b\x07c\x7f") == "a␀b␇c␡"


def test_line_breaks_of_a_cell_stay() -> None:
    assert visible_text("Haus 1\r\nHaus 2\n\tHof") == "Haus 1\nHaus 2\n\tHof"


def test_half_a_character_of_a_file_name_is_replaced() -> None:
    assert visible_text("M\udce4rz.xlsx") == "M\N{REPLACEMENT CHARACTER}rz.xlsx"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"])))
def test_every_other_text_stays_as_typed(text: str) -> None:
    assert visible_text(text) == text
