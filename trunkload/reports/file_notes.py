"""Knows what a person should be told of a file besides its rows and columns."""

from enum import StrEnum

from trunkload.intake.raw import RawFile
from trunkload.intake.sheet import FileFacts

OLD_DATES = 1904
"""The date system of old Macs: the same number is a day four years later."""


class FileNote(StrEnum):
    """Nothing is wrong, but it is better known."""

    WINDOWS_1252 = "windows_1252"
    MACROS = "macros"
    DATES_1904 = "dates_1904"


def file_notes(facts: FileFacts | RawFile) -> tuple[FileNote, ...]:
    """What there is to say. Windows-1252 fits nearly any bytes, so only a person sees whether umlauts are right."""
    found = {
        FileNote.WINDOWS_1252: facts.encoding == "windows-1252",
        FileNote.MACROS: facts.macros,
        FileNote.DATES_1904: facts.date_system == OLD_DATES,
    }
    return tuple(note for note, is_so in found.items() if is_so)
