"""Knows the languages that every text exists in, and which of them a browser asks for."""

from enum import StrEnum


class Lang(StrEnum):
    """German and English."""

    DE = "de"
    EN = "en"


def accepted_language(header: str) -> Lang:
    """Of an Accept-Language header by the weights of RFC 9110; English where neither is asked for."""
    weighed: list[tuple[float, Lang]] = []
    for part in header.split(","):
        name, _, weight = part.partition(";")
        primary = name.strip().lower().partition("-")[0]
        if primary in list(Lang):
            weighed.append((_weight(weight), Lang(primary)))
    return max(weighed, key=lambda one: one[0], default=(0.0, Lang.EN))[1]


def _weight(written: str) -> float:
    name, _, value = written.replace(" ", "").partition("=")
    try:
        return float(value) if name == "q" else 1.0
    except ValueError:
        return 0.0
