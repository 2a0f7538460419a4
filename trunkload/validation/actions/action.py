"""Knows the three things that a row can ask for."""

from enum import StrEnum


class Action(StrEnum):
    """What one row asks for (TMF622 item actions)."""

    ADD = "add"
    MODIFY = "modify"
    DELETE = "delete"
