"""Knows what a row would change of a workplace: every filled cell beside the carrier's record, old and new."""

import pandas as pd
import pyarrow.compute as pc

from trunkload.intake.fields import Field
from trunkload.validation.actions.action import Action
from trunkload.validation.actions.people import People
from trunkload.validation.choices import read_yes_no
from trunkload.validation.codes import Code
from trunkload.validation.telling import Teller
from trunkload.validation.texts import arrow, true
from trunkload.validation.told import Told

FIELDS: dict[str, tuple[str, ...]] = {
    "given_name": (Field.FIRST_NAME,),
    "family_name": (Field.LAST_NAME,),
    "email": (Field.AUTH_EMAIL, Field.EMAIL),
    "mobile": (Field.MOBILE, Field.AUTH_WITHOUT_MOBILE),
    "street": (Field.STREET,),
    "house_number": (Field.HOUSE_NUMBER,),
    "postal_code": (Field.POSTAL_CODE,),
    "city": (Field.CITY,),
    "country": (Field.COUNTRY,),
    "number": (Field.PHONE_NUMBER, Field.EXTENSION),
    "internal_number": (Field.INTERNAL_NUMBER,),
    "package": (Field.CONFERENCE_PACKAGE,),
}
"""What of a workplace can be changed, and in which cells of a row it stands."""

NAMES = ("given_name", "family_name")
NOTHING = ""
"""What a cell says that takes a value away; an empty cell says nothing at all."""

SHOWN_AS_NOTHING = "–"


def changed_values(people: People) -> pd.DataFrame:
    """Columns of FIELDS: what the filled cells ask for where it is not so already, NA elsewhere.

    Capital letters make no other address, and no other name unless the row says that it modifies.
    """
    meant = (people.typed == Action.MODIFY).fillna(value=False).astype(bool)
    changed = {}
    for name, new in _asked(people).items():
        old = old_values(people.record, name)
        other = new != old
        if name == "email" or name in NAMES:
            spelt = other & meant if name in NAMES else False
            other = (new.str.lower() != old.str.lower()) | spelt
        changed[name] = new.where(other.fillna(value=False).astype(bool))
    return pd.DataFrame(changed, index=people.rows)


def _asked(people: People) -> dict[str, pd.Series]:
    """Columns of FIELDS: what the cells ask for; the tick “without mobile number” takes one away, in words."""
    read = people.read
    ticked = true(pc.equal(read_yes_no(arrow(read[Field.AUTH_WITHOUT_MOBILE])), "yes"))
    return {
        "given_name": read[Field.FIRST_NAME],
        "family_name": read[Field.LAST_NAME],
        "email": read["login_email"],
        "mobile": read["mobile.e164"].mask(read[Field.MOBILE].isna() & ticked, NOTHING),
        "street": read[Field.STREET],
        "house_number": read[Field.HOUSE_NUMBER],
        "postal_code": read[Field.POSTAL_CODE],
        "city": read[Field.CITY],
        "country": read["country.meant"].where(read[Field.COUNTRY].notna()),
        "number": people.places["wish"],
        "internal_number": read[Field.INTERNAL_NUMBER],
        "package": read["conference_package.meant"],
    }


def old_values(record: pd.DataFrame, name: str) -> pd.Series:
    """What the carrier has; no package is the package `none`."""
    return record[name].fillna("none" if name == "package" else NOTHING)


def tell_changes(changed: pd.DataFrame, record: pd.DataFrame, teller: Teller) -> list[Told]:
    """One note for each value that changes, old and new."""
    told = []
    for name, fields in FIELDS.items():
        new = changed[name].dropna()
        old = old_values(record, name).reindex(new.index)
        params: dict[str, pd.Series | str] = {"old": _shown(old, name), "new": _shown(new, name)}
        told.append(teller.tell_filled(Code.CHANGED, new.index, fields, params=params))
    return told


def _shown(values: pd.Series, name: str) -> pd.Series:
    shown = values.replace({NOTHING: SHOWN_AS_NOTHING})
    return shown.replace({"none": SHOWN_AS_NOTHING}).str.capitalize() if name == "package" else shown
