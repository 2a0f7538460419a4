"""Judges e-mail addresses without asking any DNS: a quick screen first, then the library for what is unusual."""

import pandas as pd

PLAIN_ADDRESS = (
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
"""A strict part of what RFC 5321 allows; what does not match is looked at by email-validator."""

WORTH_ASKING = r"^.+@[^@]+\.[^@.]+$"
"""What lacks any of this is no address, and the library need not be loaded to say so."""

SPECIAL_USE = r"(?i).*\.(?:local|localhost|invalid|test|arpa|onion)"

SHARED_MAILBOX = (
    r"(?i)(?:info|empfang|kontakt|contact|office|buero|post|mail|service|team|hr|personal|zentrale|sekretariat)@.+\..+"
)
"""A password sent there is read by several people."""


def is_address(typed: pd.Series) -> pd.Series:
    """True where `typed` (trimmed text, NA allowed) is an address that mail can be sent to (RFC 5321, no DNS)."""
    good = typed.str.fullmatch(PLAIN_ADDRESS) & ~typed.str.fullmatch(SPECIAL_USE) & (typed.str.len() <= 254)  # noqa: PLR2004 - RFC 5321
    good = good.fillna(value=False).astype(bool)
    unusual = typed[typed.str.contains(WORTH_ASKING).fillna(value=False).astype(bool) & ~good]
    if len(unusual):
        good.loc[unusual.index] = unusual.map(_is_unusual_address).astype(bool)
    return good


def _is_unusual_address(typed: str) -> bool:
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - only sheets with odd addresses pay

    try:
        validate_email(typed, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return True


def same_address(one: pd.Series, other: pd.Series) -> pd.Series:
    """S-11: equal after trimming, the domain whatever its capitals."""
    return _folded(one) == _folded(other)


def _folded(typed: pd.Series) -> pd.Series:
    parts = typed.str.extract(r"^(.*)@([^@]*)$")
    return (parts[0] + "@" + parts[1].str.lower()).fillna(typed)
