import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import TEXT, account_of
from tests.unit.validation.builders import Row, check, codes, numbered, people, told
from trunkload.inventory.account import NumberBlock
from trunkload.validation.phones import first_number, read_phones
from trunkload.validation.texts import arrow, series

READ = (
    # DIN 5008: the hyphen stands before the extension
    ("0221 4710123", "+492214710123", True),
    ("0221 4710-123", "+492214710123", True),
    ("+49 221 4710123", "+492214710123", True),
    ("02214710123", "+492214710123", True),
    # E.123
    ("(0221) 4710123", "+492214710123", True),
    ("+49 221 471 0 123", "+492214710123", True),
    # old habit
    ("0221/4710123", "+492214710123", True),
    ("0221/4710-123", "+492214710123", True),
    ("0221.4710.123", "+492214710123", True),
    ("(0)221 4710123", "+492214710123", True),
    # wrong but everywhere, and wrong but seen: told
    ("+49 (0)221 4710123", "+492214710123", False),
    ("+49(0)221/4710-123", "+492214710123", False),
    ("+49 (0) 221 4710123", "+492214710123", False),
    ("+49 0221 4710123", "+492214710123", False),
    ("0049 221 4710123", "+492214710123", False),
    ("00 49 (0)221 4710123", "+492214710123", False),
    ("++49 221 4710123", "+492214710123", False),
    ("+++49 221 4710123", "+492214710123", False),
    ("+0049 221 4710123", "+492214710123", False),
    # RFC 3966
    ("tel:+49-221-4710-123", "+492214710123", True),
    ("TEL:+49.221.4710(123)", "+492214710123", True),
    # no-break space and en dash, as word processors set them
    ("0221\u00a04710\u2013123", "+492214710123", True),
)

REFUSED = (
    ("tel:+49-221-4710;ext=123", "phone_characters"),
    ("O221 4710123", "phone_characters"),
    ("0221 47l0123", "phone_characters"),
    ("0221 4710\t123", "phone_characters"),
    ("٠٢٢١ ٤٧١٠", "phone_characters"),
    ("0221 4710 App. 123", "phone_characters"),
    ("unbekannt", "phone_characters"),
    ("4,93023E+11", "phone_digits_lost"),
    ("4.93E+11", "phone_digits_lost"),
    ("4E11", "phone_digits_lost"),
    ("493023125100", "phone_no_prefix"),
    ("3023125100", "phone_no_prefix"),
    ("493023125100.0", "phone_no_prefix"),
    ("+0221 4710123", "phone_no_prefix"),
    ("0221 4710123, 0221 4710124", "phone_two_numbers"),
    ("0221 4710123; 4710124", "phone_two_numbers"),
    ("0221 4710123 oder 0221 4710124", "phone_two_numbers"),
    ("0221 4710123\n0221 4710124", "phone_two_numbers"),
    ("0221 4710123 / 0152 28817386", "phone_two_numbers"),
    ("+49 221 4710123 +49 152 28817386", "phone_two_numbers"),
    ("0", "phone_too_short"),
    ("-", "phone_too_short"),
    ("+49", "phone_too_short"),
)


def table_of(cells: pd.Series, most: int) -> pd.DataFrame:
    """What is read of numbers, in columns; `usual` where a number is written by a standard or not at all."""
    phones = read_phones(arrow(cells), most)
    names = ("e164", "problem", "bare", "odd", "notation")
    table = pd.DataFrame({name: series(getattr(phones, name), cells.index) for name in names})
    return table.assign(usual=table["notation"].isna())


@pytest.mark.parametrize(("typed", "e164", "usual"), READ)
def test_every_notation_of_real_sheets_is_read(typed: str, e164: str, *, usual: bool) -> None:
    """Section 2.4: what no standard knows is accepted too, and told."""
    read = table_of(pd.Series([typed], dtype=TEXT), 12)
    assert read[["e164", "usual"]].to_numpy().tolist() == [[e164, usual]]
    assert read["problem"].isna().tolist() == [True]


