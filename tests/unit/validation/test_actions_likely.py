"""A person whose name or address changed is not recognised; the row must not become a second workplace unseen."""

import pytest

from tests.unit.validation.builders import Row, check, codes, told
from trunkload.validation.codes import Code
from trunkload.validation.findings import Severity

ANNA = {"first_name": "Anna", "last_name": "Schmidt", "email": "anna.schmidt@example.org"}
NEW: Row = {"mobile": "0152 28817386", "location": "Köln"}


def test_an_address_that_is_at_work_already_is_told_with_whose_it_is() -> None:
    """Promise 5: after a marriage the e-mail is the same and the name another."""
    finding = told(check({**NEW, **ANNA, "last_name": "Neumann", "email": "Anna.Schmidt@example.org"}), "email_at_work")
    assert (finding.severity, finding.field) == (Severity.WARNING, "email")
    assert finding.params == {"holder": "Anna Schmidt", "username": "anna.schmidt"}


def test_a_name_that_is_at_work_already_is_told() -> None:
    """Promise 5: the new address makes the same name another person, which it may be."""
    finding = told(check({**NEW, **ANNA, "email": "a.schmidt@example.org"}), "name_at_work")
    assert (finding.field, finding.params) == ("last_name", {"username": "anna.schmidt"})


@pytest.mark.parametrize(
    "cells", [ANNA, {**ANNA, "action": "neu"}, {"first_name": "Ida", "last_name": "Neu", "email": "ida@example.org"}]
)
def test_who_is_known_and_who_is_new_is_not_told_so(cells: Row) -> None:
    assert not {Code.EMAIL_AT_WORK, Code.NAME_AT_WORK} & codes(check({**NEW, **cells}))
