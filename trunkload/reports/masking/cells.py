"""Knows how each cell of the staff table, and each item of a plan made of it, is masked."""

import re
from collections.abc import Callable, Mapping
from typing import Final

import pandas as pd

from trunkload.intake.fields import Field
from trunkload.reports.masking.known import Known, is_day
from trunkload.reports.masking.looks import HIDDEN, LOOKS

ITEM_FIELDS: Final[Mapping[str, str]] = {
    "given_name": Field.FIRST_NAME,
    "family_name": Field.LAST_NAME,
    "email": Field.EMAIL,
    "mobile": Field.MOBILE,
    "street": Field.STREET,
    "house_number": Field.HOUSE_NUMBER,
    "postal_code": Field.POSTAL_CODE,
    "city": Field.CITY,
    "username": Field.USERNAME,
    "department": Field.DEPARTMENT,
    "of_workplace": Field.USERNAME,
    "employee_key": Field.EMPLOYEE_ID,
    "identity_key": Field.EMPLOYEE_ID,
    "row_digest": Field.REMARK,
}
"""Columns of a plan's items that say who somebody is, and the column of the sheet that says the same."""


PATTERN: Final = re.compile(r"[.0-9]+")
"""What a strategy asked a number to end with."""


def masked_cell(field: str | None, text: str, known: Known) -> str:
    """What may be seen of a text in the column `field`; free text, wherever it stands, is hidden."""
    look = LOOKS.get(field or "")
    if look is not None:
        return look(text)
    return text if known.may_be_seen(field, text) else HIDDEN


def masked_staff(staff: pd.DataFrame, known: Known) -> pd.DataFrame:
    return pd.DataFrame({name: _masked(staff[name], str(name), known) for name in staff.columns}, index=staff.index)


def masked_items(items: pd.DataFrame, known: Known) -> pd.DataFrame:
    """Numbers, packages and places stay as they are: the company's own, not the person's."""
    columns = {name: _masked(items[name], field, known) for name, field in ITEM_FIELDS.items()}
    return items.assign(**columns, reason=_said(items["reason"], _masked_reason))


def _masked(texts: pd.Series, field: str, known: Known) -> pd.Series:
    """Each different text is masked once; an empty cell stays empty."""
    return _said(texts, lambda text: masked_cell(field, text, known))


def _masked_reason(reason: str) -> str:
    """Why this number; what people were kept together by is text that somebody typed."""
    code, colon, detail = reason.partition(":")
    return reason if not colon or is_day(detail) or PATTERN.fullmatch(detail) else f"{code}:{HIDDEN}"


def _said(texts: pd.Series, mask: Callable[[str], str]) -> pd.Series:
    return texts.map({text: mask(str(text)) for text in texts.dropna().unique()}).astype(texts.dtype)
