import pytest

from tests.builders import sample_account, someone, with_workplaces
from tests.unit.validation.builders import Row, another, check, codes, told
from trunkload.inventory.account import Account
from trunkload.validation.check import Checked

ROW = someone("Ute", "Beck", phone_number="0221 4710-150", employee_id="007")


def planned(rows: Checked, row: int = 2) -> Account:
    """The account when this row of the check is planned by an open import."""
    decided = rows.decided.loc[row].to_dict()
    keys = {name: str(decided[name]) for name in ("employee_key", "identity_key", "row_digest")}
    more = {"username": "ute.beck", "state": "planned", "import_id": "imp-2026-11-23-0001", "package": "none"}
    return with_workplaces(sample_account(), {**more, **keys})


@pytest.fixture(scope="module")
def account() -> Account:
    return planned(check(ROW))


def test_what_is_planned_for_a_person_already_is_counted_as_repeated(account: Account) -> None:
    """Promise 5: however the row is written and wherever it stands, nothing is doubled and nothing more is told."""
    rewritten = {**ROW, "phone_number": "+49 (0)221/4710150", "mobile": "+49 152 28817386", "location": "köln"}
    checked = check(another(1), {**rewritten, "remark": "neu"}, account=account)
    assert checked.repeated.tolist() == [3]
    assert [one.code for one in checked.findings.of_row(3)] == ["person_planned"]
    assert told(checked, "person_planned", 3).params["import"] == "imp-2026-11-23-0001"
    receipt = checked.receipt
    assert (receipt.rows, receipt.ready, receipt.blocked, receipt.repeated) == (2, 1, 0, 1)


def test_a_sheet_of_repeated_rows_only_leaves_nothing_to_order(account: Account) -> None:
    """Promise 5."""
    checked = check(ROW, account=account)
    assert (len(checked.ready), checked.receipt.repeated, checked.receipt.to_order) == (0, 1, 0)


@pytest.mark.parametrize(
    "changed",
    [{"phone_number": "0221 4710-151"}, {"conference_package": "Plus"}, {"mobile": None, "auth_without_mobile": "ja"}],
)
def test_a_person_for_whom_something_else_is_planned_is_blocked(account: Account, changed: Row) -> None:
    """Promise 5: the row digest holds what is asked for."""
    assert "person_planned_differently" in codes(check({**ROW, **changed}, account=account))


def test_a_person_is_known_by_the_employee_number_after_a_marriage(account: Account) -> None:
    """Promise 5, section 7: keyed by the employee number, else by name and login address."""
    married = {**ROW, "last_name": "Kern", "email": "ute.kern@example.org", "phone_number": "0221 4710-151"}
    namesake = {**married, "employee_id": "008"}
    checked = check(married, namesake, account=account)
    assert "person_planned_differently" in codes(checked, 2)
    assert "person_planned_differently" not in codes(checked, 3)


def test_a_person_at_work_already_gets_no_second_workplace() -> None:
    """Promise 5: the carrier's own record counts too, by name and login address."""
    checked = check(
        someone("Anna", "Schmidt", action="neu"),
        someone("ANNA", "schmidt", email="Anna.Schmidt@example.org", employee_id="1", action="add"),
        someone("Anna", "Schmidt", email="anna.schmidt@example.com", action="neu"),
    )
    assert [codes(checked, row) >= {"person_has_workplace"} for row in (2, 3, 4)] == [True, True, False]
    assert told(checked, "person_has_workplace").params["username"] == "anna.schmidt"
