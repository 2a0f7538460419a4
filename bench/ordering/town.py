"""Knows a company with many free numbers on one trunk, and as many people who need a telephone."""

from collections.abc import Iterator

ACCOUNT = """
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
id = "berlin-23125"
trunk = "BERLIN-1"
base = "+493023125"
first = "00000"
last = "29999"

[contingents]
workplace = { booked = 50000, used = 0 }

[prices]
currency = "EUR"
sample = true
workplace = { monthly = "3.95", one_off = "0.00" }
"""
"""Of the numbers for fiction, with extensions of five digits (R-05); those that begin with 0 are given to nobody."""


def sheet(people: int) -> Iterator[str]:
    """A CSV, line by line."""
    yield "Personalnummer;Vorname;Nachname;E-Mail;ohne SMS;Standort"
    for person in range(people):
        yield f"{person:06d};Kim;Muster {_letters(person)};kim.{person}@example.org;ja;Berlin"


def _letters(count: int) -> str:
    """A name that nobody else has: names have no digits."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{count:06d}").capitalize()