@pytest.mark.parametrize(("typed", "code"), REFUSED)
def test_what_cannot_be_read_for_certain_is_refused_for_its_reason(typed: str, code: str) -> None:
    """Section 2.4: digits are never guessed, an extension is never dropped silently."""
    read = table_of(pd.Series([typed], dtype=TEXT), 12)
    assert (read["problem"].tolist(), read["e164"].isna().tolist()) == ([code], [True])


ONE_NUMBER = (
    *(("0221/4710300", "+492214710300"), ("0152/28817386", "+4915228817386"), ("0228/63803058", "+4922863803058")),
    *(("(0221)/4710300", "+492214710300"), ("(0221) / 4710-300", "+492214710300"), ("0221 / 4710300", "+492214710300")),
    *(("+49/221/4710300", "+492214710300"), ("+49/2214710300", "+492214710300"), ("+49221/4710300", "+492214710300")),
    *(("+49 221/4710300", "+492214710300"), ("+49/(0)221/4710300", None), ("0049/221/4710300", None)),
    *(("(0)221/4710300", "+492214710300"), ("+49 0221/4710300", None), ("tel:0221/4710300", "+492214710300")),
    *(("033701/12345", "+493370112345"), ("01522/8817386", "+4915228817386"), ("030/23125-100", "+493023125100")),
    *(("0221/47 10 300", "+492214710300"), ("0221//4710300", "+492214710300"), ("0221/4710300 /", "+492214710300")),
    *(("+43 664/1234567", "+436641234567"), ("+43664/1234567", "+436641234567"), ("+43/1/4710300", "+4314710300")),
)
"""None: the ordinary reading, told for its prefix."""


@pytest.mark.parametrize(("typed", "e164"), ONE_NUMBER)
def test_a_slash_behind_the_area_code_leaves_one_number(typed: str, e164: str | None) -> None:
    """Section 2.4, old habit."""
    read = table_of(pd.Series([typed], dtype=TEXT), 12)
    assert read["e164"].tolist() == [e164 or "+492214710300"]
    assert read["usual"].tolist() == [e164 is not None]


TWO_NUMBERS = (
    ("0152/28817386 / 0221/4710300", "0152/28817386"),
    ("0152/28817386/0221/4710300", "0152/28817386"),
    ("0221/4710-300 / -301", "0221/4710-300"),
    ("0221/4710-300/-301", "0221/4710-300"),
    ("0221 4710300/301", "0221 4710300"),
    ("0221 4710300 / 301", "0221 4710300"),
    ("0221 4710300/1", "0221 4710300"),
    ("0152 2881738/6", "0152 2881738"),
    ("0221 4710-300/301/302", "0221 4710-300"),
    ("0221/4710300/301", "0221/4710300"),
    ("0221 4710300/4710301", "0221 4710300"),
    ("(0221) 4710300/301", "(0221) 4710300"),
    ("02214710300/301", "02214710300"),
    ("+49/221/4710300/301", "+49/221/4710300"),
    ("+49 221 4710300/301", "+49 221 4710300"),
    ("+492214710300/301", "+492214710300"),
    ("+49 (0)221 4710-300/301", "+49 (0)221 4710-300"),
    ("+49 152 28817386/+49 221 4710300", "+49 152 28817386"),
    ("0221 4710300/301, 0152 28817386", "0221 4710300"),
    ("0221/4710300, 0152/28817386", "0221/4710300"),
    # in doubt, and without a first number that is whole for certain
    ("0221 4710/300", None),
    ("0221 47/110300", None),
    ("0221 / 0152 28817386", None),
    ("0152/2/8817386", None),
    ("4710300/301", None),
    ("+4312345/678", None),
)


@pytest.mark.parametrize(("typed", "first"), TWO_NUMBERS)
def test_any_other_slash_is_two_numbers_and_never_one_long_one(typed: str, first: str | None) -> None:
    """Section 2.4: `2881738/6` is short for …38 and …36; what may be two is not ordered as one."""
    cells = pd.Series([typed], dtype=TEXT)
    assert table_of(cells, 12)["problem"].tolist() == ["phone_two_numbers"]
    assert [one if isinstance(one, str) else None for one in first_number(cells)] == [first]


