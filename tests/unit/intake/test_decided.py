"""What was decided about columns, as it is remembered."""

from trunkload.intake.choices import Choices
from trunkload.intake.decided import decided_columns, decisions, fingerprint_of
from trunkload.intake.sheet import Column


def column(letter: str, header: str, field: str | None = None, how: str = "decided") -> Column:
    return Column(letter, header, field, how)


def test_only_what_was_decided_is_remembered() -> None:
    known = column("B", "E-Mail", "email", "synonym")
    assert decided_columns([column("A", "Kontakt", "mobile"), known, column("C", "Notiz")]) == {
        "Kontakt": "mobile",
        "Notiz": "",
    }


def test_a_column_without_a_header_is_remembered_by_its_letter() -> None:
    assert decided_columns([column("B", "", "employee_id"), column("C", "#")]) == {"B": "employee_id", "C": ""}


def test_columns_of_one_header_are_remembered_apart_where_they_differ() -> None:
    assert decided_columns([column("A", "Name", "first_name"), column("B", "NAME", "last_name")]) == {
        "A": "first_name",
        "B": "last_name",
    }
    assert decided_columns([column("A", "Name", "first_name"), column("B", "Name", None, "unknown")]) == {
        "A": "first_name"
    }


def test_columns_of_one_header_that_are_all_left_out_are_remembered_by_it() -> None:
    assert decided_columns([column("A", "x"), column("B", "x")]) == {"x": ""}


def test_what_is_remembered_is_decided_again() -> None:
    texts = {0: "Kontakt", 1: "Name", 2: "Name", 4: "#"}
    kept = {"Kontakt": "mobile", "B": "first_name", "C": "last_name", "D": "employee_id", "#": ""}
    choices = Choices(remembered={fingerprint_of(texts): kept})
    assert decisions(texts, choices, texts) == {0: "mobile", 1: "first_name", 2: "last_name", 3: "employee_id", 4: ""}
    assert decisions(texts, choices.about("0" * 64), texts) == {}
