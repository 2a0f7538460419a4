"""Knows by which command one does what a sentence asks for; the page has its own buttons, and names no command."""

from collections.abc import Mapping
from typing import Final

from trunkload.flows.words import filled, say
from trunkload.validation.language import Lang

SYNC: Final = "trunkload sync"
RELEASE: Final = "trunkload numbers release"
COMMANDS: Final[Mapping[str, str]] = {
    "obstacle_unknown": "trunkload numbers",
    "obstacle_held": "trunkload cancel {holder}",
    "obstacle_held_at_carrier": SYNC,
    "obstacle_resting": RELEASE,
    "obstacle_blocked": RELEASE,
    "obstacle_blocked_at_carrier": SYNC,
    "obstacle_entered": "trunkload numbers remove",
    "obstacle_reserved": f'{RELEASE} "{{until}}"',
    "obstacle_reserved_at_carrier": SYNC,
    "obstacle_not_entered": "trunkload numbers block",
    "entry_reserved_already": RELEASE,
}
"""By the key of the sentence, whose end is what is to be done."""


def with_command(told: str, key: str, lang: Lang, **params: str) -> str:
    """`Release the number first: trunkload numbers release`."""
    command = COMMANDS.get(key)
    return told if command is None else f"{told.removesuffix('.')}: {filled({lang.value: command}, lang, **params)}"


def without_command(told: str, key: str, lang: Lang) -> str:
    """What a button does is named as the button is; for what has none, how it is done from the page."""
    return f"{told} {say('sheets_read_account', lang)}" if COMMANDS.get(key) == SYNC else told
