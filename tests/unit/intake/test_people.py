"""Which rows are people, and where the others went."""

import tomllib
from collections.abc import Sequence
from importlib.resources import files

import pytest

from tests.unit.intake.builders import STAFF_HEADER, raw_table
from trunkload.intake.example import EXAMPLES
from trunkload.intake.fields import STAFF_COLUMNS, Field
from trunkload.intake.header import Header, best_header, match_header
from trunkload.intake.limits import LIMITS
from trunkload.intake.people import People, sort_rows
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.sheet import Skipped

UTE = ("Ute", "Arndt", "ute.arndt@example.org")
BODO = ("Bodo", "Brandt", "bodo.brandt@example.org")
EMPTY = ("", "", "")


def people_in(
    *rows: Sequence[str],
    header: Sequence[str] = STAFF_HEADER,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
    ragged: bool = False,
) -> People:
    table = raw_table(header, *rows, hidden_rows=hidden_rows, hidden_columns=hidden_columns, ragged=ragged)
    found = best_header(table, LIMITS)
    assert found is not None
    return sort_rows(table, found)


def test_a_person_keeps_the_row_number_of_the_spreadsheet() -> None:
    people = people_in(UTE, BODO)
    assert list(people.staff.index) == [2, 3]
    assert people.staff.index.name == "row"
    assert list(people.staff.columns) == list(STAFF_COLUMNS)
    assert list(people.staff["first_name"]) == ["Ute", "Bodo"]
    assert {str(kind) for kind in people.staff.dtypes} == {"string"}


def test_a_column_that_the_file_does_not_have_is_empty() -> None:
    assert bool(people_in(UTE).staff["username"].isna().all())


def test_blank_rows_are_counted_up_to_the_last_content() -> None:
    people = people_in(UTE, EMPTY, ("  ", "\u00a0", ""), BODO, EMPTY, EMPTY)
    assert list(people.staff.index) == [2, 5]
    assert people.skipped == Skipped(blank=(3, 4))


def test_a_row_with_content_in_unknown_columns_only_is_blank() -> None:
    """A running number is prepared for more people than there are."""
    people = people_in(("1", *UTE), ("2", *EMPTY), ("3", *BODO), header=("lfd.", *STAFF_HEADER))
    assert list(people.staff.index) == [2, 4]
    assert people.skipped.blank == (3,)


def test_hidden_rows_are_skipped() -> None:
    people = people_in(UTE, BODO, hidden_rows=[2])
    assert list(people.staff.index) == [3]
    assert people.skipped == Skipped(hidden=(2,))


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_example_row_of_our_template_is_skipped(lang: str) -> None:
    example = EXAMPLES[lang]
    row = (example[Field.FIRST_NAME], example[Field.LAST_NAME], example[Field.EMAIL])
    people = people_in(row, UTE)
    assert people.skipped == Skipped(example=(2,))
    assert list(people.staff.index) == [3]


def test_a_person_typed_over_the_example_is_a_person() -> None:
    assert len(people_in(("Erika", "Beispiel", "e.beispiel@example.com")).staff) == 1


@pytest.mark.parametrize(
    "footer",
    [
        ("Summe", "", "2"),
        ("", "Gesamt:", ""),
        ("Stand: 20.11.2026", "", ""),
        ("2 Mitarbeiter", "", ""),
        ("Total", "", ""),
        ("Seite 1 von 1", "", ""),
        ("Vorname", "Nachname", "E-Mail"),
        ("", "", "2"),
    ],
)
def test_a_footer_below_the_table_is_skipped(footer: Sequence[str]) -> None:
    header = ("Vorname", "Nachname", "Kostenstelle") if footer[0] != "Vorname" else STAFF_HEADER
    people = people_in(("Ute", "Arndt", "0815"), ("Bodo", "Brandt", "0815"), footer, header=header)
    assert people.skipped == Skipped(footer=(4,))
    assert list(people.staff.index) == [2, 3]


@pytest.mark.parametrize(
    "line",
    [
        ("Summe", "3", ""),
        ("Gesamtanzahl Mitarbeiter", "3", ""),
        ("Anzahl:", "3", ""),
        ("Ansprechpartner: Frau Müller", "Tel. 0221 4710", ""),
        ("Stand 20.11.2026", "", ""),
    ],
)
def test_a_total_with_its_figure_among_the_names_is_a_footer(line: Sequence[str]) -> None:
    people = people_in(
        ("Ute", "Arndt", "0815"), ("Bodo", "Brandt", "0815"), line, header=("Vorname", "Nachname", "KST")
    )
    assert people.skipped == Skipped(footer=(4,))


