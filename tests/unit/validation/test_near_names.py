"""An unknown word has the known name that it is nearest to as suggestion, and nobody takes it but a person."""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import TEXT, sample_account
from tests.unit.validation.builders import FIRST_ROW, check, codes, people, told
from trunkload.inventory.account import Account
from trunkload.validation.block_names import near_blocks
from trunkload.validation.near_names import MOST, nearest_name, suggest_names
from trunkload.validation.near_words import near_actions, near_countries, near_packages, near_yes_no

SITES = {name: name for name in ("Köln", "Berlin", "München", "Frankfurt-Höchst", "Haus 1", "Haus 11")}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Muenchen", "München"),
        ("MÜNCHEN", "München"),
        ("Munchen", "München"),
        ("Müchen", "München"),
        ("frankfurt höchst", "Frankfurt-Höchst"),
        ("Frankfurt Hoechst.", "Frankfurt-Höchst"),
        ("Koln", "Köln"),
        ("Haus-1", "Haus 1"),
    ],
)
def test_a_name_written_otherwise_is_suggested(typed: str, name: str) -> None:
    assert nearest_name(typed, SITES) == name


@pytest.mark.parametrize("typed", ["Hamburg", "Haus 2", "Haus", "M", "-", "", "Kl", "Köln-Deutz"])
def test_what_is_like_nothing_has_no_suggestion(typed: str) -> None:
    """“Haus 2” is another house: digits are never guessed."""
    assert nearest_name(typed, SITES) is None


def test_between_two_names_that_are_as_near_nobody_is_suggested() -> None:
    assert nearest_name("Neustadt-W", {"Neustadt O": "a", "Neustadt N": "b"}) is None
    assert nearest_name("Neustadt-W", {"Neustadt O": "a", "Neustadt N": "a"}) == "Neustadt O"
    assert nearest_name("Halle-Saale", {"Halle (Saale)": "a", "Halle Saale": "b"}) is None


def test_the_likeness_must_reach_85_of_100() -> None:
    """17 of 20 letters in common are 85; 84.2 are not enough."""
    assert nearest_name("abcdefghij", {"abcdefghixyzz": "a"}) is None  # 2 * 9 / 23 = 78
    assert nearest_name("abcdefghijklmnopqxyz"[:20], {"abcdefghijklmnopqrst"[:20]: "a"}) == "abcdefghijklmnopqrst"
    assert nearest_name("abcdefghijklmnopxyz", {"abcdefghijklmnopqrs": "a"}) is None  # 2 * 16 / 38 = 84.2


def test_each_distinct_word_is_looked_up_once_and_empty_cells_stay_empty() -> None:
    cells = pd.Series(["Koeln", None, "Koeln", "Bonn"], index=[3, 5, 8, 9], dtype=TEXT)
    assert suggest_names(cells, SITES).dropna().to_dict() == {3: "Köln", 8: "Köln"}
    assert suggest_names(cells[:0], SITES).empty


def test_so_many_different_words_are_looked_at_and_no_more() -> None:
    """The limit, and one above: a column of a million names is no column of slips."""
    words = pd.Series([f"Wort{'x' * number}" for number in range(MOST)], dtype=TEXT)
    last, beyond = words.copy(), pd.concat([words, pd.Series(["Koeln"], dtype=TEXT)], ignore_index=True)
    last.iloc[-1] = "Koeln"
    assert suggest_names(last, SITES).iloc[-1] == "Köln"
    assert suggest_names(beyond, SITES).isna().all()


@given(st.sampled_from(sorted(SITES)), st.text(alphabet=" -_./", max_size=3))
def test_blanks_hyphens_and_capitals_never_hide_a_name(name: str, between: str) -> None:
    assert nearest_name(between.join(name).upper(), SITES) == name


@pytest.mark.parametrize(
    ("typed", "block"),
    [
        ("4710", "+492214710"),
        ("2214710", "+492214710"),
        ("0221 47", "+492214710"),
        ("+49 221 4710-300", "+492214710"),
        ("0049 30 23125 100", "+493023125"),
        ("Köln-4710", "koeln-4710"),
        ("koeln 4710", "koeln-4710"),
        ("0221 4720", None),
        ("49", None),
        ("Stamm", None),
    ],
)
def test_a_block_is_suggested_by_the_digits_that_belong_to_it_alone(typed: str, block: str | None) -> None:
    account: Account = sample_account()
    assert near_blocks(pd.Series([typed], dtype=TEXT), account).fillna("").tolist() == [block or ""]


def test_words_of_columns_that_know_few_are_suggested_as_people_write_them() -> None:
    assert _near(near_packages, "Pluss", "Konf. Premium", "keines", "Gold") == ["Plus", "", "Keins", ""]
    assert _near(near_countries, "Deutschand", "D.", "Oesterreich ", "Dänemark") == [
        "Deutschland",
        "D",
        "Österreich",
        "",
    ]
    assert _near(near_actions, "lösche", "hinzufüge", "umziehen") == ["löschen", "hinzufügen", ""]
    assert _near(near_yes_no, "[x]", "ja.", "nien!", "vielleicht") == ["x", "ja", "", ""]


def _near(near: Callable[[pd.Series], pd.Series], *words: str) -> list[object]:
    return list(near(pd.Series(words, dtype=TEXT)).fillna(""))


CELLS = (
    ({"location": "Koeln"}, "site_unknown", "Köln"),
    ({"trunk": "KÖLN-1"}, "trunk_unknown", "KOELN-1"),
    ({"number_block": "4710"}, "block_unknown", "+492214710"),
    ({"conference_package": "Premiun"}, "choice_unknown", "Premium"),
    ({"country": "Deutschlnd"}, "choice_unknown", "Deutschland"),
)


@pytest.mark.parametrize(("cells", "code", "suggestion"), CELLS)
def test_an_unknown_name_blocks_its_row_and_shows_what_it_may_mean(
    cells: dict[str, str | None], code: str, suggestion: str
) -> None:
    """S-01, R-10: shown, never taken."""
    checked = check(*people([cells]))
    assert codes(checked) >= {code}
    assert told(checked, code).suggestion == suggestion
    assert FIRST_ROW in checked.blocked
