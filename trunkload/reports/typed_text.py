"""Knows how text that people typed is made visible: HTML has no control characters, a terminal obeys them."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
CONTROL_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: "\u2421"}
NO_CHARACTER_OF_HTML = [
    *range(0x80, 0xA0),
    *range(0xD800, 0xE000),
    *range(0xFDD0, 0xFDF0),
    *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
]
VISIBLE = CONTROL_PICTURES | dict.fromkeys(NO_CHARACTER_OF_HTML, REPLACEMENT)


def visible_text(text: str) -> str:
    """The text with control characters as pictures (`␇`), and what HTML does not know replaced."""
    if text.replace("\n", "").isprintable():  # nearly always, and far quicker than looking at each character
        return text
    return text.replace("\r\n", "\n").translate(VISIBLE)
