"""Knows the languages that every text exists in."""

from enum import StrEnum


class Lang(StrEnum):
    """German and English."""

    DE = "de"
    EN = "en"
