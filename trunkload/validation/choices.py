"""Knows the words that people use for yes and no, actions, conference packages and countries."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from trunkload.validation.glance.distinct import distinct_of
from trunkload.validation.texts import STRINGS, is_all, only

YES = frozenset({"ja", "j", "yes", "y", "x", "wahr", "true", "1"})
NO = frozenset({"nein", "n", "no", "-", "falsch", "false", "0"})

ACTIONS = {
    **dict.fromkeys(
        (
            *("add", "new", "create", "joiner", "hire"),
            *("neu", "anlegen", "neuanlage", "hinzufügen", "hinzufuegen", "zugang", "neuzugang", "einrichten"),
            *("anlage", "neueinstellung"),
        ),
        "add",
    ),
    **dict.fromkeys(
        (
            *("modify", "change", "update", "edit"),
            *("ändern", "aendern", "änderung", "aenderung", "anpassen", "anpassung", "bearbeiten", "aktualisieren"),
        ),
        "modify",
    ),
    **dict.fromkeys(
        (
            *("delete", "remove", "cancel", "leaver"),
            *("löschen", "loeschen", "löschung", "loeschung", "entfernen", "kündigen", "kuendigen", "kündigung"),
            *("kuendigung", "abgang", "weg"),
        ),
        "delete",
    ),
}
"""Words that mean one thing only. “Wechsel” is none of them: the person, the site or the package may change, and a
workplace cannot move (R-13); “Austritt” is a day and no order, “Storno” would be the end of an order."""

PACKAGES = {
    **dict.fromkeys(("none", "keins", "kein", "keine", "-", "nein", "ohne", "no"), "none"),
    **dict.fromkeys(("basic", "konferenz basic", "conference basic"), "basic"),
    **dict.fromkeys(("plus", "konferenz plus", "conference plus"), "plus"),
    **dict.fromkeys(("premium", "konferenz premium", "conference premium"), "premium"),
}
"""S-20. Bare "Konferenz" is an old package and must not be mapped silently (R-21)."""

AMBIGUOUS_PACKAGES = frozenset({"konferenz", "conference", "ja", "yes", "x", "wahr", "true", "1"})

COUNTRIES = {
    **dict.fromkeys(("de", "deutschland", "germany", "d"), "DE"),
    **dict.fromkeys(("at", "österreich", "oesterreich", "austria", "a"), "AT"),
    **dict.fromkeys(("ch", "schweiz", "switzerland"), "CH"),
}
"""Names of the countries that staff of a German site live in; other countries are written as two letters."""

CHOICES = {
    "action": "neu, ändern, löschen",
    "auth_without_mobile": "ja, nein",
    "conference_package": "keins, Basic, Plus, Premium",
    "country": "DE, AT, CH, FR, PL …",
}
"""What a person is told to choose from, as the template has it."""


def read_words(typed: pa.Array, meanings: Mapping[str, str]) -> pa.Array:
    """The meaning of each word whatever its capitals; null where it has none."""
    column = distinct_of(typed)
    meant = pa.array([meanings.get(word) for word in pc.utf8_lower(column.texts).to_pylist()], STRINGS)
    return column.spread(meant)


def read_yes_no(typed: pa.Array) -> pa.Array:
    """`yes`, `no`, or null for an empty cell and for a word that is neither."""
    return read_words(typed, {**dict.fromkeys(YES, "yes"), **dict.fromkeys(NO, "no")})


def read_countries(typed: pa.Array) -> pa.Array:
    """ISO 3166 two-letter codes; an empty cell is Germany, null for a name that nobody listed."""
    named = pc.coalesce(read_words(typed, COUNTRIES), pc.utf8_upper(only(typed, is_all(typed, "[A-Za-z]{2}"))))
    return pc.if_else(typed.is_null(), pa.scalar("DE", STRINGS), named)
