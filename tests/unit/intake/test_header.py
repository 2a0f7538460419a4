"""Which row is the header and which column means what."""

import pytest

from tests.unit.intake.builders import raw_table
from trunkload.intake.fields import Field
from trunkload.intake.header import best_header, match_header
from trunkload.intake.limits import LIMITS, Limits

NOBODY = ("",)


def fields_of(*headers: str) -> dict[str, str]:
    match = match_header(dict(enumerate(headers)))
    return {headers[place]: f"{field} by {match.how[place]}" for place, field in match.fields.items()}


def test_certain_words_are_mapped_as_synonyms() -> None:
    assert fields_of("Vorname", "Nachname", "Schuhgröße") == {
        "Vorname": "first_name by synonym",
        "Nachname": "last_name by synonym",
    }


def test_name_is_the_last_name_beside_a_first_name() -> None:
    assert fields_of("Name", "Vorname")["Name"] == "last_name by context"


def test_name_alone_means_nothing() -> None:
    assert "Name" not in fields_of("Name", "E-Mail")


def test_name_means_nothing_beside_first_and_last_name() -> None:
    assert "Name" not in fields_of("Name", "Vorname", "Nachname")


def test_rufname_is_the_first_name_only_where_no_vorname_stands() -> None:
    assert fields_of("Rufname", "Name") == {"Rufname": "first_name by context", "Name": "last_name by context"}
    assert "Rufname" not in fields_of("Rufname", "Vorname", "Nachname")


def test_mail_is_the_email_of_a_person_when_no_other_column_can_be_meant() -> None:
    assert fields_of("Vorname", "Nachname", "Mail")["Mail"] == "email by context"
    assert "Mail" not in fields_of("Vorname", "Nachname", "Mail", "E-Mail")
    assert "Mail" not in fields_of("Vorname", "Nachname", "Mail", "Login-Mail")
    assert "Mail" not in fields_of("Mail", "Standort")


@pytest.mark.parametrize("header", ["Telefon", "Nummer", "Tel."])
def test_telefon_and_nummer_are_never_taken_for_a_number_wish(header: str) -> None:
    assert header not in fields_of("Vorname", "Nachname", header)


def test_nr_is_a_house_number_only_right_of_the_street() -> None:
    assert fields_of("Vorname", "Straße", "Nr.")["Nr."] == "house_number by context"
    assert "Nr." not in fields_of("Nr.", "Vorname", "Straße")


def test_team_gives_way_to_abteilung() -> None:
    assert fields_of("Vorname", "Team")["Team"] == "department by context"
    assert "Team" not in fields_of("Vorname", "Team", "Abteilung")


def test_of_bereich_and_team_the_first_word_counts() -> None:
    found = fields_of("Vorname", "Team", "Bereich")
    assert found["Bereich"] == "department by context"
    assert "Team" not in found


def test_the_header_may_stand_below_a_title() -> None:
    table = raw_table(("Neue Mitarbeiter",), NOBODY, ("Vorname", "Nachname"), ("Ute", "Arndt"))
    header = best_header(table, LIMITS)
    assert header is not None
    assert header.row == 3
    assert header.match.fields == {0: Field.FIRST_NAME, 1: Field.LAST_NAME}


def test_the_row_with_most_known_words_is_the_header() -> None:
    """A group title above the header may be a known word as well."""
    table = raw_table(("Vorname", "", "Standort"), ("Vorname", "Nachname", "Ort"), ("Ute", "Arndt", "Köln"))
    header = best_header(table, LIMITS)
    assert header is not None
    assert header.row == 2


def test_the_upper_one_of_two_equal_headers_counts() -> None:
    table = raw_table(("Vorname", "Nachname"), ("Ute", "Arndt"), ("Vorname", "Nachname"))
    header = best_header(table, LIMITS)
    assert header is not None
    assert header.row == 1


