"""Knows how the workbook of what became of an import is made: the rows as they were sent, and how each ended."""

from trunkload.flows.result_words import worded_result
from trunkload.flows.results import result_of_import
from trunkload.flows.wiring import House
from trunkload.reports.workbook.result import write_result
from trunkload.validation.language import Lang


def result_book(house: House, import_id: str, lang: Lang) -> bytes:
    """An XLSX, as the import is stored now. Raises Refused, Stopped or StorageError."""
    found = result_of_import(house, import_id)
    return write_result(found.checked.sheet, worded_result(found, lang))
