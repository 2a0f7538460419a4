"""Knows what a spreadsheet program would take for a formula, and how it stays a text (promise 9)."""

import re
from typing import Final

FORMULA: Final = re.compile(r"[=@\t\r]|[-+](?![ (]*[0-9][0-9 ()/.-]*$)")
"""How a text begins that is run when a CSV is opened; a signed number or telephone number is none."""


def harmless(text: str) -> str:
    """`=1+1` and `-cmd` are led by an apostrophe; `+49 221 4710` and `-5` stay as they are."""
    return f"'{text}" if FORMULA.match(text) else text
