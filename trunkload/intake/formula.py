"""Knows what a spreadsheet program would take for a formula, and how it stays a text (promise 9)."""

import re
from typing import Final

NUMBER: Final = r"[0-9]+(?:[.,][0-9]+)?"
TELEPHONE: Final = r"[(]?[0-9]+[)]? [0-9 ()/.-]+"
FORMULA: Final = re.compile(rf"[=@\t\r]|[-+](?!(?:{NUMBER}|{TELEPHONE})$)")
"""How a text begins that is run when a CSV is opened. A signed number is none, nor a telephone number with a blank in
it; without any, `+49-221-4710` would be subtracted."""


def harmless(text: str) -> str:
    """`=1+1` and `-cmd` are led by an apostrophe; `+49 221 4710` and `-5` stay as they are."""
    return f"'{text}" if FORMULA.match(text) else text
