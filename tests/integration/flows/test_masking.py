"""A page for readers who may not see personal data: the same rows and figures, and nobody's name, number or address."""

import csv
import html
import io
import re
import shutil
from collections import Counter
from functools import reduce
from pathlib import Path

import pytest

from tests.builders import KEPT
from tests.integration.flows.houses import USER, first_import, house_at, number_states
from trunkload.flows.importing import receive_upload
from trunkload.flows.reporting import masked_again, masked_key, report_key
from trunkload.flows.story import import_story
from trunkload.flows.wiring import House
from trunkload.intake.choices import Choices, Decision
from trunkload.intake.upload import upload_of
from trunkload.validation.language import Lang

HEADERS = (
    *("Personalnummer", "Nachname", "Vorname", "E-Mail", "Handynummer", "Benutzername", "Standort", "Abteilung"),
    *("Rufnummer", "Konferenzpaket", "Bemerkung", "Straße", "Hausnummer", "PLZ", "Ort", "Aktivierungsdatum"),
)
GOOD = {"Standort": "Köln", "Handynummer": "0152 28817386", "E-Mail": "{first}.{last}@{last}.example.org"}
PEOPLE: tuple[dict[str, str], ...] = (
    {"Nachname": "Quorlyn", "Vorname": "Zyxandra", "Abteilung": "Stab Vrankovitz", "Bemerkung": "wie Frau Plimsolder"},
    {"Nachname": "Brimbert", "Vorname": "Oswyntha", "Handynummer": "O152 28817386"},
    {"Nachname": "Krosswald", "Vorname": "Ylmarie", "E-Mail": "ylmarie.krosswald@"},
    {"Nachname": "Fjordmann", "Vorname": "Quentilo", "Standort": "Wexlingtonia"},
    {"Nachname": "Grauthal", "Vorname": "Ramirez", "Rufnummer": "+49 1522 8817386"},
    {"Nachname": "Hollerbeck", "Vorname": "Sunniva", "Benutzername": "Sunniva.Hollerbäck"},
    {"Nachname": "Immergrün", "Vorname": "Tjorven", "Konferenzpaket": "Xaverlinde"},
    {"Nachname": "Immergrün", "Vorname": "Tjorven"},
    {"Nachname": "Jablonsky", "Vorname": "Ulfhild", "Aktivierungsdatum": "Moorkamper"},
    {"Nachname": "Nymphenau", "Vorname": "Vendela", "Straße": "Zwiebelgasse", "PLZ": "9911", "Ort": "Hinterwaldau"},
    {"Nachname": "Oderbruch3", "Vorname": "Wiltrud", "Personalnummer": "PN7731942"},
    {"Nachname": "Pfefferling", "Vorname": "Xanthippe", "Personalnummer": "PN7731942", "Handynummer": "030 23125130"},
    {"Nachname": "Rotkelch", "Vorname": "Ysolinde", "Rufnummer": "+49 221 4710104"},
    {"Nachname": "Steinbrecher", "Vorname": "Yvonnetta", "Handynummer": "0049 152 28817386"},
)
CANARIES = (
    *(word for one in PEOPLE for word in (one["Nachname"], one["Vorname"])),
    *("Vrankovitz", "Plimsolder", "Wexlingtonia", "Hollerbäck", "Xaverlinde", "Moorkamper", "Zwiebelgasse"),
    *("Hinterwaldau", "PN7731942", "9911", "lena.fischer"),
)
NUMBERS = ("28817386", "8817386", "23125130")


def staff_list() -> bytes:
    written = io.StringIO()
    table = csv.DictWriter(written, HEADERS, delimiter=";")
    table.writeheader()
    for one in PEOPLE:
        names = {"first": one["Vorname"].lower(), "last": one["Nachname"].lower()}
        table.writerow({name: text.format(**names) for name, text in {**GOOD, **one}.items()})
    return written.getvalue().encode()


@pytest.fixture(scope="module", params=Lang)
def pages(
    request: pytest.FixtureRequest, planned_house: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, str]:
    """The report of the canaries and its masked page."""
    house = house_at(shutil.copytree(planned_house, tmp_path_factory.mktemp("masked") / "home"))
    decided = Choices(decisions=(Decision("location", "Wexlingtonia", "Köln"),))
    received = receive_upload(house, upload_of("Liste Quorlyn.csv", staff_list()), USER, request.param, decided)
    imported = import_story(house, received)
    key = masked_again(house, imported.import_id)
    house.ledger.dispose()
    assert key == masked_key(imported.import_id)
    return house.files.open(report_key(imported.import_id)).decode(), house.files.open(key).decode()


def texts(page: str) -> str:
    """All of the page, tags and attributes too, as a person or a search would find it."""
    return html.unescape(re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)).casefold()


def digits(page: str) -> str:
    return re.sub(r"[\s()/+.-]", "", re.sub(r"<[^>]*>", "|", texts(page)))


def test_no_canary_is_left_anywhere_on_the_page(pages: tuple[str, str]) -> None:
    report, masked = pages
    unseen = [word for word in CANARIES if word.casefold() not in texts(report)]
    assert unseen == []
    assert [word for word in CANARIES if word.casefold() in texts(masked)] == []
    ours = ("…@…", "name@example.org", "mit einem @", "one @")
    assert "@" not in reduce(lambda page, said: page.replace(said, ""), ours, texts(masked))
    assert [number for number in NUMBERS if number not in digits(report)] == []
    assert [number for number in NUMBERS if number in digits(masked)] == []


def test_who_is_meant_can_still_be_told_by_row_and_initials(pages: tuple[str, str]) -> None:
    _, masked = pages
    assert re.search(r"id=row-2>.*?<bdi>Z\. Q\.</bdi>", masked, re.DOTALL)
    assert "… 86" in masked
    assert "+49 … 86" in masked


def figures(page: str) -> dict[str, object]:
    return {
        "rows": re.findall(r"<article id=row-(\d+)>", page),
        "standings": re.findall(r'id="rows-(\w+)"', page),
        "findings": Counter(re.findall(r"<li(?: class=(\w+))?(?: data-cause=(\d+))?>", page)),
        "actions": re.findall(r"<a href=#row-(\d+)>(\w+)</a>", page),
        "marks": re.findall(r"<li class=(\w+)><bdi>", page),
        "numbers": re.findall(r"\+49 221 4710-\d+", page),
        "money": re.findall(r"[\d.,]+ €", page),
        "bars": re.findall(r'<rect class="(\w+)" [^>]*width="([\d.]+)"', page),
    }


def test_rows_findings_numbers_and_sums_are_those_of_the_report(pages: tuple[str, str]) -> None:
    report, masked = pages
    assert figures(masked) == figures(report)
    assert [name for name, found in figures(report).items() if not found] == []


def test_the_page_says_that_it_is_masked(pages: tuple[str, str]) -> None:
    report, masked = pages
    told = re.compile("Personenbezogene Daten sind verborgen|Personal data are hidden")
    assert (told.search(report) is None, told.search(masked) is None) == (True, False)


def test_masking_changes_nothing_of_the_import(house: House) -> None:
    before = first_import(house)
    masked_again(house, before.id)
    assert first_import(house) == before
    assert number_states(house)["held"] == 36 + KEPT
