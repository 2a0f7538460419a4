"""Knows what somebody may ask an overview of the account for; light enough for every program."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks an overview for; an empty text is anything. `sought`: part of a number in any notation, or of
    whom or what it is for. `sees_people`: only who does may seek people."""

    trunk: str = ""
    site: str = ""
    state: str = ""
    package: str = ""
    sought: str = ""
    sees_people: bool = True