def test_a_hidden_row_is_no_header() -> None:
    """HR systems write their own column names into a hidden first row."""
    table = raw_table(("first_name", "last_name"), ("Vorname", "Nachname"), ("Ute", "Arndt"), hidden_rows=[1])
    header = best_header(table, LIMITS)
    assert header is not None
    assert header.row == 2


def test_one_known_word_alone_is_no_header() -> None:
    assert best_header(raw_table(("Standort", "Köln"), ("Ute", "Arndt")), LIMITS) is None


def test_a_header_further_down_than_we_look_is_not_found() -> None:
    table = raw_table(NOBODY, NOBODY, NOBODY, ("Vorname", "Nachname"))
    assert best_header(table, Limits(header_rows=3)) is None
    assert best_header(table, Limits(header_rows=4)) is not None


def test_a_hidden_column_is_not_mapped() -> None:
    header = best_header(raw_table(("Vorname", "Nachname", "E-Mail"), hidden_columns=[2]), LIMITS)
    assert header is not None
    assert header.match.found == {Field.FIRST_NAME, Field.LAST_NAME}


def test_capitals_marks_and_line_breaks_make_no_difference() -> None:
    head = ("VORNAME *", "Nach-\nname\n(Pflicht)", "E-MAIL:", "STRASSE", "Büro (optional)")
    table = raw_table(("Stand: November 2026",), NOBODY, head, ("Ute", "Arndt", "ute.arndt@example.org"))
    header = best_header(table, LIMITS)
    assert header is not None
    assert header.row == 3
    assert list(header.match.fields.values()) == ["first_name", "last_name", "email", "street", "location"]


def test_of_a_header_in_two_lines_the_one_with_most_words_counts() -> None:
    """Merged cells come with their text in both lines."""
    first = ("Person", "Person", "Adresse", "Adresse", "Eintrittsdatum")
    second = ("Vorname", "Nachname", "PLZ", "Ort", "Eintrittsdatum")
    header = best_header(raw_table(first, second, ("Ute", "Arndt", "50667", "Köln", "01.12.2026")), LIMITS)
    assert header is not None
    assert (header.row, len(header.match.found)) == (2, 5)


@pytest.mark.parametrize(
    ("export", "headers"),
    [
        ("Personio", ["Personalnummer", "Vorname", "Nachname", "E-Mail", "Einstellungsdatum", "Abteilung", "Büro"]),
        (
            "DATEV",
            ["Pers.-Nr.", "Familienname", "Vorname", "Strasse", "Haus-Nr.", "PLZ", "Ort", "Eintritt", "KSt.-Nr."],
        ),
        ("SAP HCM", ["PERNR", "NACHN", "VORNA", "STRAS", "HSNMR", "PSTLZ", "ORT01", "LAND1", "KOSTL"]),
        ("SuccessFactors", ["Employee ID", "First Name", "Last Name", "Business Email", "Hire Date", "Cost Center"]),
        ("Workday", ["Worker ID", "Legal First Name", "Legal Last Name", "Email - Primary Work", "Work Location"]),
        ("rexx", ["Personalnr.", "Nachname", "Vorname", "E-Mail (geschäftlich)", "Mobil (dienstlich)", "Arbeitsort"]),
        ("Sage", ["Mitarbeiternr.", "Name", "Vorname", "E-Mail-Adresse dienstlich", "Eintrittsdatum", "Kostenst."]),
    ],
)
def test_the_columns_of_hr_systems_are_known(export: str, headers: list[str]) -> None:
    assert sorted(fields_of(*headers)) == sorted(headers), export


def test_of_several_dates_of_entry_the_usual_one_counts() -> None:
    found = fields_of("Vorname", "Ersteintritt", "Vertragsbeginn", "Eintrittsdatum")
    assert found["Eintrittsdatum"] == "start_date by synonym"
    assert len(found) == 2


@pytest.mark.parametrize(
    "header", ["Vorgesetzter", "E-Mail privat", "Geburtsname", "Straße und Hausnummer", "Position"]
)
def test_a_word_that_only_looks_like_ours_means_nothing(header: str) -> None:
    assert header not in fields_of("Vorname", "Nachname", header)
