"""Declares for each field what a plainly right value looks like: one of which no rule of cells has anything to say.

What is not plain need not be wrong; it is looked at closely. A test draws values from these patterns and asks every
rule.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.intake.fields import Field
from trunkload.validation.choices import ACTIONS, COUNTRIES, NO, PACKAGES, YES
from trunkload.validation.emails import SHARED_MAILBOX
from trunkload.validation.rules import Rules
from trunkload.validation.texts import Mask, has, is_all, true
from trunkload.validation.usernames import GOOD_USERNAME, MIN_LENGTH

LETTER = r"A-Za-z\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{FF}"
TRUTH_WORD = "^(?:WAHR|FALSCH|TRUE|FALSE)$"

DIGITS = "[0-9]+"
IDENTIFIER = "(?:[0-9]+|[A-Za-z][A-Za-z0-9-]*[0-9])"
NAME = rf"[{LETTER}](?:[{LETTER}. -]*[{LETTER}])?"
PROSE = rf"[{LETTER}0-9](?:[{LETTER}0-9 .,/()&-]*[{LETTER}0-9)])?"
PLACE = rf"[{LETTER}0-9](?:[{LETTER}0-9 ./()_-]*[{LETTER}0-9)])?"
HOUSE = "[0-9]{1,4}[a-z]?"
BLANK = r" \x{A0}"
NUMBER = (
    rf"(?:0[1-9][0-9]{{1,4}}/[1-9]|\(0[1-9][0-9]{{1,4}}\)[{BLANK}]*[1-9]|(?:0|\+49[{BLANK}]?)[1-9])"
    rf"[0-9{BLANK}-]*[0-9]"
)
"""A slash or brackets stand at the area code, which has at most five digits."""

DOTTED_DAY = r"(?:0[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])\.2[0-9]{3}"
ISO_DAY = "2[0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
DAY = f"(?:{DOTTED_DAY}|{ISO_DAY})"
"""Of these a few are no days of the calendar."""

LOCAL = r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*"
LABEL = "[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
DOMAIN = rf"(?:{LABEL}\.)+(?:[a-z]{{2,3}}|info|gmbh|cloud|online|koeln|berlin|hamburg|bayern)"
"""Top-level domains of two and three letters, none of which is for special use (RFC 6761), and a few longer ones."""

ADDRESS_LENGTH = 64
"""Up to here no part of an address can be too long either."""


LONGEST = 1000
"""Bytes; a longer cell is worth a closer look."""


NEVER = r"\z0"
"""No text goes on behind its end."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A value is plain that has `pattern` (RE2) in full, `unless` nowhere, and as many bytes as it may."""

    pattern: str
    unless: str | None = None
    shortest: int = 1
    longest: int = LONGEST

    def among(self, values: pa.Array) -> Mask:
        """Which of these distinct values are plain."""
        length = np.asarray(pc.binary_length(values))
        plain = is_all(values, self.pattern) & (length >= self.shortest) & (length <= self.longest)
        if self.unless is not None:
            plain &= ~has(values, self.unless)
        return plain


@dataclass(frozen=True, slots=True)
class Digits(Plain):
    """Mostly digits alone, which is seen without a pattern."""

    def among(self, values: pa.Array) -> Mask:
        plain = true(pc.ascii_is_decimal(values))
        if not plain.all():
            left = np.flatnonzero(~plain)
            plain = plain.copy()
            plain[left] = super(Digits, self).among(values.take(pa.array(left)))
        return plain


def _one_of(words: Iterable[str]) -> Plain:
    """Words as people write them: as listed, with capitals, or in capitals."""
    plain = [word for word in words if word.isascii() and word.replace(" ", "").isalnum()]
    ways = {way for word in plain for way in (word, word.capitalize(), word.title(), word.upper())}
    return Plain("|".join(sorted(ways)))


def _meaning(words: Mapping[str, str], meaning: str) -> list[str]:
    return [word for word in words if words[word] == meaning]


def plain_fields(rules: Rules) -> dict[str, Plain]:
    """For every field that a sheet may have; the patterns follow the rules that a company chose."""
    words = Plain(PROSE, TRUTH_WORD)
    name, place, identifier = Plain(NAME, TRUTH_WORD), Plain(PLACE, TRUTH_WORD), Digits(IDENTIFIER)
    email = Plain(f"{LOCAL}@{_domains(rules)}", f"^{SHARED_MAILBOX}", longest=ADDRESS_LENGTH)
    return {
        **dict.fromkeys((Field.FIRST_NAME, Field.LAST_NAME), name),
        **dict.fromkeys((Field.SALUTATION, Field.TITLE, Field.STREET, Field.CITY), words),
        **dict.fromkeys((Field.DEPARTMENT, Field.REMARK), words),
        **dict.fromkeys((Field.TRUNK, Field.LOCATION), place),
        **dict.fromkeys((Field.EMPLOYEE_ID, Field.COST_CENTER), identifier),
        **dict.fromkeys((Field.EMAIL, Field.AUTH_EMAIL), email),
        **dict.fromkeys((Field.MOBILE, Field.PHONE_NUMBER), Plain(NUMBER)),
        **dict.fromkeys((Field.ACTIVATION_DATE, Field.START_DATE), Plain(DAY)),
        Field.HOUSE_NUMBER: Plain(HOUSE),
        Field.POSTAL_CODE: Plain("[0-9]{5}"),
        Field.COUNTRY: _one_of(_meaning(COUNTRIES, "DE")),
        Field.USERNAME: _username(rules),
        Field.EXTENSION: Digits(DIGITS),
        Field.INTERNAL_NUMBER: _internal(rules),
        Field.NUMBER_BLOCK: Plain(NUMBER, r"\x{A0}"),
        Field.CONFERENCE_PACKAGE: _one_of(PACKAGES),
        Field.AUTH_WITHOUT_MOBILE: _one_of(YES | NO),
        Field.ACTION: _one_of(_meaning(ACTIONS, "add")),
    }


def _domains(rules: Rules) -> str:
    """Of the domains that a company allows those that are plain, in small letters."""
    plain = [re.escape(one) for one in rules.mail_domains if re.fullmatch(DOMAIN, one)]
    return f"(?:{'|'.join(plain) or NEVER})" if rules.mail_domains else DOMAIN


def _username(rules: Rules) -> Plain:
    """S-04 to S-07; where a digit is wanted, one at the end."""
    pattern = f"[a-z]{GOOD_USERNAME}"
    longest = rules.username_max_length or LONGEST
    return Plain(f"{pattern}[0-9]" if rules.require_digit else pattern, shortest=MIN_LENGTH, longest=longest)


def _internal(rules: Rules) -> Plain:
    """R-04; what begins like a banned number (S-17 to S-19) or with a 0 is looked at closely."""
    return Plain(f"[1-9][0-9]{{{rules.internal_min_digits - 1},{rules.internal_max_digits - 1}}}", "^(?:7[78]|11)")
