from collections import Counter

import pytest

from trunkload.portal.rehearsal import AccountFileError, AccountFileProblem
from trunkload.portal.rehearsal.account_file import rows_of

FILE = """
[customer]
id = "muster-gmbh"
name = "Muster GmbH"
[[sites]]
name = "Berlin"
street = "Musterallee"
house_number = "2"
postal_code = "10115"
city = "Berlin"
[[trunks]]
id = "BERLIN-1"
aliases = ["Berlin"]
site = "Berlin"
[[blocks]]
id = "berlin"
trunk = "BERLIN-1"
base = "+493023125"
first = "000"
last = "019"
functions = [{ first = "000", last = "000", name = "Abfragestelle" }]
blocked = [{ first = "002", last = "003" }]
future = [{ first = "010", last = "014", available_from = 2027-02-01 }]
[contingents]
workplace = { booked = 20, used = 1 }
[prices]
currency = "EUR"
sample = true
workplace = { monthly = "3.95", one_off = "0.00" }
[[workplaces]]
id = "wp-5001"
trunk = "BERLIN-1"
number = "+493023125007"
internal_number = "007"
username = "david.wolf"
given_name = "David"
family_name = "Wolf"
email = "david.wolf@example.org"
package = "none"
package_since = 2026-03-01
activated_on = 2026-03-01
"""

SINGLE = "[[single_numbers]]\ntrunk = 'BERLIN-1'\n"


def test_a_block_unfolds_into_numbers_with_leading_zeros_and_states() -> None:
    """N-06, R-06, R-07."""
    numbers = {str(row["e164"]): row for row in rows_of(FILE)["number"]}
    assert Counter(str(row["state"]) for row in numbers.values()) == {
        "free": 11,
        "future": 5,
        "blocked": 2,
        "function": 1,
        "assigned": 1,
    }
    assert numbers["+493023125007"]["holder"] == "wp-5001"
    assert numbers["+493023125000"]["holder"] == "Abfragestelle"
    assert numbers["+493023125014"]["available_from"] == "2027-02-01"


@pytest.mark.parametrize(
    ("old", "new", "problem", "key"),
    [
        ('id = "muster-gmbh"\n', "", "missing", "customer.id"),
        ('name = "Muster GmbH"', "name = 7", "form", "customer.name"),
        ('site = "Berlin"', 'site = "Bonn"', "unknown", "trunks[0].site"),
        ('first = "000"\nlast', 'first = "00"\nlast', "form", "blocks[0].last"),
        ('first = "000"\nlast', 'first = "020"\nlast', "form", "blocks[0].last"),
        ('first = "002"', 'first = "000"', "twice", "blocks[0].blocked[0].first"),
        ('last = "003"', 'last = "023"', "unknown", "blocks[0].blocked[0].last"),
        ('base = "+493023125"', 'base = "+493023125"\nsite = "Bonn"', "unknown", "blocks[0].site"),
        (
            "blocked =",
            'reserved = [{ first = "018", last = "025" }]\nblocked =',
            "unknown",
            "blocks[0].reserved[0].last",
        ),
        ("blocked =", 'extended = [{ first = "20", last = "29" }]\nblocked =', "form", "blocks[0].extended[0].first"),
        ("[contingents]", f"{SINGLE}number = '030 1'\n[contingents]", "form", "single_numbers[0].number"),
        ("[contingents]", f"{SINGLE}number = '+493023125019'\n[contingents]", "twice", "number.e164 = +493023125019"),
        ("2027-02-01", '"soon"', "form", "blocks[0].future[0].available_from"),
        ("booked = 20", "booked = -1", "form", "contingents.workplace.booked"),
        ("workplace = { booked", "gold = { booked", "unknown", "contingents.gold"),
        ('"3.95"', '"cheap"', "form", "prices.workplace.monthly"),
        ('number = "+493023125007"', 'number = "+493023125000"', "unknown", "workplaces[0].number"),
        ('number = "+493023125007"', 'number = "+493023125020"', "unknown", "workplaces[0].number"),
        ('package = "none"', 'package = "gold"', "unknown", "workplaces[0].package"),
        ("[customer]", "[customer", "not_toml", ""),
    ],
)
def test_an_account_file_fails_with_the_name_of_its_key(old: str, new: str, problem: str, key: str) -> None:
    assert old in FILE
    with pytest.raises(AccountFileError) as failed:
        rows_of(FILE.replace(old, new, 1))
    assert (failed.value.problem, failed.value.key) == (AccountFileProblem(problem), key)


def test_a_username_that_stands_twice_is_named() -> None:
    second = FILE[FILE.index("[[workplaces]]") :].replace("wp-5001", "wp-5002").replace("007", "008")
    with pytest.raises(AccountFileError) as failed:
        rows_of(FILE + second)
    assert (failed.value.problem, failed.value.key) == (AccountFileProblem.TWICE, "workplace.username = david.wolf")
