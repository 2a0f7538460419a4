"""Knows under which keys the files of an import lie; its id is in them, never a person's file name."""

from trunkload.reports.page_names import FIRST, page_name
from trunkload.validation.language import Lang


def upload_key(import_id: str) -> str:
    return f"{folder_of(import_id)}/upload"


def comparison_key(import_id: str) -> str:
    return f"{folder_of(import_id)}/comparison.json"


def check_key(import_id: str) -> str:
    return f"{folder_of(import_id)}/checked"


def page_key(import_id: str, number: int = 1, first: str = FIRST, other: Lang | None = None) -> str:
    """Of one page of the report whose first is called so; `other`: in another language than that of the upload."""
    folder = folder_of(import_id) if other is None else f"{folder_of(import_id)}/{other.value}"
    return f"{folder}/{page_name(number, first)}"


def folder_of(import_id: str) -> str:
    return f"imports/{import_id}"
