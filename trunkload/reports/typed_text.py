"""Knows how text that people typed is made visible: HTML has no control characters, a terminal obeys them."""

from markupsafe import Markup

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
CONTROL_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: "\u2421"}
NO_CHARACTER_OF_HTML = [
    *range(0x80, 0xA0),
    *range(0xD800, 0xE000),
    *range(0xFDD0, 0xFDF0),
    *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
]
VISIBLE = CONTROL_PICTURES | dict.fromkeys(NO_CHARACTER_OF_HTML, REPLACEMENT)


def visible(value: object) -> object:
    """The text with control characters as pictures (`␇`); everything else, markup of ours included, as it is."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return visible_text(value)


def visible_text(text: str) -> str:
    return text.replace("\r\n", "\n").translate(VISIBLE)
