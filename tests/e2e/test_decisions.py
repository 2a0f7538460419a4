"""One decision settles 212 rows, and the next sheet of the same layout needs none: as a person types it."""

import json
import re
from pathlib import Path

import pytest

from tests.e2e.console import Console

HEAD = "Vorname;Nachname;E-Mail;Mobil;Standort"
MANY = 212
TIME = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2} \S+")
ACCOUNT = """
[customer]
id = "muster-gmbh"
name = "Muster GmbH"

[[sites]]
name = "München"
street = "Musterstraße"
house_number = "1"
postal_code = "80331"
city = "München"

[[trunks]]
id = "MUENCHEN-1"
aliases = ["MUC"]
site = "München"

[[blocks]]
id = "muenchen-99998"
trunk = "MUENCHEN-1"
base = "+498999998"
first = "000"
last = "999"

[contingents]
workplace = { booked = 400, used = 0 }

[prices]
currency = "EUR"
sample = true
workplace = { monthly = "3.95", one_off = "0.00" }
"""


def staff(file: Path, first: int, count: int) -> Path:
    """So many people of the site `Muenchen`, none of them in another of these files."""
    names = [f"Person;Nr{chr(97 + n // 26)}{chr(97 + n % 26)};nr{n}@example.org" for n in range(first, first + count)]
    file.write_text("\n".join((HEAD, *(f"{one};0152 28817386;Muenchen" for one in names), "")), "utf-8")
    return file


def printed_as_the_guide_shows(*outputs: str) -> bool:
    """Every output of the guide, but for times, is the beginning of what was printed."""
    guide = (Path(__file__).parents[2] / "docs" / "guide" / "decisions.md").read_text("utf-8")
    shown = re.findall(r"```console\n\$ trunkload (?:check|import) .*\n([^`]+)```", guide)
    pairs = zip(shown, outputs, strict=True)
    return all(TIME.sub("TIME", out).startswith(TIME.sub("TIME", one)) for one, out in pairs)


@pytest.fixture
def customer(console: Console) -> Console:
    account = console.folder / "account.toml"
    account.write_text(ACCOUNT, "utf-8")
    assert console.run("carrier", "init", str(account)).code == 0
    return console


def test_one_decision_settles_212_rows_and_is_remembered_for_the_next_sheet(customer: Console) -> None:
    may = staff(customer.folder / "may.csv", 0, MANY)

    asked = customer.run("check", str(may), "--lang", "en")
    assert asked.code == 1
    option = "--accept site:Muenchen=München"
    assert (
        f"  212 rows have the site “Muenchen”, which the account does not have. Enter “München”, or accept it for all: "
        f"{option}\n    cells E2–E213\n"
    ) in asked.out

    settled = customer.run("import", str(may), *option.split(), "--lang", "en")
    assert settled.code == 0, settled.out
    assert "  212 rows = 212 ready + 0 ready" in settled.out
    assert "  212 cells “Muenchen” at “Standort” taken as “München”\n" in settled.out

    june = staff(customer.folder / "june.csv", MANY, 3)
    known = customer.run("check", str(june), "--lang", "en")
    assert known.code == 0, known.out
    assert "  3 cells “Muenchen” at “Standort” taken as “München” (remembered from “may.csv” of " in known.out
    (taken,) = json.loads(customer.run("check", str(june), "--format", "json").out)["receipt"]["decisions"]
    assert (taken["field"], taken["cells"], taken["remembered"]["file_name"]) == ("location", 3, "may.csv")

    listed = json.loads(customer.run("mappings", "--format", "json").out)
    assert [(one["field"], one["value"], one["new"]) for one in listed] == [("location", "Muenchen", "München")]
    assert printed_as_the_guide_shows(asked.out, settled.out, known.out)
    assert customer.run("mappings", "forget", listed[0]["fingerprint"][:12]).code == 0
    assert customer.run("check", str(june)).code == 1