@pytest.mark.parametrize("first", ["Gesamtbetriebsrat", "Stand-by", "Summe", "Anzahl"])
def test_a_department_that_begins_like_a_footer_makes_no_person_vanish(first: str) -> None:
    """Without a first name the row is no order; what it lacks must be told."""
    header = ("Abteilung", "Nachname", "Vorname", "Personalnummer")
    people = people_in((first, "Meier", "", "4711"), ("IT", "Arndt", "Ute", "4712"), header=header)
    assert list(people.staff.index) == [2, 3]


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ([("Ute", "Arndt", "Nord", "4100", "")], True),
        ([("Ute", "Arndt", "4100"), ("Bodo", "Brandt", "Nord", "4100")], True),
        ([("Ute", "Arndt", "4100", ""), ("Bodo", "Brandt", "4100", "Notiz")], False),
    ],
)
def test_a_delimiter_too_many_is_seen_below_a_header_that_ends_with_one(
    rows: Sequence[Sequence[str]], refused: bool
) -> None:
    """Excel fills every line up to the same number of cells; a note right of the table makes no line longer."""
    header = ("Vorname", "Nachname", "KST", "")
    if refused:
        with pytest.raises(Refused) as found:
            people_in(*rows, header=header, ragged=True)
        assert found.value.code is RefusalCode.ROW_RAGGED
    else:
        assert len(people_in(*rows, header=header, ragged=True).staff) == 2


def test_a_lone_cell_below_the_total_is_no_person_and_above_it_is_one() -> None:
    header = ("Vorname", "Nachname", "Kostenstelle")
    people = people_in(
        ("Ute", "Arndt", "0815"), ("Bodo", "", ""), ("Summe", "", "2"), ("Vertraulich", "", ""), header=header
    )
    assert list(people.staff.index) == [2, 3]
    assert people.skipped == Skipped(footer=(4, 5))


@pytest.mark.parametrize(
    "person",
    [
        ("Summe", "Arndt", ""),
        ("Total", "Gesamt", ""),
        ("", "Stand", "s.stand@example.org"),
        ("Standa", "", ""),
        ("Seitenbacher", "", ""),
    ],
)
def test_a_person_is_never_taken_for_a_footer(person: Sequence[str]) -> None:
    people = people_in(person, BODO)
    assert list(people.staff.index) == [2, 3]


def test_a_row_without_names_amid_the_people_is_kept_for_its_finding() -> None:
    assert list(people_in(UTE, ("", "", "0815"), BODO, header=("Vorname", "Nachname", "KST")).staff.index) == [2, 3, 4]


def test_a_header_that_is_repeated_inside_the_table_is_skipped() -> None:
    people = people_in(UTE, STAFF_HEADER, BODO)
    assert people.skipped == Skipped(footer=(3,))


def test_every_row_is_a_person_or_skipped_for_one_reason() -> None:
    """Promise 1: the receipt adds up."""
    rows = (UTE, EMPTY, BODO, STAFF_HEADER, ("Erika", "Beispiel", "erika.beispiel@example.org"), UTE, ("Summe", "", ""))
    people = people_in(*rows, hidden_rows=[7])
    skipped = people.skipped
    everything = [*people.staff.index, *skipped.blank, *skipped.hidden, *skipped.example, *skipped.footer]
    assert sorted(everything) == [2, 3, 4, 5, 6, 7, 8]


def test_nobody_below_the_header_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        people_in(EMPTY, EMPTY)
    assert (refused.value.code, refused.value.row) == (RefusalCode.NO_ROWS, 1)


def test_nobody_but_skipped_rows_is_refused_with_their_count() -> None:
    with pytest.raises(Refused) as refused:
        people_in(UTE, BODO, hidden_rows=[2, 3])
    assert refused.value.code is RefusalCode.NO_ROWS
    assert refused.value.params == {"what": "hidden", "hidden": "2", "sheet": "Mitarbeiter"}


def test_a_row_with_a_cell_too_many_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        people_in(UTE, (*BODO, "oder Berlin"), ragged=True)
    assert (refused.value.code, refused.value.row, refused.value.column) == (RefusalCode.ROW_RAGGED, 3, "D")
    assert refused.value.params == {"cells": "4", "expected": "3", "rows": "3", "count": "1"}


def test_a_row_with_cells_too_few_or_empty_ones_too_many_is_filled_up() -> None:
    people = people_in(("Ute", "Arndt"), (*BODO, "", ""), ragged=True)
    assert list(people.staff.index) == [2, 3]
    assert bool(people.staff["email"].isna().loc[2])


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_lines_that_explain_our_template_are_no_people(lang: str) -> None:
    """Sorted by name, the sheet has them below the header; they are skipped as what is left of the template."""
    texts = tomllib.loads(files("trunkload.intake").joinpath("template.toml").read_text("utf-8"))["texts"][lang]
    title, hint = f"{texts['title']} · {texts['stamp']}", texts["hint"]
    people = people_in(("4711", *UTE), (title,), (hint,), header=("Personalnummer", *STAFF_HEADER))
    assert list(people.staff.index) == [2]
    assert people.skipped == Skipped(example=(3, 4))


def test_a_decided_column_without_a_header_makes_no_row_a_repeated_header() -> None:
    table = raw_table(("", "", "x"), ("Ute", "Arndt", "y"))
    header = Header(1, {2: "x"}, match_header({2: "x"}, {0: "first_name", 1: "last_name"}))
    assert list(sort_rows(table, header).staff.index) == [2]
