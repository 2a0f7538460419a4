"""What a column means: as decided, by its words, by what stands in it, by likeness; and what is only suggested."""

from collections.abc import Mapping, Sequence

import pytest

from tests.unit.intake.builders import raw_table
from trunkload.intake.choices import Choices
from trunkload.intake.decided import fingerprint_of
from trunkload.intake.fields import Field
from trunkload.intake.header import Header, best_header
from trunkload.intake.likeness import likenesses, taken
from trunkload.intake.limits import LIMITS
from trunkload.intake.meaning import with_meaning
from trunkload.intake.vocabulary import normalised

MAILS = ("ute.arndt@example.org", "jan.beck@example.org", "eva.vogt@example.com", "li.kern@example.org")
MOBILES = ("0152 28817386", "+49 (0)152 28817386", "0049 152/28817386", "01522-8817386")


def header_of(choices: Choices = Choices(), /, **columns: Sequence[str]) -> Header:  # noqa: B008 - a frozen value
    """A sheet with first and last names and these columns, whose headers have `_` for blanks."""
    headers = [name.replace("_", " ") for name in columns]
    people = [["Ute", "Arndt"]] * max((len(cells) for cells in columns.values()), default=1)
    rows = [[*names, *cells] for names, cells in zip(people, zip(*columns.values(), strict=True), strict=True)]
    table = raw_table(["Vorname", "Nachname", *headers], *rows)
    header = best_header(table, LIMITS, choices)
    assert header is not None
    return with_meaning(header, table, choices)


def meaning_of(column: Sequence[str], name: str = "Kontakt") -> tuple[str | None, str | None, str | None]:
    """Field, how it is known, and the suggestion for one column."""
    match = header_of(**{name: column}).match
    return match.fields.get(2), match.how.get(2), match.suggestions.get(2)


def test_a_column_of_addresses_is_the_email() -> None:
    assert meaning_of(MAILS) == ("email", "content", None)


def test_a_few_other_cells_in_a_column_of_addresses_are_no_matter() -> None:
    assert meaning_of([*MAILS, "fehlt"]) == ("email", "content", None)
    assert meaning_of([*MAILS, "fehlt", "fehlt"]) == (None, None, None)


def test_two_columns_of_addresses_are_only_suggested() -> None:
    match = header_of(Kontakt=MAILS, Konto=MAILS[::-1]).match
    assert Field.EMAIL not in match.found
    assert dict(match.suggestions) == {2: "email", 3: "email"}


@pytest.mark.parametrize("known", ["E-Mail", "Login-Mail"])
def test_beside_an_email_column_another_column_of_addresses_means_nothing(known: str) -> None:
    match = header_of(**{known: MAILS, "Kontakt": MAILS[::-1]}).match
    assert 3 not in match.fields
    assert 3 not in match.suggestions


@pytest.mark.parametrize(
    "name", ["E-Mail_privat", "Mail_Vorgesetzte", "Manager", "Ansprechpartner_HR", "Notfallkontakt"]
)
def test_addresses_of_somebody_else_are_only_suggested(name: str) -> None:
    """The login would go to them."""
    assert meaning_of(MAILS, name) == (None, None, "email")


def test_one_address_for_all_is_nobodys_own() -> None:
    assert meaning_of([MAILS[0]] * 5) == (None, None, None)


def test_what_stands_below_the_sample_says_nothing() -> None:
    cells = [f"nr{number}@example.org" for number in range(200)]
    assert meaning_of([*cells, *["–"] * 300])[0] == "email"


@pytest.mark.parametrize("name", ["Telefon", "Nummer", "Tel."])
def test_mobile_numbers_below_an_ambiguous_word_are_only_suggested(name: str) -> None:
    assert meaning_of(MOBILES, name) == (None, None, "mobile")


def test_one_landline_number_among_them_takes_the_suggestion_away() -> None:
    assert meaning_of([*MOBILES, "0221 4710-100"], "Telefon") == (None, None, None)


def test_a_header_that_is_nearly_a_long_word_is_taken() -> None:
    assert meaning_of(["4711"], "Personalnumer") == ("employee_id", "fuzzy", None)


def test_a_shorter_slip_is_only_suggested() -> None:
    assert meaning_of(["0815"], "Abteilnug") == (None, None, "department")


def test_two_headers_that_are_nearly_one_word_are_only_suggested() -> None:
    match = header_of(Personalnumer=["1"], Personnalnummer=["2"]).match
    assert Field.EMPLOYEE_ID not in match.found
    assert dict(match.suggestions) == {2: "employee_id", 3: "employee_id"}


def test_nothing_is_suggested_for_a_field_that_the_sheet_has() -> None:
    assert dict(header_of(Personalnummer=["1"], Personalnumer=["2"]).match.suggestions) == {}