def test_two_numbers_with_a_slash_are_not_ready() -> None:
    checked = check(*people([{"mobile": "0152 2881738/6"}, {"phone_number": "0221 4710-300/301"}]))
    assert [codes(checked, row) for row in (2, 3)] == [{"phone_two_numbers"}] * 2
    assert told(checked, "phone_two_numbers", 2).suggestion == "0152 2881738"
    assert told(checked, "phone_two_numbers", 3).suggestion == "0221 4710-300"
    assert not len(checked.ready)


TWELVE = "221471012345"
NOTATIONS = ("+49{}", "49{}", "0{}", "0049{}", "+49 (0){}")


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize(("national", "fits"), [(TWELVE, True), (TWELVE + "6", False), (TWELVE[:-1], True)])
def test_twelve_national_digits_are_the_most_in_every_notation(notation: str, national: str, *, fits: bool) -> None:
    """S-14, S-15: neither the 0 nor +49 nor 0049 counts; without a prefix nothing is known to be German."""
    read = table_of(pd.Series([notation.format(national)], dtype=TEXT), 12)
    without_prefix = "phone_no_prefix" if notation == "49{}" else None
    expected = without_prefix if fits else "phone_too_long"
    assert read["problem"].astype(object).where(read["problem"].notna(), None).tolist() == [expected]


def test_twelve_digits_without_a_prefix_are_taken_only_where_the_account_has_that_number() -> None:
    """S-15: fourteen digits with 49, which are one number of the account at most; one more is too long at once."""
    account = account_of(NumberBlock("a", "T-1", "+4922147101234", "4", "6"))
    rows = people([{"phone_number": number} for number in ("49221471012345", "49221471012347", "492214710123456")])
    checked = check(*rows, account=account)
    assert [codes(checked, row) for row in (2, 3, 4)] == [
        {"phone_prefix_guessed"},
        {"phone_no_prefix"},
        {"phone_too_long"},
    ]
    assert told(checked, "phone_prefix_guessed", 2).suggestion == "+49221471012345"


@pytest.mark.parametrize(("most", "too_long"), [(11, [True, False]), (13, [False, False])])
def test_the_most_digits_are_a_setting_of_the_carrier(most: int, too_long: list[bool]) -> None:
    """N-04: 11, 12 or 13."""
    read = table_of(pd.Series(["0" + TWELVE, "0" + TWELVE[:-1]], dtype=TEXT), most)
    assert (read["problem"] == "phone_too_long").fillna(value=False).tolist() == too_long


@pytest.mark.parametrize(("digits", "too_long"), [(15, False), (16, True)])
def test_foreign_numbers_have_fifteen_digits_at_most(digits: int, *, too_long: bool) -> None:
    """N-04, E.164: the country code counts, and the carrier's limit of twelve does not."""
    read = table_of(pd.Series(["+44207946" + "0" * (digits - 8)], dtype=TEXT), 12)
    assert (read["problem"] == "phone_too_long").fillna(value=False).tolist() == [too_long]


SPECIAL = (
    *("110", "112", "115", "116117", "11833", "118000", "0110", "+49 112"),
    *("010330221", "0137 23125", "0180 23125", "0700 23125100", "0800 23125100", "0900 23125100", "032 23125100"),
)


@pytest.mark.parametrize("typed", SPECIAL)
def test_special_numbers_are_nobodys_workplace_and_take_no_sms(typed: str) -> None:
    """N-09."""
    assert table_of(pd.Series([typed], dtype=TEXT), 12)["problem"].tolist() == ["phone_special"]


@pytest.mark.parametrize("field", ["phone_number", "mobile"])
def test_a_special_number_is_refused_as_workplace_and_as_target_of_an_sms(field: str) -> None:
    """N-09: told for what it is, and as nothing else."""
    checked = check(*people({field: number} for number in SPECIAL))
    assert [codes(checked, row) for row, _ in numbered(SPECIAL)] == [{"phone_special"}] * len(SPECIAL)


