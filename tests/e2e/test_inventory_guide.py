"""docs/guide/inventory.md tells the truth: what it shows is what the commands print, and its lists are the code's."""

import re
import runpy
from pathlib import Path

from trunkload.cli.forecasting import FORECAST_COLUMNS
from trunkload.cli.number_life import COLUMNS as HISTORY_COLUMNS
from trunkload.cli.workplace_listing import CONTINGENT_COLUMNS
from trunkload.inventory.account import NumberState
from trunkload.inventory.availability import Hindrance
from trunkload.inventory.number_overview import OVERVIEW_COLUMNS
from trunkload.inventory.workplace_overview import WORKPLACE_OVERVIEW

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
PAGE = (GUIDE / "inventory.md").read_text("utf-8")
CHANGING = (
    (r"imp-\d{4}-\d{2}-\d{2}-\d{4}", "IMPORT"),
    (r"\d{4}-\d{2}-\d{2} \d{2}:\d{2} [A-Z+0-9:]+", "TIME"),
    (r"\d{4}-\d{2}-\d{2}", "DAY"),
)
"""What differs from day to day."""


def steady(text: str) -> str:
    for pattern, name in CHANGING:
        text = re.sub(pattern, name, text)
    return text


def columns_told(command: str) -> list[str]:
    (row,) = re.findall(rf"^\| `{command}` \| (.+) \|$", PAGE, re.MULTILINE)
    return re.findall(r"`(\w+)`", row)


def test_the_guide_shows_what_the_commands_print() -> None:
    made = runpy.run_path(str(GUIDE / "make_inventory.py"))["retold"]()
    assert steady(made) == steady(PAGE), "Run python docs/guide/make_inventory.py and commit what it writes."


def test_the_guide_lists_every_column_for_machines() -> None:
    assert columns_told("numbers") == ["number", *OVERVIEW_COLUMNS]
    assert columns_told("numbers forecast") == FORECAST_COLUMNS
    assert columns_told("numbers history") == HISTORY_COLUMNS
    assert columns_told("workplaces") == ["workplace_id", *WORKPLACE_OVERVIEW]
    assert columns_told("contingents") == CONTINGENT_COLUMNS


def test_the_guide_tells_of_every_state_and_of_every_reason() -> None:
    assert re.findall(r"^\| `(\w+)` \| [^`|]+ \| [^|]+ \| [^|]+ \|$", PAGE, re.MULTILINE) == list(NumberState)
    (reasons,) = re.findall(r"^`reason` is empty .*?, else one of (.+)\.$", PAGE, re.MULTILINE)
    assert re.findall(r"`(\w+)`", reasons) == list(Hindrance)
