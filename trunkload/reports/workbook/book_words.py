"""Knows the words of workbooks that are made anew, in German and in English."""

from dataclasses import dataclass
from typing import Final

from trunkload.reports.labels import Counted
from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class BookWords:
    """`made_above` has the blank {n}, `cell_cut` {size}."""

    to_know: str
    made: str
    made_above: str
    cut: Counted
    cell_cut: str
    cleaned: Counted
    site: str
    no_site: str


BOOK_WORDS: Final = {
    Lang.DE: BookWords(
        to_know="Gut zu wissen",
        made="Diese Mappe ist neu gemacht, aus dem, was gelesen wurde; Formatierung und nicht gelesene Spalten sind "
        "nicht darin.",
        made_above="Die Liste hat mehr als {n} Zeilen. Darum ist diese Mappe neu gemacht, aus dem, was gelesen wurde; "
        "Formatierung und nicht gelesene Spalten sind nicht darin.",
        cut=Counted(
            "1 Zelle hat mehr als 32.767 Zeichen; mehr fasst keine Zelle, sie endet hier mit „…“.",
            "{n} Zellen haben mehr als 32.767 Zeichen; mehr fasst keine Zelle, sie enden hier mit „…“.",
        ),
        cell_cut="Der Text hat {size} Zeichen, eine Zelle fasst 32.767; der Rest steht nicht in dieser Mappe. "
        "Kürzen Sie den Text in Ihrer Liste.",
        cleaned=Counted(
            "In 1 Zelle standen Steuerzeichen; sie sind weggelassen.",
            "In {n} Zellen standen Steuerzeichen; sie sind weggelassen.",
        ),
        site="Standort",
        no_site="Ohne Standort beim Anbieter",
    ),
    Lang.EN: BookWords(
        to_know="Good to know",
        made="This workbook is a new one, made of what was read; formatting and columns that were not read are not in "
        "it.",
        made_above="The list has more than {n} rows. So this workbook is a new one, made of what was read; formatting "
        "and columns that were not read are not in it.",
        cut=Counted(
            "1 cell has more than 32,767 characters; no cell holds more, here it ends in “…”.",
            "{n} cells have more than 32,767 characters; no cell holds more, here they end in “…”.",
        ),
        cell_cut="The text has {size} characters, a cell holds 32,767; the rest is not in this workbook. Shorten the "
        "text in your list.",
        cleaned=Counted(
            "1 cell had control characters; they are left out.",
            "{n} cells had control characters; they are left out.",
        ),
        site="Site",
        no_site="Without a site of the carrier’s",
    ),
}
