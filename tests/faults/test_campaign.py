"""A part of `make faults` runs with every other test: whatever is killed, nobody is ordered twice, nothing is lost."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LEAST = 20
"""Tries of a part."""


def test_every_try_survives() -> None:
    """In a process of its own, because it forks."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--part"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    survived, tried = map(int, re.findall(r"^all +survived (\d+) of (\d+)$", ran.stdout, re.MULTILINE)[0])
    assert survived == tried >= LEAST
