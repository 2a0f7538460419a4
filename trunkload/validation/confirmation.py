"""Judges whether the login address and its repetition are the same (S-11)."""

from collections.abc import Iterator

import pandas as pd
import pyarrow.compute as pc

from trunkload.intake.fields import Field
from trunkload.validation.codes import Code
from trunkload.validation.emails import same_address
from trunkload.validation.telling import Teller
from trunkload.validation.texts import arrow, true
from trunkload.validation.told import Told


def judge_confirmation(read: pd.DataFrame, teller: Teller) -> Iterator[Told]:
    """S-11: the portal asks for the address twice."""
    login, confirm = read["login_email"], read[Field.AUTH_EMAIL_CONFIRM]
    other = true(pc.not_equal(arrow(login), arrow(confirm)))
    if other.any():
        rows = read.index[other]
        differs = rows[~same_address(login[rows], confirm[rows]).to_numpy(dtype=bool)]
        yield teller.tell(Code.AUTH_EMAIL_DIFFERS, differs, Field.AUTH_EMAIL_CONFIRM, params={"other": login})