GERMAN_MOBILES = tuple(f"+491{kind}" for kind in (*range(50, 60), 60, 62, 63, *range(70, 80)))
OTHERS = tuple(f"+491{kind}" for kind in (61, 64, 65, 69, *range(40, 50)))


@pytest.mark.parametrize(("digits", "fits"), [(9, False), (10, True), (11, True), (12, False)])
def test_mobile_numbers_have_ten_or_eleven_digits_behind_their_kinds(digits: int, *, fits: bool) -> None:
    """S-12, section 7: 15x, 160, 162, 163 and 17x; what merely begins alike takes no SMS."""
    rest = "2881738600"[: digits - 3]
    checked = check(*people({"mobile": head + rest} for head in (*GERMAN_MOBILES, *OTHERS)))
    blocked = {row for row, head in numbered((*GERMAN_MOBILES, *OTHERS)) if not fits or head in OTHERS}
    assert set(checked.blocked) == blocked
    assert {one for row in blocked for one in codes(checked, row)} == {"mobile_not_mobile"}


@pytest.mark.parametrize("typed", ["0221 4710110", "0221 4710112", "030 23125115", "0137", "030 11833"])
def test_special_digits_further_behind_are_ordinary(typed: str) -> None:
    """N-09: only the beginning counts; a bare 0137 is special already."""
    problem = table_of(pd.Series([typed], dtype=TEXT), 12)["problem"]
    assert (problem == "phone_special").fillna(value=False).tolist() == [typed == "0137"]


LETTERS: tuple[tuple[Row, str, str, str, str | None], ...] = (
    ({"mobile": "O152 28817386"}, "mobile", "O", "1", "0152 28817386"),
    ({"mobile": " 0l52 28817386"}, "mobile", "l", "3", "0152 28817386"),
    ({"phone_number": "0221 471O-12I"}, "phone_number", "O", "9", "0221 4710-121"),
    ({"phone_number": "0221 4710\u201312O"}, "phone_number", "O", "13", "0221 4710\u2013120"),
    ({"mobile": "0152 2881738G"}, "mobile", "G", "13", None),
    ({"phone_number": "tel:+49-221-471l"}, "phone_number", "l", "16", None),
)


def test_a_letter_in_a_number_is_told_with_its_place_and_what_may_be_meant() -> None:
    """Section 2.4: O for 0, l and I for 1; nothing is proposed where more is odd."""
    checked = check(*people(cells for cells, *_ in LETTERS))
    for row, (_, field, odd, place, suggestion) in enumerate(LETTERS, 2):
        finding = told(checked, "phone_characters", row)
        assert (finding.field, finding.params, finding.suggestion) == (field, {"odd": odd, "at": place}, suggestion)


def test_an_unusual_notation_is_a_warning_that_shows_what_is_understood() -> None:
    """Section 2.4."""
    rows: list[Row] = [{"phone_number": "0049 221 4710-150"}, {"mobile": "++49 152 28817386"}]
    checked = check(*people([*rows, {"mobile": "+49 (0)152 28817386"}, {"mobile": "+46 (0)70 174 06 05"}]))
    assert [codes(checked, row) for row in (2, 3, 4)] == [{"phone_notation"}] * 3
    assert codes(checked, 5) == {"phone_notation", "mobile_foreign"}
    assert told(checked, "phone_notation", 5).suggestion == "+46701740605"
    assert told(checked, "phone_notation", 2).suggestion == "+492214710150"
    assert told(checked, "phone_notation", 3).suggestion == "+4915228817386"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(alphabet="0123456789+()/-. \u00a0\u2013,;eElOt:xund", max_size=16), min_size=1, max_size=20))
def test_a_number_is_either_read_in_full_or_refused_for_one_reason(typed: list[str]) -> None:
    """Section 2.4: what is read is E.164, within the lengths of S-14 and N-04."""
    cells = pd.Series(typed, dtype=TEXT)
    read = table_of(cells, 12)
    assert (read["e164"].notna() != read["problem"].notna()).all()
    good = read["e164"].dropna()
    assert good.str.fullmatch(r"\+(?:49[1-9][0-9]{0,11}|49|(?:[1-35-9]|4[0-8])[0-9]{0,14})").all()
