"""Knows how a telephone number is written for reading (DIN 5008, E.123)."""

from functools import lru_cache

import phonenumbers


def phone_text(number: str, base: str | None = None) -> str:
    """An E.164 number by DIN 5008: `+49 221 4710-012` where the block's `base` is known, else `+49 221 4710012`."""
    if base is not None and number.startswith(base) and number != base:
        return f"{_grouped(base)}-{number.removeprefix(base)}"
    return _grouped(number)


def masked_phone(number: str) -> str:
    """Enough to recognise one's own number by: `+49 … 386`."""
    try:
        country = f"+{phonenumbers.parse(number).country_code} "
    except phonenumbers.NumberParseException:
        country = ""
    return f"{country}… {number[-3:]}"


@lru_cache(maxsize=4096)
def _grouped(number: str) -> str:
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
