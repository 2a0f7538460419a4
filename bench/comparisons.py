"""Knows which of our commands is compared with which peer, and how many times its cost it may have."""

import sys
from dataclasses import dataclass
from pathlib import Path

from bench.child import Command, cpu_seconds
from bench.validation.sheets import write_workbook

TRUNKLOAD = str(Path(sys.executable).with_name("trunkload"))
NEW_STAFF = str(Path(__file__).parent.parent / "sample-data" / "new-staff.xlsx")
SOME_ROWS_NEED_FIXING = 1
SHEET_ROWS = 200


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ours against a peer; `goal` is the ratio of CPU times that we allow ourselves, `moonshot` the one we wish for."""

    name: str
    peer_name: str
    ours: Command
    peer: Command
    goal: float
    rounds: int
    needs_account: bool = False
    moonshot: float | None = None


def prepare_account(home: str) -> None:
    """Makes the sample account in `home`, as a newcomer does."""
    cpu_seconds(Command((TRUNKLOAD, "demo"), home, fine=(0, SOME_ROWS_NEED_FIXING)))


def comparisons(home: str) -> tuple[Comparison, ...]:
    """Every command that is measured; `home` is an empty folder for the commands' data and the sheet that we make."""
    staff = str(write_workbook(Path(home) / "staff.xlsx", SHEET_ROWS))

    def python(code: str) -> Command:
        return Command((sys.executable, "-c", code), home)

    return (
        Comparison(
            name="trunkload --help",
            peer_name="python -c pass",
            ours=Command((TRUNKLOAD, "--help"), home),
            peer=python("pass"),
            goal=8.0,
            rounds=21,
        ),
        Comparison(
            name="trunkload check new-staff.xlsx",
            peer_name="import pandas, pandera.pandas",
            ours=Command((TRUNKLOAD, "check", NEW_STAFF), home, fine=(0, SOME_ROWS_NEED_FIXING)),
            peer=python("import pandas, pandera.pandas"),
            goal=1.6,
            rounds=9,
            needs_account=True,
        ),
        Comparison(
            name=f"trunkload check, {SHEET_ROWS} rows",
            peer_name="import pandas, pandera.pandas",
            ours=Command((TRUNKLOAD, "check", staff), home, fine=(0, SOME_ROWS_NEED_FIXING)),
            peer=python("import pandas, pandera.pandas"),
            goal=1.8,
            rounds=9,
            needs_account=True,
            moonshot=1.0,
        ),
    )
