"""Knows a company with numbers enough for a million people, and the CSV that lists them."""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pandas as pd

from bench.validation.staff import HEADERS, people
from trunkload.inventory.account import (
    NUMBER_COLUMNS,
    WORKPLACE_COLUMNS,
    Account,
    NumberBlock,
    NumberState,
    PriceList,
    Site,
    Trunk,
    text_frame,
)

TEXT: Final = pd.StringDtype("pyarrow")
TRUNK: Final = "KOELN-1"
SITE: Final = Site("Köln", "Musterstraße", "1", "50667", "Köln")
BLOCK: Final = NumberBlock("berlin-23125", TRUNK, "+493023125", "2000000", "3499999")
"""Behind a base number for fiction, extensions of seven digits: nobody else has a million and a half to give. They are
all of one length, so that none begins another one (N-08)."""

NATIONAL_DIGITS: Final = 14
"""What the rules have to allow for that."""

TRIO: Final = 3


def write_csv(path: Path, rows: int) -> Path:
    """The sheet that validation is measured with, three rows of a hundred bad, as Excel writes it in Germany: one of
    three rows wishes a number, none says what it is dialled by inside."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow([*HEADERS.values(), "Standort"])
        for place, row in enumerate(people(rows)):
            number = row["phone_number"] and f"+49 30 23125-{int(BLOCK.first) + place // TRIO}"
            writer.writerow([*{**row, "phone_number": number, "internal_number": None}.values(), SITE.name])
    return path


def account() -> Account:
    """One trunk at one site with one block, all of whose numbers are free."""
    return Account(
        customer_id="muster-gmbh",
        customer="Muster GmbH",
        taken_at=datetime(2026, 11, 25, tzinfo=UTC),
        sites=(SITE,),
        trunks=(Trunk(TRUNK, (), SITE.name),),
        blocks=(BLOCK,),
        contingents=(),
        price_list=PriceList("EUR", ()),
        numbers=_numbers(BLOCK),
        workplaces=text_frame([], index="id", columns=WORKPLACE_COLUMNS),
    )


def _numbers(block: NumberBlock) -> pd.DataFrame:
    extensions = pd.Series(range(int(block.first), int(block.last) + 1)).astype(str).astype(TEXT)
    told = {"trunk": block.trunk, "block": block.id, "state": NumberState.FREE.value, "source": "carrier"}
    columns = {name: pd.Series(told.get(name), index=extensions.index, dtype=TEXT) for name in NUMBER_COLUMNS}
    columns["extension"] = extensions
    return pd.DataFrame(columns).set_index(pd.Index(block.base + extensions, name="number"))
