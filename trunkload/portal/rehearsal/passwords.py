"""Knows how the rehearsal carrier makes a first password, and that of any password it keeps nothing but a hash."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# No 0 O 1 l I: a password that comes by SMS is typed by hand.
_ALPHABET = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_GROUPS, _GROUP_LENGTH = 3, 4

# Cheap on purpose: a rehearsal's password opens nothing, it is random with 70 bits, and an order has 50 of them.
_HASHER = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)

# What a person chooses is guessed more easily: the first setting of OWASP's Password Storage Cheat Sheet.
_OF_CHOSEN = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


def make_password() -> str:
    """Three groups of four characters, as in `Xk3v-9aTn-mR4w`."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)


def hash_password(password: str) -> str:
    return _HASHER.hash(password)


def hash_chosen(password: str) -> str:
    return _OF_CHOSEN.hash(password)


def is_password(password: str, first: str | None, chosen: str | None) -> bool:
    """Whether it is the one of which a hash is given, as a first password or as a chosen one.

    As much is computed where there is none of a kind or of both, so the time tells nobody whether a username exists.
    """
    verdicts = [
        _matches(hasher, known or _of_nobody(hasher), password) and known is not None
        for hasher, known in ((_HASHER, first), (_OF_CHOSEN, chosen))
    ]
    return any(verdicts)


def _matches(hasher: PasswordHasher, known: str, password: str) -> bool:
    try:
        return hasher.verify(known, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _of_nobody(hasher: PasswordHasher) -> str:
    return hasher.hash(secrets.token_urlsafe())
