import re
from itertools import count

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import TEXT, sample_account, someone, with_workplaces
from tests.unit.validation.builders import check, codes, numbered, people, told
from trunkload.validation import usernames
from trunkload.validation.check import Checked

TABLE: tuple[tuple[str, set[str]], ...] = (
    # S-04
    ("abcd", {"username_too_short"}),
    ("a.b", {"username_too_short"}),
    ("abcde", set()),
    ("a.b.c", set()),
    # S-05
    ("müller", {"username_characters"}),
    ("straße1", {"username_characters"}),
    ("max muster", {"username_characters"}),
    ("max@firma", {"username_characters"}),
    ("abcdé", {"username_characters"}),
    ("١٢٣٤٥", {"username_characters"}),
    ("max\nmuster", {"username_characters"}),
    ("a_b-c.1", set()),
    # S-06
    ("ab..cd", {"username_specials"}),
    ("ab.-cd", {"username_specials"}),
    ("ab_-cd", {"username_specials"}),
    ("ab.c-d", set()),
    # S-07
    (".abcde", {"username_ends"}),
    ("abcde.", {"username_ends"}),
    ("-abcde", {"username_ends"}),
    ("abcde_", {"username_ends"}),
    ("1abcd2", set()),
    # several at once are told at once
    (".a..b", {"username_specials", "username_ends"}),
    ("ä.b", {"username_too_short", "username_characters"}),
    # what stands around a name is no part of it
    (" max.meier\n", set()),
    # digits only, and capitals (section 1.3)
    ("12345", {"username_digits_only"}),
    ("1234a", set()),
    ("Max.Muster", {"username_lowered"}),
    ("MÖLLER", {"username_characters"}),
    ("WXYZ", {"username_too_short"}),
)


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(*people({"username": name} for name, _ in TABLE))


@pytest.mark.parametrize(("row", "case"), numbered(TABLE))
def test_a_given_username_is_judged_by_length_characters_specials_and_ends(
    checked: Checked, row: int, case: tuple[str, set[str]]
) -> None:
    """S-04 to S-07, each told on its own."""
    assert codes(checked, row) == case[1]


@pytest.mark.parametrize("pattern", [usernames.CHARACTERS, usernames.GOOD_ENDS, usernames.GOOD_USERNAME])
@pytest.mark.parametrize("name", ["abcde\n", "abcdé", "١٢٣٤٥"])
def test_no_pattern_takes_a_trailing_newline_or_a_letter_beyond_ascii(pattern: str, name: str) -> None:
    """S-05: where a dollar sign, a class of digits or `str.islower` would."""
    assert pd.Series([name], dtype=TEXT).str.fullmatch(pattern).tolist() == [False]


def test_capitals_are_lowered_and_the_old_and_the_new_name_are_shown(checked: Checked) -> None:
    """S-05, section 1.3: never silently, the person must learn the final name."""
    row = next(row for row, (name, _) in numbered(TABLE) if name == "Max.Muster")
    finding = told(checked, "username_lowered", row)
    assert (finding.value, finding.suggestion) == ("Max.Muster", "max.muster")
    assert checked.ready.loc[row, "username"] == "max.muster"


RULE = re.compile(r"(?=.{5,}\Z)[a-z0-9]+(?:[._-][a-z0-9]+)*")
"""As the domain states it."""

NAMES = st.text(alphabet="abxz059._-éßä٣", min_size=1, max_size=9)


@settings(deadline=None, max_examples=5)
@given(st.lists(NAMES, min_size=15, max_size=15, unique=True))
def test_just_those_usernames_are_blocked_that_break_the_rule(names: list[str]) -> None:
    """S-04 to S-07 together."""
    checked = check(*people({"username": name} for name in names))
    blocked = {row for row, name in numbered(names) if not RULE.fullmatch(name)}
    assert set(checked.blocked) == blocked


TRANSLITERATED = (
    ("Jürgen", "Müller-Lüdenscheidt", "juergen.mueller-luedenscheidt"),
    ("Ju\u0308rgen", "Gro\u0308ß", "juergen.groess"),
    ("Søren", "Åkesson", "soeren.akesson"),
    ("Łukasz", "Đurić", "lukasz.duric"),
    ("Işıl", "Ñandú", "isil.nandu"),
    ("Æneas", "O’Neil", "aeneas.oneil"),
    ("Anne Marie", "von  der Heide", "anne-marie.von-der-heide"),
    ("Bo", "Li", "bo.li"),
    ("A", "L", "a.l01"),
    ("Al", "B", "al.b01"),
)


def test_proposals_are_spelled_out_and_lengthened() -> None:
    """Section 7, S-04: NFKD alone handles none of ß æ ø ł đ ı; four characters are too few, five are enough."""
    given, family, expected = (pd.Series(list(part), dtype=TEXT) for part in zip(*TRANSLITERATED, strict=True))
    assert usernames.propose_usernames(given, family, set()).tolist() == expected.tolist()


