"""Knows the commands and paths that a person is shown, as they work from where the person stands."""

import shlex
import shutil
import sys
from pathlib import Path

from trunkload.intake.choices import AS_ASKED, Choices
from trunkload.intake.field_names import option_name
from trunkload.intake.written_decision import decision_text, shell_word

DIGEST_SHOWN = 16
"""Hex digits of a digest that a person copies; any longer part of it serves as well."""


def approve_command(import_id: str, digest: str) -> str:
    """Orders exactly the plan with this digest."""
    return f"{program()} approve {import_id} --digest {digest[:DIGEST_SHOWN]}"


def row_command(import_id: str) -> str:
    """Writes the page of one row alone; the person puts in its number."""
    return f"{program()} report {import_id} --row …"


def import_command(file: Path, choices: Choices = AS_ASKED) -> str:
    """Plans the sheet, read in the same way, and holds its numbers."""
    options = ["--sheet", choices.sheet] if choices.sheet is not None else []
    options += ["--include-hidden"] if choices.include_hidden else []
    for header, field in choices.columns.items():
        options += ["--map", f"{header}={field}"]
    for code in choices.accept:
        options += ["--accept-suggestions", code]
    for one in choices.decisions:
        options += ["--accept", decision_text(option_name(one.field), one.value, one.new)]
    options += ["--policy", choices.policy] if choices.policy is not None else []
    for strategy in choices.strategies:
        options += ["--strategy", strategy]
    return " ".join([program(), "import", *map(shell_word, (str(file), *options))])


def program() -> str:
    """`trunkload` where the shell finds it, else the path by which it was called."""
    called = Path(sys.argv[0])
    if called.name != "trunkload" or shutil.which("trunkload") == str(called.absolute()):
        return "trunkload"
    return shlex.quote(str(from_here(called)))


def shown_place(place: str) -> str:
    """The place of a stored file as the person may open it: a path from here, or an address as it is."""
    return place if "://" in place else str(from_here(Path(place)))


def from_here(path: Path) -> Path:
    """The path as the person may type it: short where it lies below the present folder."""
    whole, here = path.absolute(), Path.cwd()
    return whole.relative_to(here) if whole.is_relative_to(here) else whole
