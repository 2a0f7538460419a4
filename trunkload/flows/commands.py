"""Knows the exact commands that a person may run next, as they work from where the person stands."""

import shlex
import shutil
import sys
from pathlib import Path

DIGEST_SHOWN = 16
"""Hex digits of a digest that a person copies; any longer part of it serves as well."""


def approve_command(import_id: str, digest: str) -> str:
    """Orders exactly the plan with this digest."""
    return f"{program()} approve {import_id} --digest {digest[:DIGEST_SHOWN]}"


def import_command(file: Path) -> str:
    """Plans the sheet and holds its numbers."""
    return f"{program()} import {shlex.quote(str(file))}"


def program() -> str:
    """`trunkload` where the shell finds it, else the path by which it was called."""
    called = Path(sys.argv[0])
    if called.name != "trunkload" or shutil.which("trunkload") == str(called.absolute()):
        return "trunkload"
    here = Path.cwd()
    shown = called.absolute().relative_to(here) if called.absolute().is_relative_to(here) else called.absolute()
    return shlex.quote(str(shown))
