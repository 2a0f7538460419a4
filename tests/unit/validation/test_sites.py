"""One trunk with numbers at several sites serves the rows of all of them (R-10)."""

from tests.builders import account_of, with_blocks
from tests.unit.validation.builders import Row, check, codes, numbered, people, told
from trunkload.inventory.account import Account, NumberBlock
from trunkload.inventory.allocation import Shortage

KOELN, BERLIN = "+492214710", "+493023125"


def two_sites(last: str = "49") -> Account:
    """Trunk T-1, at home in Köln, with a block in Berlin."""
    return account_of(
        NumberBlock("koeln", "T-1", KOELN, "20", "29"), NumberBlock("berlin", "T-1", BERLIN, "40", last, site="Berlin")
    )


PLACES: tuple[tuple[Row, set[str], str | None], ...] = (
    ({"location": "Berlin"}, set(), "Berlin"),
    ({"location": "Köln"}, set(), "Köln"),
    ({"location": None}, set(), "Köln"),
    ({"location": None, "number_block": "030 23125"}, set(), "Berlin"),
    ({"location": None, "phone_number": "030 2312549"}, set(), "Berlin"),
    ({"location": "Köln", "phone_number": "030 2312548"}, {"number_of_other_site"}, None),
    ({"location": "Köln", "number_block": "030 23125"}, {"block_of_other_site"}, None),
    ({"location": "Berlin", "phone_number": "030 2312547"}, set(), "Berlin"),
    ({"location": "Hamburg"}, {"site_unknown"}, None),
)


def test_a_row_goes_where_it_says_else_where_its_number_or_block_is_else_to_the_trunks_own_site() -> None:
    """R-10: what a row gets is a number of that site."""
    checked = check(*people(cells for cells, _, _ in PLACES), account=two_sites())
    assert checked.allocation is not None
    for row, (_, expected, site) in numbered(PLACES):
        assert codes(checked, row) == expected, row
        number = str(checked.allocation.given["number"].get(row))
        begins = {None: "None", "Berlin": BERLIN, "Köln": KOELN}[site]
        assert number.startswith(begins), row
    assert checked.ready["site"].tolist() == [site for _, _, site in PLACES if site]


def test_a_site_without_a_block_of_the_trunk_is_not_on_it() -> None:
    """R-10, R-13: all sites that the trunk serves are named."""
    only_koeln = account_of(NumberBlock("koeln", "T-1", KOELN, "20", "29"))
    checked = check(*people([{"location": "Berlin"}]), account=only_koeln)
    assert codes(checked) == {"site_not_on_trunk"}
    assert told(checked, "site_not_on_trunk").params == {"trunk": "T-1", "site": "Köln"}


def test_a_site_that_two_trunks_serve_chooses_neither() -> None:
    """S-01."""
    two = with_blocks(two_sites(), NumberBlock("more", "T-2", "+496990009", "50", "59", site="Berlin"))
    assert [codes(check(*people([{"location": place}]), account=two)) for place in ("Berlin", "Köln")] == [
        {"trunk_missing"},
        set(),
    ]


def test_what_is_short_is_told_per_trunk_and_site() -> None:
    """N-10: the trunk has numbers left, but not there."""
    rows = people({"location": place} for place in ("Berlin", "Berlin", "Köln", "Berlin"))
    checked = check(*rows, account=two_sites(last="41"))
    assert [codes(checked, row) for row in range(2, 6)] == [set(), set(), set(), {"no_free_number"}]
    assert told(checked, "no_free_number", 5).params == {
        "trunk": "T-1",
        "site": "Berlin",
        "asked": "3",
        "free": "2",
        "first": "5",
    }
    assert checked.allocation is not None
    assert checked.allocation.shortages == (Shortage("T-1", 3, 2, "Berlin"),)