def test_a_name_without_any_latin_letter_needs_a_username_of_the_person() -> None:
    checked = check(
        someone("美香", "Sato", email="a@example.org"),
        someone("Li", "王", email="b@example.org"),
        someone("明", "李", email="c@example.org", username="li.ming"),
    )
    assert [codes(checked, row) for row in (2, 3, 4)] == [{"username_not_derivable"}] * 2 + [set()]


def test_proposals_avoid_the_account_the_sheet_and_each_other_in_row_order() -> None:
    """Section 7: 2, 3, … in row order; a typed name counts wherever it stands in the sheet."""
    account = with_workplaces(sample_account(), {"username": "ute.beck2", "internal_number": "190"})
    checked = check(
        someone("Ute", "Beck", email="u1@example.org"),
        someone("Ute", "Beck", email="u2@example.org"),
        someone("Anna", "Schmidt", email="other@example.org"),
        someone("Ute", "Beck", email="u3@example.org"),
        someone("Karl", "Kurz", username="ute.beck3"),
        account=account,
    )
    assert checked.ready["username"].tolist() == [
        "ute.beck",
        "ute.beck4",
        "anna.schmidt2",
        "ute.beck5",
        "ute.beck3",
    ]


def test_a_proposal_is_shown_as_a_note_with_the_name() -> None:
    checked = check(someone("Ute", "Beck"))
    finding = told(checked, "username_proposed")
    assert (finding.severity, finding.suggestion) == ("note", "ute.beck")


def test_a_blocked_row_keeps_its_proposal_so_that_others_do_not_shift_when_it_is_mended() -> None:
    broken = someone("Ute", "Beck", email="u1@")
    mended = someone("Ute", "Beck", email="u1@example.org")
    second = someone("Ute", "Beck", email="u2@example.org")
    before, after = check(broken, second), check(mended, second)
    assert [one.ready["username"].to_dict()[3] for one in (before, after)] == ["ute.beck2", "ute.beck2"]


def test_a_taken_username_is_refused() -> None:
    """Section 1.3: unique against the account, whatever its capitals in the sheet."""
    checked = check(someone("Ute", "Beck", username="Anna.Schmidt"), someone("Jo", "Kern", username="anna.schmidt9"))
    assert [codes(checked, row) for row in (2, 3)] == [{"username_taken", "username_lowered"}, set()]


LATIN = st.text(alphabet="abcÄÖÜßéøłı'- O", min_size=1, max_size=8)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(LATIN, LATIN), min_size=1, max_size=12), st.sets(st.sampled_from(["a.b01", "a.a01", "b.c01"]))
)
def test_every_proposal_obeys_the_rule_and_is_nobody_elses(names: list[tuple[str, str]], taken: set[str]) -> None:
    """S-04 to S-07."""
    given, family = (pd.Series(list(part), dtype=TEXT) for part in zip(*names, strict=True))
    proposed = usernames.propose_usernames(given, family, taken).dropna().tolist()
    assert all(RULE.fullmatch(name) for name in proposed)
    assert len(set(proposed) | taken) == len(proposed) + len(taken)


def one_by_one(given: pd.Series, family: pd.Series, taken: set[str]) -> list[str | None]:
    """Proposals as the domain tells them, row by row."""
    bases = [
        f"{first}.{last}" if first and last else None
        for first, last in zip(usernames.spelled_out(given), usernames.spelled_out(family), strict=True)
    ]
    bases = [f"{base}01" if base and len(base) < 5 else base for base in bases]
    firsts = {base: at for at, base in reversed(list(enumerate(bases)))}
    plain = {base for base in bases if base and base not in taken}
    used, names = taken | plain, []
    for at, base in enumerate(bases):
        name = base
        if base and (base in taken or firsts[base] != at):
            name = next(f"{base}{number}" for number in count(2) if f"{base}{number}" not in used)
            used.add(name)
        names.append(name)
    return names


ALIKE = st.sampled_from(["A", "a", "Ä", "B2", "B", "B22", "2", "B 2", "美"])


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.tuples(ALIKE, ALIKE), min_size=1, max_size=25),
    st.sets(st.sampled_from(["a.b01", "a.b012", "a.b013", "b2.b22", "a.a01", "b.b2201"])),
)
def test_proposals_for_many_rows_are_those_of_going_row_by_row(names: list[tuple[str, str]], taken: set[str]) -> None:
    """Section 7: deterministic in row order; one name's number can make another name."""
    given, family = (pd.Series(list(part), dtype=TEXT) for part in zip(*names, strict=True))
    proposed = usernames.propose_usernames(given, family, set(taken))
    assert proposed.astype(object).where(proposed.notna(), None).tolist() == one_by_one(given, family, taken)
