"""What must be so in the end, whatever happened: looked up in both databases and the outbox, past the program."""

from dataclasses import dataclass

from tests.faults.homes import PEOPLE, Home
from tests.integration.cli.looks import carrier

FINAL = "('completed', 'partial', 'failed', 'rejected', 'cancelled')"
TWICE = "SELECT {0}, count(*) FROM {1} GROUP BY 1 HAVING count(*) > 1"
OPEN_IMPORTS = "SELECT id, state FROM import WHERE state NOT IN ('done', 'partly_done', 'planned', 'rejected')"
NOT_AS_ORDERED = """SELECT "row" FROM order_item WHERE state = 'completed' AND coalesce(read_back, '') != 'equal'"""
LOST_HERE = """
SELECT e164 FROM number WHERE state = 'assigned' AND e164 NOT IN (SELECT number FROM workplace) AND holder LIKE 'wp-%'
"""


@dataclass(frozen=True)
class Ended:
    """`wrong`: what is not as it must be, in words; `workplaces`: username and number of each, by username."""

    wrong: tuple[str, ...]
    workplaces: tuple[tuple[str, str], ...]


def end_of(home: Home) -> Ended:
    """Each row 0 or 1 workplace, each number 0 or 1 owner, each order one carrier order, all states final."""
    folder = home.folder
    sent = dict(home.ledger("SELECT reference, carrier_id FROM product_order WHERE carrier_id IS NOT NULL"))
    there = dict(carrier(folder, "SELECT external_id, id FROM product_order"))
    orders = "SELECT reference FROM product_order JOIN import ON import.id = import_id"
    found = {
        "a username at two workplaces": carrier(folder, TWICE.format("username", "workplace")),
        "a number with two owners": carrier(folder, TWICE.format("number", "workplace")),
        "an order twice at the carrier": carrier(folder, TWICE.format("external_id", "product_order")),
        "an order here that is another there": sorted(set(sent.items()) ^ set(there.items())),
        "an order that is not final": home.ledger(
            f"{orders} WHERE import.state != 'planned' AND product_order.state NOT IN {FINAL}"
        ),
        "an import that is open": home.ledger(OPEN_IMPORTS),
        "a row that is done and was not read back equal": home.ledger(NOT_AS_ORDERED),
        "a number of a workplace that nobody has": carrier(folder, LOST_HERE) + home.ledger(LOST_HERE),
        "a person with other messages than one of each": _messages(home),
    }
    wrong = tuple(f"{what}: {some}" for what, some in found.items() if some)
    return Ended(wrong, tuple(carrier(folder, "SELECT username, number FROM workplace ORDER BY 1")))


def _messages(home: Home) -> list[str]:
    """People who are at work now and were told other than once, and those who were told and are not."""
    new = """SELECT order_reference || '-' || "row" FROM order_item WHERE action = 'add' AND state = 'completed'"""
    people = {name.replace("/", "-") for (name,) in home.ledger(new)}
    outbox = [path.stem for path in (home.folder / "outbox").glob("*-*")]
    told = {
        kind: {name.removesuffix(kind) for name in outbox if name.endswith(kind)} for kind in ("-welcome", "-password")
    }
    return sorted((told["-welcome"] ^ people) | (told["-password"] ^ people))


def everybody(ended: Ended, before: Ended) -> bool:
    """Six came, one went."""
    return len(ended.workplaces) == len(before.workplaces) + PEOPLE - 1
