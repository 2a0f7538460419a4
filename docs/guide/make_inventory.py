"""Knows how the output in inventory.md is made: `python docs/guide/make_inventory.py` runs its commands anew."""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

PAGE = Path(__file__).with_name("inventory.md")
ROOT = PAGE.parents[2]
BLOCK = re.compile(r"```console\n\$ (.*?)\n(.*?)```", re.DOTALL)
BEFORE = ("carrier init sample-data/account.toml", "import sample-data/new-staff.xlsx")
"""What was done in the house of which the page tells, before its first command."""


def retold() -> str:
    """The page with what its commands print now, one after the other in one new home."""
    with tempfile.TemporaryDirectory() as home:
        for command in BEFORE:
            _run(f"trunkload {command}", home)
        return BLOCK.sub(lambda block: _block(block[1], home), PAGE.read_text("utf-8"))


def _block(command: str, home: str) -> str:
    printed = re.sub("(?m) +$", "", _run(command, home)).strip("\n").replace(home, "var")
    return f"```console\n$ {command}\n{printed}\n```"


def _run(command: str, home: str) -> str:
    foreign = ("TRUNKLOAD_", "PREFECT_", "LC_", "LANG")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    own = {"TRUNKLOAD_HOME": home, "TRUNKLOAD_LANG": "en", "TRUNKLOAD_USER": "kim", "TZ": "UTC"}
    words = [str(Path(sys.executable).with_name("trunkload")), *shlex.split(command)[1:]]
    done = subprocess.run(words, env={**kept, **own}, capture_output=True, text=True, check=False, cwd=ROOT)  # noqa: S603 - our own program, and words of our own page
    return done.stdout + done.stderr


if __name__ == "__main__":
    PAGE.write_text(retold(), "utf-8")
