"""Knows what a password of our own must be, and that nothing of it is kept but a hash."""

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200
"""Characters."""

# RFC 9106, section 4, second choice would be 64 MiB; this is the first of OWASP's Password Storage Cheat Sheet, so that
# several logins at once fit into a small process.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)

# No 0 O 1 l I: it may be typed by hand.
_ALPHABET = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_GROUPS, _GROUP_LENGTH = 4, 4


def make_password() -> str:
    """Four groups of four characters, as in `Xk3v-9aTn-mR4w-Tz7p`."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)


def same_letters(typed: str) -> str:
    """One text for one password, whichever keyboard composed its letters; blanks around it come from copying."""
    return unicodedata.normalize("NFKC", typed).strip()


def is_long_enough(password: str) -> bool:
    return SHORTEST <= len(same_letters(password)) <= LONGEST


def hash_password(password: str) -> str:
    return _HASHER.hash(same_letters(password))


def is_password(password: str, known: str | None) -> bool:
    """As much is computed where nothing is known, so that the time tells nobody whether a login exists."""
    try:
        matches = _HASHER.verify(known or _of_nobody(), same_letters(password)[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return bool(matches) and known is not None


@cache
def _of_nobody() -> str:
    return _HASHER.hash(secrets.token_urlsafe())
