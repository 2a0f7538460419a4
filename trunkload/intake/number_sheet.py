"""Knows a spreadsheet of numbers: the words of its header; rows below it are entries."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from trunkload.intake.choices import Choices
from trunkload.intake.limits import Limits
from trunkload.intake.sheet import Upload
from trunkload.intake.vocabulary import normalised
from trunkload.intake.worded_table import WordedTable, Wording, read_worded_table

NumberSheet = WordedTable
NUMBER = "number"
WHAT = "numbers"
"""The refusals of such a file have sentences of their own."""


def read_number_sheet(upload: Upload, choices: Choices, limits: Limits) -> NumberSheet:
    """The first table with a column of numbers. Raises Refused where the file as a whole cannot be used."""
    return read_worded_table(upload, choices, limits, Wording(number_words(), frozenset({NUMBER}), WHAT))


@cache
def number_words() -> Mapping[str, str]:
    """Normalised word → field."""
    told = tomllib.loads(files("trunkload.intake").joinpath("number_words.toml").read_text("utf-8"))
    return {normalised(word): field for field, words in told.items() for word in words}
