"""Judges what one row can break, by the model, and makes findings of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from trunkload.inventory.number_plan import GERMAN_MOBILE, TELEPHONE_CHARACTERS
from trunkload.validation.choices import CHOICES
from trunkload.validation.codes import Code
from trunkload.validation.internals import DOUBTFUL, REFUSED
from trunkload.validation.mixed_dates import put_in_order
from trunkload.validation.model import staff_model
from trunkload.validation.near_words import near_actions, near_countries, near_packages, near_yes_no
from trunkload.validation.phones import first_number
from trunkload.validation.rules import Rules
from trunkload.validation.telling import Teller
from trunkload.validation.texts import arrow
from trunkload.validation.told import Told
from trunkload.validation.written_dates import only_day


@dataclass(frozen=True, slots=True)
class Cells:
    """The reading of some rows, a column at a time."""

    read: pd.DataFrame
    rows: pd.Index

    def __getitem__(self, name: str) -> pd.Series:
        return self.read[name].loc[self.rows]


Suggest = Callable[[Cells], pd.Series]

FIELDS_OF = {"delivery": ("mobile",), "login_email": ("auth_email", "email")}
"""Where a finding of a read column is shown, where that is not the part before the dot."""

NAMED_INTERNALLY = frozenset({*REFUSED, *DOUBTFUL})
"""Codes that name the internal number, whether it is typed or the end of the wished number."""

LOOKS_LIKE_DIGIT = str.maketrans("OoIlSB", "001158")

SUGGESTIONS: dict[tuple[str, Code], Suggest] = {
    ("username.lowered", Code.USERNAME_LOWERED): lambda read: read["username.lowered"],
    ("mobile.notation", Code.PHONE_NOTATION): lambda read: read["mobile.notation"],
    ("phone_number.notation", Code.PHONE_NOTATION): lambda read: read["phone_number.notation"],
    ("mobile.problem", Code.PHONE_CHARACTERS): lambda read: _letters_as_digits(read["mobile"]),
    ("phone_number.problem", Code.PHONE_CHARACTERS): lambda read: _letters_as_digits(read["phone_number"]),
    ("mobile.problem", Code.PHONE_NO_PREFIX): lambda read: _german_mobile(read["mobile.bare"]),
    ("mobile.problem", Code.PHONE_TWO_NUMBERS): lambda read: first_number(read["mobile"]),
    ("phone_number.problem", Code.PHONE_TWO_NUMBERS): lambda read: first_number(read["phone_number"]),
    ("activation_date.unknown", Code.DATE_FORM): lambda read: _day_meant(read["activation_date"]),
    ("start_date.unknown", Code.ENTRY_DATE_FORM): lambda read: _day_meant(read["start_date"]),
    ("postal_code.german", Code.POSTAL_CODE_ZERO_LOST): lambda read: "0" + read["postal_code"],
    ("auth_without_mobile.unknown", Code.CHOICE_UNKNOWN): lambda read: near_yes_no(read["auth_without_mobile.unknown"]),
    ("country.unknown", Code.CHOICE_UNKNOWN): lambda read: near_countries(read["country.unknown"]),
    ("action.unknown", Code.CHOICE_UNKNOWN): lambda read: near_actions(read["action.unknown"]),
    ("conference_package.unknown", Code.CHOICE_UNKNOWN): lambda read: near_packages(read["conference_package.unknown"]),
}


def judge_rows(read: pd.DataFrame, rules: Rules, teller: Teller) -> Iterator[Told]:
    """Findings of the cell and row rules (S-02 to S-19), one part for each rule that some row breaks."""
    for column, code, rows in broken_rules(read, rules):
        field = column.split(".")[0]
        suggest = SUGGESTIONS.get((column, code))
        yield teller.tell_filled(
            code,
            rows,
            FIELDS_OF.get(field, (field,)),
            suggestion=suggest(Cells(read, rows)) if suggest else None,
            params=_params(code, field, Cells(read, rows), teller, rules),
        )


def broken_rules(read: pd.DataFrame, rules: Rules) -> Iterator[tuple[str, Code, pd.Index]]:
    """The rows that break each check of the model: its column, its code, and row numbers.

    The checks are called here and not by pandera, whose own way costs more than judging does (docs/decisions/0008); a
    test proves that both find the same.
    """
    for name, column in staff_model(rules).columns.items():
        filled = _filled(read[name])
        for check in column.checks:
            cells = filled if check.ignore_na else read[name]
            if len(cells):
                right = check._check_fn(cells).to_numpy(dtype=bool)  # noqa: SLF001 - pandera has no public name for it
                if not right.all():
                    yield str(name), Code(check.name), cells.index[~right]


def _filled(cells: pd.Series) -> pd.Series:
    """Many columns are full or have nothing, and that is known without a look at their cells."""
    empty = arrow(cells).null_count
    if not empty:
        return cells
    return cells.dropna() if empty < len(cells) else cells.iloc[:0]


def _params(code: Code, field: str, read: Cells, teller: Teller, rules: Rules) -> dict[str, pd.Series | str]:
    if code is Code.PHONE_CHARACTERS:
        odd = read[f"{field}.odd"]
        return {"odd": odd, "at": _places(odd, teller.typed[field].reindex(odd.index))}
    if code is Code.CHOICE_UNKNOWN:
        return {"choices": CHOICES[field]}
    if code in NAMED_INTERNALLY:
        return {"number": read[field]}
    return {**_limits(code, rules)}


def _limits(code: Code, rules: Rules) -> dict[str, str]:
    """What a company allows, for the sentences that name it."""
    limits = {
        Code.EMAIL_DOMAIN: {"domains": ", ".join(rules.mail_domains)},
        Code.INTERNAL_FORM: {"least": str(rules.internal_min_digits), "most": str(rules.internal_max_digits)},
        Code.PHONE_TOO_LONG: {"most": str(rules.max_national_digits)},
        Code.USERNAME_TOO_LONG: {"most": str(rules.username_max_length)},
    }
    return limits.get(code, {})


def _places(odd: pd.Series, typed: pd.Series) -> pd.Series:
    """Where the odd character stands in the cell as typed, counted from 1; `tel:` in front is not odd."""
    heads = typed.str.extract(r"^(\s*(?i:tel:)?)", expand=False).str.len()
    places = [str(text.find(one, head) + 1) for text, one, head in zip(typed, odd, heads, strict=True)]
    return pd.Series(places, index=odd.index, dtype=pd.StringDtype("pyarrow"))


def _letters_as_digits(typed: pd.Series) -> pd.Series:
    """`O`, `l`, `S`, `B` typed for 0, 1, 5, 8: a proposal, where nothing else is odd."""
    put_right = typed.str.translate(LOOKS_LIKE_DIGIT).astype(typed.dtype)
    return put_right.where(put_right.str.fullmatch(f"{TELEPHONE_CHARACTERS}+"))


def _day_meant(typed: pd.Series) -> pd.Series:
    """The day that the column's order shows, or that the cell alone leaves no doubt of."""
    return put_in_order(typed).fillna(only_day(typed))


def _german_mobile(digits: pd.Series) -> pd.Series:
    """Digits that Excel left of a mobile number: the plus or the 0 in front is gone."""
    with_country, with_zero = "+" + digits, "+49" + digits
    german = with_country.where(with_country.str.fullmatch(GERMAN_MOBILE))
    return german.fillna(with_zero.where(with_zero.str.fullmatch(GERMAN_MOBILE)))
