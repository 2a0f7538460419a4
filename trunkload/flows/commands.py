"""Knows the commands and paths that a person is shown, as they work from where the person stands."""

import shlex
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

DIGEST_SHOWN = 16
"""Hex digits of a digest that a person copies; any longer part of it serves as well."""


def approve_command(import_id: str, digest: str) -> str:
    """Orders exactly the plan with this digest."""
    return f"{program()} approve {import_id} --digest {digest[:DIGEST_SHOWN]}"


def import_command(file: Path, accept: Iterable[str] = ()) -> str:
    """Plans the sheet and holds its numbers; `accept`: the suggestions that were taken in the check."""
    taken = "".join(f" --accept-suggestions {shlex.quote(code)}" for code in accept)
    return f"{program()} import {shlex.quote(str(file))}{taken}"


def program() -> str:
    """`trunkload` where the shell finds it, else the path by which it was called."""
    called = Path(sys.argv[0])
    if called.name != "trunkload" or shutil.which("trunkload") == str(called.absolute()):
        return "trunkload"
    return shlex.quote(str(from_here(called)))


def from_here(path: Path) -> Path:
    """The path as the person may type it: short where it lies below the present folder."""
    whole, here = path.absolute(), Path.cwd()
    return whole.relative_to(here) if whole.is_relative_to(here) else whole
