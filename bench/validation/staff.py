"""Knows the staff sheet that is validated: always the same one for a number of rows, three rows of a hundred bad."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from typing import Final

from bench.validation.spoiling import SPOILS, TRIO, Spoil

HEADERS: Final = {
    "employee_id": "Personalnummer",
    "first_name": "Vorname",
    "last_name": "Nachname",
    "auth_email": "Login-E-Mail",
    "auth_email_confirm": "E-Mail wiederholen",
    "mobile": "Mobilfunknummer",
    "auth_without_mobile": "ohne Mobilfunknummer",
    "username": "Benutzername",
    "postal_code": "PLZ",
    "street": "Straße",
    "phone_number": "Wunschrufnummer",
    "internal_number": "Interne Rufnummer",
    "conference_package": "Konferenzpaket",
    "activation_date": "Aktivierungsdatum",
    "start_date": "Eintrittsdatum",
    "city": "Ort",
}
"""The sixteen columns by field, as German sheets name them."""

FIELDS: Final = tuple(HEADERS)
TODAY: Final = date(2026, 11, 25)
MOST_ROWS: Final = 1_500_000
"""So many rows have a wish number of their own among the numbers of fiction, and an internal number of six digits."""

Row = dict[str, str | None]

_BLOCK = 300
_BAD_IN_BLOCK = 9
_FIRST_NAMES = ("Jana", "Jürgen", "Käthe", "Götz", "Ute", "Bodo", "Carl", "Petra", "Rüdiger", "Deniz", "Lena", "Zoë")
_LAST_NAMES = ("Müller", "Schmidt", "Fischer", "Weber", "Meyer", "Wagner", "Becker", "Schulz", "Öztürk", "Groß")
_LATIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ë": "e"})
_STEMS = (("221", "4710"), ("30", "23125"), ("69", "90009"), ("40", "66969"), ("89", "99998"))
_WISHES = ("0{area} {stem}-{end}", "+49 {area} {stem}-{end}", "(0{area}) {stem} {end}", "0{area}/{stem}{end}")
_MOBILES = ("0152 28817386", "+49 152 28817386", "0152/28817386", "0152\u00a028817386", "+4915228817386")
_PACKAGES = ("Plus", "Basic", "Premium", None, "konferenz plus", "keins")
_CITIES = ("Köln", "Berlin", "Bonn", "Hamburg")
_FIRST_DAY = date(2027, 1, 1)


def people(count: int) -> Iterator[Row]:
    """`count` rows of FIELDS, an empty cell None; at most MOST_ROWS, or the numbers would repeat."""
    if count > MOST_ROWS:
        raise ValueError(f"the numbers of fiction are enough for {MOST_ROWS:,} rows")
    chance, spoils = random.Random(7), cycle(SPOILS)  # noqa: S311  # the same rows in every run are the point
    for begin in range(0, count, _BLOCK):
        spoilt = dict(_places(begin, chance, spoils))
        for place in range(begin, min(begin + _BLOCK, count)):
            row = right_row(place)
            yield row | spoilt[place].cells_of(row, right_row(place - TRIO), place) if place in spoilt else row


def _places(begin: int, chance: random.Random, spoils: Iterator[Spoil]) -> Iterator[tuple[int, Spoil]]:
    """Where a block is spoilt, and how. A value taken from another row makes that row bad as well, and counts twice."""
    trios = iter(sorted(chance.sample(range(1, _BLOCK // TRIO), _BAD_IN_BLOCK)))
    for trio in trios:
        spoil = next(spoils)
        if spoil.takes:
            next(trios, None)
        yield begin + TRIO * trio + spoil.kind, spoil


def right_row(place: int) -> Row:
    """The row at `place` (from 0) as it should be: with a mobile and a wish number, an internal number, or neither."""
    first, last = _FIRST_NAMES[place % 12], _LAST_NAMES[place // 12 % 10]
    username = f"{first}.{last}".lower().translate(_LATIN) + str(place)
    by_sms = place % TRIO == 0
    activation = _FIRST_DAY + timedelta(days=place % 300)
    return {
        "employee_id": f"{place:07d}",
        "first_name": first,
        "last_name": last,
        "auth_email": f"{username}@example.org",
        "auth_email_confirm": f"{username}@{'Example.org' if place % 50 == 0 else 'example.org'}",
        "mobile": _MOBILES[place % 5] if by_sms else None,
        "auth_without_mobile": (None, "nein", "Nein")[place % 9 // 3] if by_sms else ("ja", "x", "Ja")[place % 9 // 3],
        "username": username,
        "postal_code": f"{1001 + place * 37 % 98_000:05d}",
        "street": f"Straße des {1 + place % 30}. Juni",
        "phone_number": _wish(place) if by_sms else None,
        "internal_number": str(200_000 + place // TRIO) if place % TRIO == 1 else None,
        "conference_package": _PACKAGES[place % 6],
        "activation_date": _written(activation, place),
        "start_date": _written(activation + timedelta(days=place % 7), place),
        "city": _CITIES[place % 4],
    }


def _wish(place: int) -> str:
    """Twelve national digits, as many as a number may have (S-14)."""
    block, end = divmod(place // TRIO, 100_000)
    area, stem = _STEMS[block]
    return _WISHES[place % 4].format(area=area, stem=stem, end=f"{end:05d}")


def _written(day: date, place: int) -> str:
    return day.isoformat() if place % 10 == 0 else f"{day:%d.%m.%Y}"
