"""Judges whether all cells that say who is meant mean one person: a mixed-up row would change another's workplace."""

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.validation.actions.action import Action
from trunkload.validation.actions.people import People
from trunkload.validation.codes import Code
from trunkload.validation.telling import Teller
from trunkload.validation.told import Told

WHO = {
    "given_name": (Field.FIRST_NAME,),
    "family_name": (Field.LAST_NAME,),
    "email": (Field.AUTH_EMAIL, Field.EMAIL),
    "username": (Field.USERNAME,),
    "number": (Field.PHONE_NUMBER, Field.EXTENSION),
}


def judge_mixed_up(people: People, teller: Teller) -> tuple[pd.Index, list[Told]]:
    """Rows that name two workplaces, or one that is another person's, and what to say.

    A workplace that ends is gone for good, so every cell must fit it. One that changes may get another name or
    address, but not another first and another last name at once.
    """
    record, two = people.record, people.other.dropna()
    differs = _differing(people)
    deletes = people.rows.isin(people.who(Action.DELETE)) & differs.any(axis=1).to_numpy(dtype=bool)
    stranger = (differs["given_name"] & differs["family_name"]).to_numpy(dtype=bool)
    wrong = differs[deletes | stranger].drop(two.index, errors="ignore")
    holder = (record["given_name"].fillna("") + " " + record["family_name"].fillna("")).str.strip()
    where: dict[str, pd.Series | str] = {"username": record["username"], "holder": holder}
    told = [teller.tell(Code.PERSON_CONTRADICTORY, two.index, Field.LAST_NAME, params={**where, "other": two})]
    first = wrong.idxmax(axis=1) if len(wrong) else pd.Series(dtype=object)
    told += [
        teller.tell_filled(Code.PERSON_DIFFERS, wrong.index[first == name], fields, params=where)
        for name, fields in WHO.items()
    ]
    return two.index.union(wrong.index), told


def _differing(people: People) -> pd.DataFrame:
    """Columns of WHO: a filled cell that is not what the carrier has."""
    said = {
        "given_name": people.read[Field.FIRST_NAME],
        "family_name": people.read[Field.LAST_NAME],
        "email": people.read["login_email"],
        "username": people.read["username.meant"],
        "number": people.places["wish"],
    }
    return pd.DataFrame(
        {
            name: (cells.str.lower() != people.record[name].str.lower()).fillna(value=False).astype(bool)
            for name, cells in said.items()
        },
        index=people.rows,
    )
