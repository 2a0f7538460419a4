"""Knows how the rehearsal carrier makes a first password, and that it keeps nothing but a hash of it."""

import secrets

from argon2 import PasswordHasher

# No 0 O 1 l I: a password that comes by SMS is typed by hand.
_ALPHABET = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_GROUPS, _GROUP_LENGTH = 3, 4

# Cheap on purpose: a rehearsal's password opens nothing, it is random with 70 bits, and an order has 50 of them.
_HASHER = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)


def make_password() -> str:
    """Three groups of four characters, as in `Xk3v-9aTn-mR4w`."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)


def hash_password(password: str) -> str:
    return _HASHER.hash(password)
