"""The same people sent ten times: renamed, in other orders, put right, by two processes at once (promise 5)."""

import csv
import io
import random
from contextlib import suppress
from pathlib import Path

from openpyxl import Workbook

from tests.faults.homes import ACCOUNT, HR, Home, ended_well, in_a_process, order
from tests.faults.truth import end_of
from tests.integration.cli.looks import carrier
from trunkload.flows.failures import Stopped
from trunkload.flows.importing import receive_upload
from trunkload.flows.story import import_story
from trunkload.flows.wiring import rehearsal_database
from trunkload.intake.sheet import Upload
from trunkload.intake.upload import upload_of
from trunkload.portal.rehearsal import load_account
from trunkload.validation.language import Lang

TIMES = 10
BEFORE = 15
"""Workplaces that are there before anybody is sent."""

HEADER = (
    "Personalnummer",
    "Vorname",
    "Nachname",
    "E-Mail",
    "Mobilfunknummer",
    "ohne SMS",
    "Standort",
    "Konferenzpaket",
)
NAMES = ("Vogt", "Busch", "Ernst", "Horn", "Lenz", "Marx", "Thiel", "Winkler")
PEOPLE = [
    (f"00{at}7", "Kim", name, f"kim.{name.lower()}@example.org", "", "ja", ("Köln", "Berlin")[at % 2], "")
    for at, name in enumerate(NAMES, 1)
]


def variant(time: int) -> Upload:
    """Other order of rows and columns, another name and format; from the fifth time on somebody's package and mobile
    number are put right, from the eighth on one colleague more comes."""
    dice = random.Random(time)  # noqa: S311 - repeatable, and no secret
    people = [list(one) for one in PEOPLE]
    if time >= 5:
        people[0][4:6] = ["0152 28817386", ""]
        people[1][7] = "Plus"
    if time >= 8:
        people.append(["0999", "Kim", "Zander", "kim.zander@example.org", "", "ja", "Köln", ""])
    dice.shuffle(people)
    columns = list(range(len(HEADER)))
    dice.shuffle(columns)
    table = [[row[at] for at in columns] for row in (HEADER, *people)]
    return _workbook(time, table) if time % 3 == 0 else _text(time, table)


def _text(time: int, table: list[list[str]]) -> Upload:
    text = io.StringIO()
    csv.writer(text, delimiter=";,\t"[time % 3]).writerows(table)
    return upload_of(f"Neue Leute ({time}).csv", text.getvalue().encode(("utf-8-sig", "cp1252")[time % 2]))


def _workbook(time: int, table: list[list[str]]) -> Upload:
    book, content = Workbook(), io.BytesIO()
    sheet = book.active
    if sheet is None:
        raise AssertionError("a new workbook has a worksheet")
    for row in table:
        sheet.append(row)
    book.save(content)
    return upload_of(f"Kopie von Kopie {time}.xlsx", content.getvalue())


def sent_ten_times(folder: Path) -> tuple[str, ...]:
    """What was wrong in the end, in words."""
    home = Home(folder, concurrency=2)
    house = home.house()
    load_account(rehearsal_database(house.settings), ACCOUNT.read_text("utf-8"))
    house.ledger.dispose()
    for time in range(1, TIMES + 1):
        both = [in_a_process(lambda time=time: _send(home, variant(time))) for _ in range(2)]  # type: ignore[misc]
        for child in both:
            ended_well(child)
    settled = ended_well(in_a_process(lambda: order(home.house())))
    people = carrier(folder, "SELECT given_name || family_name FROM workplace WHERE given_name = 'Kim'")
    twice = () if len(people) == len(set(people)) == len(PEOPLE) + 1 else (f"ordered: {sorted(people)}",)
    package = carrier(folder, "SELECT package, mobile FROM workplace WHERE family_name IN ('Vogt', 'Busch') ORDER BY 1")
    right = package == [("none", "+4915228817386"), ("plus", None)]
    return (
        *(() if settled else ("what was left could not be finished",)),
        *twice,
        *(() if right else (f"what was put right is not at the carrier: {package}",)),
        *end_of(home).wrong,
    )


def _send(home: Home, upload: Upload) -> None:
    house = home.house()
    with suppress(Stopped):
        import_story(house, receive_upload(house, upload, HR, Lang.DE))
    order(house)
