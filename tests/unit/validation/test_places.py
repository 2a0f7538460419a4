from dataclasses import replace

import pytest

from tests.builders import account_of, sample_account, with_blocks
from tests.unit.validation.builders import Row, check, codes, numbered, people, told
from trunkload.inventory.account import Account, NumberBlock, Trunk
from trunkload.validation.check import Checked
from trunkload.validation.language import Lang
from trunkload.validation.rules import Rules
from trunkload.validation.wording import words_of

TABLE: tuple[tuple[Row, set[str], str | None], ...] = (
    ({"trunk": None, "location": None}, {"trunk_missing"}, None),
    ({"trunk": None, "location": "Köln"}, set(), "KOELN-1"),
    ({"trunk": None, "location": " berlin "}, set(), "BERLIN-1"),
    ({"trunk": "KOELN-1", "location": None}, set(), "KOELN-1"),
    ({"trunk": "koeln_1", "location": None}, set(), "KOELN-1"),
    ({"trunk": "Berlin", "location": None}, set(), "BERLIN-1"),
    ({"trunk": "BERLIN-1", "location": "Berlin"}, set(), "BERLIN-1"),
    ({"trunk": "BERLIN-1", "location": "Köln"}, {"site_not_on_trunk"}, None),
    ({"trunk": "BERLIN-11", "location": None}, {"trunk_unknown"}, None),
    ({"trunk": "BERLIN-11", "location": "Berlin"}, {"trunk_unknown"}, None),
    ({"trunk": None, "location": "Hamburg"}, {"site_unknown"}, None),
    ({"trunk": "BERLIN-1", "location": "Hamburg"}, {"site_unknown"}, None),
    ({"trunk": "X", "location": "Hamburg"}, {"trunk_unknown", "site_unknown"}, None),
    # blocks
    ({"location": "Köln", "number_block": "0221 4710"}, set(), "KOELN-1"),
    ({"location": "Köln", "number_block": "+49 (0)221 4710"}, set(), "KOELN-1"),
    ({"location": "Köln", "number_block": "0049 221 4710"}, set(), "KOELN-1"),
    ({"location": "Köln", "number_block": "Koeln-4710"}, set(), "KOELN-1"),
    ({"location": "Köln", "number_block": "0221 471"}, {"block_unknown"}, None),
    ({"location": "Köln", "number_block": "030 23125"}, {"block_of_other_site"}, None),
    ({"location": None, "number_block": "030 23125"}, {"trunk_missing"}, None),
)


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check(*people(cells for cells, _, _ in TABLE))


@pytest.mark.parametrize(("row", "case"), numbered(TABLE))
def test_a_row_goes_to_the_trunk_that_it_names_or_that_its_site_has(
    checked: Checked, row: int, case: tuple[Row, set[str], str | None]
) -> None:
    """S-01, R-10: matched by id or alias, never by guess; a site that the trunk does not serve is told."""
    assert codes(checked, row) == case[1]
    assert (checked.ready["trunk"].get(row), row in checked.ready.index) == (case[2], case[2] is not None)


def test_what_there_is_to_choose_from_is_named(checked: Checked) -> None:
    """S-01: the person needs no other list."""
    params = {"trunks": "KOELN-1, BERLIN-1", "sites": "Köln, Berlin"}
    assert told(checked, "trunk_missing").params == params
    assert told(checked, "site_not_on_trunk", 9).params == {"trunk": "BERLIN-1", "site": "Berlin"}
    other = {"trunk": "BERLIN-1", "site": "Berlin", "own": "Köln"}
    assert told(checked, "block_of_other_site", 20).params == other


def only(account: Account, trunk: str) -> Account:
    """The account with one trunk left; its sites stay."""
    numbers = account.numbers[account.numbers["trunk"] == trunk]
    blocks = tuple(one for one in account.blocks if one.trunk == trunk)
    return replace(account, trunks=(account.trunk(trunk),), blocks=blocks, numbers=numbers)


def test_the_only_trunk_is_implied() -> None:
    """S-01, R-10: with one trunk nobody has to name it, and still it serves its own site only."""
    checked = check(
        *people([{"location": None}, {"location": "Köln"}, {"location": "Berlin"}, {"trunk": "BERLIN-1"}]),
        account=only(sample_account(), "KOELN-1"),
    )
    assert checked.ready["trunk"].tolist() == ["KOELN-1", "KOELN-1"]
    assert [codes(checked, row) for row in (4, 5)] == [{"site_not_on_trunk"}, {"trunk_unknown"}]


def test_a_site_with_two_trunks_does_not_choose_one() -> None:
    """S-01."""
    account = sample_account()
    second = replace(account, trunks=(*account.trunks, Trunk("KOELN-2", (), "Köln")))
    assert codes(check(*people([{"location": "Köln"}]), account=second)) == {"trunk_missing"}


