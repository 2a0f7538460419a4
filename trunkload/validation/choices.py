"""Knows the words that people use for yes and no, actions, conference packages and dates."""

import pandas as pd

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


def read_words(typed: pd.Series, meanings: dict[str, str]) -> pd.Series:
    """The meaning of each word whatever its capitals; NA where it has none."""
    if typed.isna().all():
        return typed
    return typed.str.lower().map(meanings).astype(typed.dtype)


def read_yes_no(typed: pd.Series) -> pd.Series:
    """`yes`, `no`, or NA for an empty cell and for a word that is neither."""
    return read_words(typed, {**dict.fromkeys(YES, "yes"), **dict.fromkeys(NO, "no")})


def read_countries(typed: pd.Series) -> pd.Series:
    """ISO 3166 two-letter codes; an empty cell is Germany, NA for a name that nobody listed."""
    named = read_words(typed, COUNTRIES)
    return named.fillna(typed.str.upper().where(typed.str.fullmatch(r"[A-Za-z]{2}"))).mask(typed.isna(), "DE")


def read_dates(typed: pd.Series) -> pd.Series:
    """Dates written as `01.03.2026` or `2026-03-01` (a time of day after it is dropped), as ISO text; NA otherwise."""
    if typed.isna().all():
        return typed
    day = typed.str.replace(r"[T ]\d{2}:\d{2}(?::\d{2})?$", "", regex=True)
    iso = pd.to_datetime(day.where(day.str.fullmatch(r"\d{4}-\d{2}-\d{2}")), format="%Y-%m-%d", errors="coerce")
    german = pd.to_datetime(
        day.where(day.str.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{4}")), format="%d.%m.%Y", errors="coerce"
    )
    return iso.fillna(german).dt.strftime("%Y-%m-%d").astype(typed.dtype)