def test_a_second_number_of_its_kind_is_not_taken_for_the_first() -> None:
    assert meaning_of(["x"], "Mobiltelefon_2") == (None, None, "mobile")


@pytest.mark.parametrize(
    "name",
    [
        *("Deaktivierungsdatum", "Deactivation date", "Externe Rufnummer", "External number", "Personal number"),
        *("Austrittsdatum", "Rehire date", "Abmeldename", "Authentication with mobile number", "mit Mobilfunknummer"),
    ],
)
def test_the_opposite_of_a_word_is_not_taken_for_it(name: str) -> None:
    assert taken(likenesses({0: normalised(name)}, set(Field))) == {}


@pytest.mark.parametrize("name", ["Name", "Telefon", "Nummer", "Mail", "Anschrift"])
def test_an_ambiguous_word_is_like_nothing(name: str) -> None:
    table = raw_table((name, "Vorname", "Standort"), ("x", "Ute", "Köln"))
    header = best_header(table, LIMITS)
    assert header is not None
    assert dict(with_meaning(header, table, Choices()).match.suggestions) == {}


def decided(columns: Mapping[str, str]) -> dict[str, tuple[str | None, str | None]]:
    match = header_of(Choices(columns=columns), **{"Kontakt": MAILS, "E-Mail": MAILS, "Handy": MOBILES}).match
    names = ("Vorname", "Nachname", "Kontakt", "E-Mail", "Handy")
    return {name: (match.fields.get(place), match.how.get(place)) for place, name in enumerate(names)}


def test_a_person_decides_before_any_word() -> None:
    found = decided({"E-Mail": "auth_email", "Kontakt": "email"})
    assert (found["E-Mail"], found["Kontakt"]) == (("auth_email", "decided"), ("email", "decided"))


def test_a_column_is_left_out_by_a_decision() -> None:
    assert decided({"Handy": ""})["Handy"] == (None, "decided")


@pytest.mark.parametrize("typed", ["kontakt", "Kon-\ntakt *", "C", "c"])
def test_a_column_is_named_as_people_vary_it_or_by_its_letter(typed: str) -> None:
    assert decided({typed: "remark"})["Kontakt"] == ("remark", "decided")


def test_a_header_comes_before_a_letter() -> None:
    match = header_of(Choices(columns={"D": "remark"}), D=["x"], Kontakt=["y"]).match
    assert match.fields.get(2) is Field.REMARK
    assert 3 not in match.fields


def test_decided_words_make_a_header_row() -> None:
    table = raw_table(("Nye kolleger",), ("Fornavn", "Efternavn"), ("Ute", "Arndt"))
    assert best_header(table, LIMITS) is None
    header = best_header(table, LIMITS, Choices(columns={"Fornavn": "first_name", "Efternavn": "last_name"}))
    assert header is not None
    assert header.row == 2


def test_what_is_remembered_counts_for_just_this_header_row() -> None:
    texts = {0: "Vorname", 1: "Nachname", 2: "Kontakt"}
    remembered = {fingerprint_of(texts): {"Kontakt": "remark"}, fingerprint_of({0: "Vorname"}): {"Kontakt": "title"}}
    match = header_of(Choices(remembered=remembered), Kontakt=MAILS).match
    assert (match.fields[2], match.how[2]) == (Field.REMARK, "decided")
    other = header_of(Choices(remembered=remembered), Kontakt=MAILS, Ort=["Köln"] * 4).match
    assert (other.fields[2], other.how[2]) == (Field.EMAIL, "content")


def test_a_decision_for_this_file_wins_over_what_is_remembered() -> None:
    remembered = {fingerprint_of({0: "Vorname", 1: "Nachname", 2: "Kontakt"}): {"Kontakt": "remark"}}
    match = header_of(Choices(columns={"C": "auth_email"}, remembered=remembered), Kontakt=MAILS).match
    assert match.fields[2] is Field.AUTH_EMAIL


def test_a_remembered_field_that_is_no_more_is_passed_over() -> None:
    remembered = {fingerprint_of({0: "Vorname", 1: "Nachname", 2: "Kontakt"}): {"Kontakt": "fax"}}
    assert header_of(Choices(remembered=remembered), Kontakt=MAILS).match.how[2] == "content"


def test_the_fingerprint_is_that_of_the_words_in_their_order() -> None:
    print_ = fingerprint_of({0: "Vorname", 2: "E-Mail *"})
    assert fingerprint_of({0: "VORNAME", 2: "e mail"}) == print_
    assert len({print_, fingerprint_of({0: "Vorname", 1: "E-Mail"}), fingerprint_of({0: "E-Mail", 2: "Vorname"})}) == 3
    assert len(print_) == 64