OF_OTHER_PLACES: tuple[tuple[Row, set[str]], ...] = (
    # the trunk is known: another site's number or block, or another trunk of the same site
    ({"trunk": "KOELN-1", "phone_number": "030 23125130"}, {"number_of_other_site"}),
    ({"trunk": "KOELN-1", "number_block": "030 23125"}, {"block_of_other_site"}),
    ({"trunk": "KOELN-1", "phone_number": "069 90009301"}, {"number_on_other_trunk"}),
    ({"trunk": "KOELN-1", "number_block": "069 90009"}, {"block_on_other_trunk"}),
    ({"trunk": "KOELN-1", "phone_number": "0221 4710-150", "number_block": "0221 4710"}, set()),
    # only the site is, because it has two trunks: still the number is none of its area
    ({"trunk": None, "phone_number": "030 23125131"}, {"trunk_missing", "number_of_other_site"}),
    ({"trunk": None, "number_block": "030 23125"}, {"trunk_missing", "block_of_other_site"}),
    ({"trunk": None, "phone_number": "069 90009302"}, {"trunk_missing"}),
)


def test_numbers_and_blocks_are_those_of_the_rows_own_site() -> None:
    """R-10, R-01: numbers are tied to the area of their site."""
    account = with_blocks(sample_account(), NumberBlock("frankfurt", "KOELN-2", "+496990009", "300", "309"))
    checked = check(*people(cells for cells, _ in OF_OTHER_PLACES), account=account)
    found = [codes(checked, row) for row, _ in numbered(OF_OTHER_PLACES)]
    assert found == [expected for _, expected in OF_OTHER_PLACES]
    assert told(checked, "number_of_other_site", 2).params == {
        "number": "+493023125130",
        "trunk": "BERLIN-1",
        "site": "Berlin",
        "own": "Köln",
    }


def test_blocks_behind_one_base_number_are_named_by_their_ids() -> None:
    """N-06: part blocks; the base alone would be a guess."""
    account = account_of(
        NumberBlock("low", "T-1", "+4930231251", "30", "59"), NumberBlock("high", "T-1", "+4930231251", "60", "69")
    )
    rows = people([{"number_block": "high"}, {"number_block": "030 231251"}])
    checked = check(*rows, account=account)
    assert checked.allocation is not None
    assert checked.allocation.given["number"].to_dict() == {2: "+493023125160"}
    assert told(checked, "block_unknown", 3).params == {"blocks": "low, high"}


@pytest.mark.parametrize(
    ("cells", "address"),
    [
        ({}, ["Musterstraße", "1", "50667", "Köln", "DE"]),
        ({"street": "Domallee", "house_number": "7", "city": "Bonn"}, ["Domallee", "7", None, "Bonn", "DE"]),
    ],
)
def test_a_row_without_a_street_takes_the_address_of_its_site(cells: Row, address: list[str | None]) -> None:
    """S-02: never half of one address and half of another."""
    decided = check(*people([cells])).decided[["street", "house_number", "postal_code", "city", "country"]]
    assert decided.astype(object).where(decided.notna(), None).to_numpy().tolist() == [address]


HALVES: tuple[tuple[Row, dict[str, str]], ...] = (
    ({}, {}),
    ({"street": "Domweg", "house_number": "1", "postal_code": "53111", "city": "Bonn"}, {}),
    ({"street": "Domweg", "postal_code": "53111", "city": "Bonn"}, {}),
    ({"street": "Domweg", "postal_code": "53111"}, {"city": "address_incomplete"}),
    ({"street": "Domweg", "city": "Bonn"}, {"postal_code": "address_incomplete"}),
    ({"street": "Domweg"}, {"city": "address_incomplete", "postal_code": "address_incomplete"}),
    ({"postal_code": "53111", "city": "Bonn"}, {"postal_code": "address_not_used"}),
    ({"city": "Bonn"}, {"city": "address_not_used"}),
    ({"house_number": "7"}, {"house_number": "address_not_used"}),
    ({"country": "DE"}, {}),
    ({"street": "#NV", "city": "Bonn", "postal_code": "53111"}, {"street": "error_value"}),
    ({"street": "Domweg", "city": "Bonn", "postal_code": "5E+04"}, {"postal_code": "digits_lost"}),
)


def test_half_an_address_is_told_at_the_cell_that_is_empty_or_does_not_count() -> None:
    """S-02: what a person typed is never left out without a word."""
    checked = check(*people(cells for cells, _ in HALVES))
    for row, (_, expected) in numbered(HALVES):
        found = {str(one.field): one.code.value for one in checked.findings.of_row(row) if one.severity != "note"}
        assert found == expected, row


def test_of_a_required_street_that_is_missing_no_more_is_told() -> None:
    checked = check(*people([{"city": "Bonn"}]), rules=Rules(required=("street",)))
    assert codes(checked) == {"missing"}


@pytest.mark.parametrize("lang", Lang)
def test_the_blocks_that_there_are_read_as_telephone_numbers(lang: Lang) -> None:
    """DIN 5008, also where several stand in one sentence."""
    words = words_of(told(check(*people([{"number_block": "0221 471"}])), "block_unknown"), None, lang)
    assert "+49 221 4710" in words.fix
    assert "+49 30 23125" in words.fix
    assert "+493023125" not in words.fix
