"""A glance must hide nothing: what it passes over is just what a close look has nothing to say about."""

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import TODAY, staff_sheet
from tests.unit.validation.builders import Row, another
from tests.unit.validation.test_properties import staff
from trunkload.intake.fields import Field
from trunkload.intake.sheet import Sheet
from trunkload.intake.workbooks.grid import Mark
from trunkload.validation.confirmation import judge_confirmation
from trunkload.validation.damage import mend_cells
from trunkload.validation.glance.look import look_over
from trunkload.validation.glance.plain import NEVER, plain_fields
from trunkload.validation.glance.whole import whole_reading
from trunkload.validation.one_row import judge_rows
from trunkload.validation.reading import read_cells, trimmed
from trunkload.validation.rules import Delivery, Rules
from trunkload.validation.telling import Teller

RULES = Rules()


def told_closely(sheet: Sheet, rules: Rules = RULES) -> tuple[set[int], pd.DataFrame]:
    """The rows of which a close look at every one tells anything, and what all of them mean."""
    teller = Teller(sheet.staff, {column.field: column.letter for column in sheet.columns if column.field})
    mended = mend_cells(trimmed(sheet.staff), sheet, sheet, teller)
    read = read_cells(mended.typed, rules, TODAY)
    told = [*mended.told, *judge_rows(read, rules, teller), *judge_confirmation(read, teller)]
    return {int(row) for one in told for row in one.rows}, read


def looked_at_closely(sheet: Sheet, rules: Rules = RULES, today: date = TODAY) -> set[int]:
    return set(sheet.staff.index[look_over(sheet, sheet, rules, today).close].tolist())


def as_python(pattern: str) -> str:
    """RE2 writes a character of Latin-1 with braces."""
    return re.sub(r"\\x\{([0-9A-F]{2})\}", r"\\x\1", pattern)


@settings(deadline=None, max_examples=60)
@given(staff(), st.sampled_from(Delivery))
def test_whatever_a_close_look_tells_of_a_row_the_glance_did_not_pass_over(rows: list[Row], delivery: Delivery) -> None:
    rules = Rules(delivery=delivery, required=("first_name", "last_name", "mobile"))
    sheet = staff_sheet(*rows)
    told, _ = told_closely(sheet, rules)
    assert told <= looked_at_closely(sheet, rules)


COMPANIES = (
    Rules(mail_domains=("example.org", "firma.local")),
    Rules(mail_domains=("müller.example",)),
    Rules(username_max_length=9, require_digit=True),
    Rules(internal_min_digits=4, internal_max_digits=4, max_national_digits=10),
)


@settings(deadline=None, max_examples=90)
@given(st.data(), st.sampled_from((RULES, *COMPANIES)), st.sampled_from(sorted(plain_fields(RULES))))
def test_of_a_plainly_right_cell_no_rule_has_anything_to_say(data: st.DataObject, rules: Rules, field: Field) -> None:
    """Whatever a company chose."""
    pattern = plain_fields(rules)[field].pattern
    if NEVER not in pattern:
        text = data.draw(st.from_regex(as_python(pattern), fullmatch=True))
        sheet = staff_sheet(another(0), another(1, **{field: text}))
        told, _ = told_closely(sheet, rules)
        assert told <= looked_at_closely(sheet, rules)


@settings(deadline=None, max_examples=30)
@given(staff(), st.sampled_from(COMPANIES))
def test_a_glance_follows_what_a_company_chose(rows: list[Row], rules: Rules) -> None:
    more = another(9, username="ute.beck", email="a.b@firma.local", internal_number="471", phone_number="0221 47101234")
    sheet = staff_sheet(*rows, more)
    told, _ = told_closely(sheet, rules)
    assert told <= looked_at_closely(sheet, rules)


@settings(deadline=None, max_examples=40)
@given(staff())
def test_a_glance_understands_cells_as_the_close_look_does(rows: list[Row]) -> None:
    sheet = staff_sheet(*rows)
    seen = look_over(sheet, sheet, RULES, TODAY)
    _, read = told_closely(sheet)
    whole = whole_reading(sheet.staff, seen, read.loc[sheet.staff.index[seen.close]]).read
    pd.testing.assert_frame_equal(whole, read[list(whole.columns)])


RIGHT: tuple[Row, ...] = (
    {},
    {"mobile": None, "auth_without_mobile": "ja"},
    {"email": "a.b@example.org", "auth_email": "a.b@example.org", "auth_email_confirm": "a.b@example.org"},
    {"activation_date": "01.03.2027", "start_date": "2027-03-01", "username": "ute.beck", "internal_number": "4711"},
    {"phone_number": "0221 4710-123", "postal_code": "01067", "street": "Straße des 17. Juni", "house_number": "12a"},
    {"conference_package": "Plus", "action": "neu", "country": "DE", "employee_id": "MA-0815", "cost_center": "0815"},
)


@pytest.mark.parametrize("cells", RIGHT)
def test_ordinary_right_rows_need_no_close_look(cells: Row) -> None:
    """Otherwise a glance would save nothing."""
    assert looked_at_closely(staff_sheet(another(1, **cells))) == set()


ODD: tuple[Row, ...] = (
    {"first_name": None},
    {"last_name": "WAHR"},
    {"first_name": "J?rgen"},
    {"email": "info@example.org"},
    {"email": "info.koeln@example.org"},
    {"email": "a.b@example.test"},
    {"mobile": None},
    {"auth_without_mobile": "ja"},
    {"mobile": "0221 4710100"},
    {"mobile": "+49 (0)152 28817386"},
    {"phone_number": "0221 4710" + "1" * 10},
    {"phone_number": "0800 4710100"},
    {"username": "abcd"},
    {"username": "12345"},
    {"internal_number": "118000"},
    {"internal_number": "7"},
    {"activation_date": "31.02.2027"},
    {"activation_date": "22.11.2026"},
    {"activation_date": "02.03.2027", "start_date": "01.03.2027"},
    {"auth_email": "a@example.org", "auth_email_confirm": "A@example.org"},
    {"email": "b@example.org", "auth_email": "a@example.org", "auth_email_confirm": "b@example.org"},
    {"action": "löschen"},
    {"conference_package": "Konferenz"},
    {"country": "AT"},
    {"postal_code": "1067"},
)


@pytest.mark.parametrize("cells", ODD)
def test_an_odd_cell_is_looked_at_closely(cells: Row) -> None:
    sheet = staff_sheet(another(1), another(2, **cells))
    assert looked_at_closely(sheet) == {3}


@pytest.mark.parametrize("mark", [Mark.MERGED, Mark.ERROR, Mark.NO_RESULT, Mark.DATE])
def test_a_cell_of_which_the_workbook_says_more_is_looked_at_closely(mark: Mark) -> None:
    sheet = replace(staff_sheet(another(1), another(2)), marks={mark: {Field.LAST_NAME: pd.Index([3])}})
    assert looked_at_closely(sheet) == {3}


def test_one_day_that_tells_of_its_column_has_all_of_it_looked_at() -> None:
    """03/15/2027 shows that 03.04.2027 may be the other way round."""
    days = ("03/15/2027", "03.04.2027", None)
    sheet = staff_sheet(*(another(number, activation_date=day) for number, day in enumerate(days)))
    assert looked_at_closely(sheet) == {2, 3}
