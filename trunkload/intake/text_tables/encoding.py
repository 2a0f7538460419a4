"""Knows in which encoding a text file is written; where the bytes do not tell, it refuses and never falls back."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from trunkload.intake.formats import UTF16
from trunkload.intake.refusal import RefusalCode, Refused

UTF8_MARK: Final = b"\xef\xbb\xbf"
PART: Final = 1 << 18
"""So many bytes are looked at at once: they stay in the processor's cache."""

END_OF_TEXT: Final = b"\x1a"
"""Ctrl-Z, with which DOS programs end a text, some up to the end of a block."""

TAB: Final = 0x09
SHIFT_OUT: Final = 0x0E
SPACE: Final = 0x20
DELETE: Final = 0x7F
NO_LETTER: Final = bytes(place if chr(place).isalpha() or place > DELETE else SPACE for place in range(256))
NEVER_WINDOWS: Final = re.compile(
    r"""
      [A-Za-zÀ-ÿ] [ŠŸŽŒ„“”†‡ˆ‰‹›€‚ƒ™•˜] [a-zß-ÿ]     # signs inside a word: umlauts of DOS (CP 850) and of old Macs
    | [a-z] [ŠŽŸŒ] (?![A-Z]) | [a-z] [„‚§] | [€†] [a-z]{2} | ™ [a-z]             # their é, ß, Ä, Ö and Ü
    | (?i: [b-df-hj-np-tv-z] š [b-df-hj-np-tv-z] ) | (?<! [A-Za-zÀ-ÿŠŽšž] ) š    # ö of old Macs, Ü of DOS
    | eiá | auá | euá | aáe | roá | oá (?![a-zà-ÿ])                              # ß of DOS
    | [A-Za-zÀ-ÿ] [¡-³µ¶¸-¿] [a-zß-ÿ] | [£¥ª¯³¹] [a-z]  # signs inside a word: Polish letters (Windows-1250, Latin-2)
    | [aou] ø | ø [áéí] | [a-z] ì [a-z] | õ (?! e)       # Czech ř and ě, Hungarian ő
    | [ðþýÐÞÝ]                # Turkish ğ, ş, ı: far more people have those than ð, þ, ý
    | (?! [äöüÄÖÜßéèñç]{4} ) [À-ÿ]{4} | [\x80-\xbfŠ-ž]{3} [À-ÿ]    # Cyrillic, Greek, Chinese, Japanese
    """,
    re.VERBOSE,
)
"""What other encodings turn into when they are taken for Windows-1252, and what its own words never have."""


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text as UTF-8 from byte `start` of `content` on, and the encoding that it was written in."""

    content: bytes
    start: int
    encoding: str


def text_of(content: bytes) -> Text:
    """UTF-8, UTF-16 where marked, Windows-1252 where that makes words; raises Refused for every other encoding."""
    text = _told(content if content.startswith(UTF16) else content.rstrip(END_OF_TEXT))
    if text is None or _has_control_characters(text):
        raise Refused(RefusalCode.UNKNOWN_ENCODING)
    return text


def _told(content: bytes) -> Text | None:
    if content.startswith(UTF16):
        return _transcoded(content, "utf-16", "utf-16")
    if content.startswith(UTF8_MARK):
        return Text(content, len(UTF8_MARK), "utf-8-sig") if _is_utf8(content) else None
    if _is_utf8(content):
        return Text(content, 0, "utf-8")
    return _transcoded(content, "cp1252", "windows-1252") if _makes_words(content) else None


def _is_utf8(content: bytes) -> bool:
    """Looked at in place, as one cell of an Arrow column: no second copy of the file is made."""
    ends = pa.py_buffer(np.array([0, len(content)], np.int64))
    try:
        pa.Array.from_buffers(pa.large_string(), 1, [None, ends, pa.py_buffer(content)]).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _makes_words(content: bytes) -> bool:
    """Whether every word with a letter beyond ASCII can be one of Windows-1252."""
    words: set[bytes] = set()
    at = 0
    while at < len(content):
        end = content.find(b"\n", at + PART) + 1 or len(content)
        words.update(word for word in content[at:end].translate(NO_LETTER).split() if not word.isascii())
        at = end
    try:
        return not any(NEVER_WINDOWS.search(word.decode("cp1252")) for word in words)
    except UnicodeError:
        return False


def _transcoded(content: bytes, codec: str, name: str) -> Text | None:
    decoder = codecs.getincrementaldecoder(codec)()
    text = bytearray()
    try:
        for at in range(0, len(content), PART):
            text += decoder.decode(content[at : at + PART], final=at + PART >= len(content)).encode()
    except UnicodeError:
        return None
    return Text(bytes(text), 0, name)


def _has_control_characters(text: Text) -> bool:
    """Other than tab, line and page breaks; no program writes them into a list of people."""
    everything = np.frombuffer(text.content, np.uint8)
    for at in range(0, len(everything), PART):
        part = everything[at : at + PART]
        if ((part < TAB) | ((part >= SHIFT_OUT) & (part < SPACE))).any():
            return True
    return DELETE in text.content
