import re
import tomllib
from functools import cache
from importlib import resources
from string import Formatter

import pytest

from tests.builders import TODAY, someone, staff_sheet, with_contingent
from tests.unit.validation.builders import another, check, numbered
from tests.unit.validation.causes import CAUSES, OTHERWISE, all_causes, full_account
from trunkload.intake.field_names import field_names
from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.inventory.allocation import Reason
from trunkload.validation.catalog import CATALOG
from trunkload.validation.check import check_sheet
from trunkload.validation.codes import Code
from trunkload.validation.findings import Finding, Scope, Severity
from trunkload.validation.language import Lang
from trunkload.validation.rules import Delivery, Policy, Rules
from trunkload.validation.wording import (
    COUNTS,
    REFUSAL_COUNTS,
    REFUSAL_PARAMS,
    Surface,
    reason_words,
    words_of,
    words_of_refusal,
)

AVOIDED = re.compile(r"invalid|ungültig|please|bitte|traceback|error|fehlerhaft", re.IGNORECASE)
UNFILLED = re.compile(r"[{}]|<NA>|\bnan\b|\bNone\b|„“|“”|\(\)|\s{2}")

Table = dict[str, dict[str, list[str]]]


@cache
def table(name: str) -> Table:
    read: Table = tomllib.loads(resources.files("trunkload.validation").joinpath(name).read_text("utf-8"))
    return read


def sentences() -> list[str]:
    names = ("sentences.toml", "refusals.toml", "reasons.toml")
    told = [text for name in names for one in table(name).values() for words in one.values() for text in words if text]
    return [*told, *(str(text) for one in table("refusals_on_page.toml").values() for text in one.values())]


@cache
def findings() -> tuple[Finding, ...]:
    """One finding at least of each code, made by real checks."""
    lenient = check(another(1, mobile=None), rules=Rules(delivery=Delivery.LENIENT))
    full = check(another(1), account=with_contingent(full_account(), "workplace", 15, 15))
    whole = check(another(1), another(2, email="ute@"), rules=Rules(policy=Policy.ALL_OR_NOTHING))
    unknown = check_sheet(staff_sheet(someone("Ute", "Beck")), None, Rules(), TODAY)
    taken = check(another(1, postal_code="1067"), accept=[Code.POSTAL_CODE_ZERO_LOST])
    epochs = check(another(1, start_date="2022-12-31"), another(2, start_date="2027-01-01"))
    narrow = Rules(mail_domains=("example.com",), username_max_length=12, require_digit=True, default_site="Köln")
    chosen = check(another(1, username="ute.beckenbauer", location=None), rules=narrow)
    nowhere = check(another(1, location=None), rules=Rules(default_site="Bonn"))
    every = (chosen, nowhere, all_causes(), lenient, full, whole, unknown, taken, epochs)
    return tuple(one for checked in every for one in checked.findings)


def test_every_code_has_its_sentences_its_gravity_and_its_rule() -> None:
    assert set(table("sentences.toml")) == {code.value for code in Code}
    assert set(CATALOG) == set(Code)
    assert all(entry.rule for entry in CATALOG.values())


def test_every_refusal_has_its_sentences() -> None:
    """A variant names the code that it belongs to."""
    codes = {code.value for code in RefusalCode}
    names = set(table("refusals.toml"))
    assert codes <= names
    assert all(any(name.startswith(f"{code}_") for code in codes) for name in names - codes)


def test_a_file_beyond_a_limit_is_told_no_count_that_nobody_made() -> None:
    """Counting ends with the first row beyond; a cell far below is named, so that it can be deleted."""
    told = words_of_refusal(Refused(RefusalCode.TOO_MANY_ROWS, params={"limit": "2"}), Lang.EN)
    assert (told.message, told.fix) == ("The sheet has more than 2 rows.", "Split the sheet.")
    params = {"what": "cell", "found": "1048576", "limit": "1000000", "sheet": "Tabelle1"}
    far = words_of_refusal(Refused(RefusalCode.TOO_MANY_ROWS, params=params), Lang.EN)
    assert far.fix == "Delete what stands in row 1048576 if it is no part of the list; else split the list."


def test_every_column_has_its_name() -> None:
    assert tuple(field_names(Lang.DE)) == STAFF_COLUMNS
    assert field_names(Lang.DE)["postal_code"] == "Postleitzahl"


def test_every_reason_for_a_number_has_its_words() -> None:
    assert set(table("reasons.toml")) == {*Reason, "kept_for_since", "no_block"}


REASONS = {
    "lowest_free": "lowest free of block +49 221 4710",
    "wish": "as wished",
    "kept": "stays as it is",
    "kept_for": "kept for this person",
    "kept_for:2026-11-20": "kept for this person since 2026-11-20",
    "together:Vertrieb": "together with Vertrieb, in block +49 221 4710",
    "not_together:R&D: {x}": "no gap holds all of R&D: {x}: lowest free of block +49 221 4710",
    "pattern:..00": "matches ..00",
    "no_match:..00": "no number matches ..00: lowest free of block +49 221 4710",
    "spread": "spread: block +49 221 4710 had most free numbers left",
}


@pytest.mark.parametrize(("reason", "words"), REASONS.items())
def test_a_reason_tells_its_detail_as_it_is(reason: str, words: str) -> None:
    assert reason_words(reason, "+492214710", Lang.EN) == words


def test_a_reason_for_a_single_number_names_no_block() -> None:
    assert reason_words("single", None, Lang.EN) == "lowest free single number: no block has one left"
    assert reason_words("spread", None, Lang.DE) == "verteilt: Block der Einzelrufnummern hatte die meisten freien"
    assert reason_words("kept_for:2026-11-20", None, Lang.DE) == "für diese Person aufgehoben seit 20.11.2026"


@pytest.mark.parametrize("name", ["sentences.toml", "refusals.toml", "reasons.toml"])
def test_every_text_is_in_german_and_english(name: str) -> None:
    assert {tuple(one) for one in table(name).values()} == {("de", "en")}


def test_german_and_english_tell_the_same_things() -> None:
    for code, one in table("sentences.toml").items():
        german, english = ({name for text in one[lang] for _, name, _, _ in Formatter().parse(text)} for lang in Lang)
        assert german == english, code


def test_no_text_blames_begs_or_speaks_of_programs() -> None:
    """Imperative and exact: never "invalid", never "please"."""
    assert [text for text in sentences() if AVOIDED.search(text)] == []


def test_every_code_is_told_by_a_real_check() -> None:
    assert {one.code for one in findings()} == set(Code)
    assert {code for code, _ in CAUSES} == set(Code) - OTHERWISE


def test_each_cause_is_told_its_code() -> None:
    told = {(one.row, one.code) for one in all_causes().findings}
    assert {(row, code) for row, (code, _) in numbered(CAUSES)} - told == set()


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("header", ["Spalte", None])
def test_every_sentence_is_filled_in_full(lang: Lang, header: str | None) -> None:
    """Promise 8: no brace is left, nothing missing is quoted; the sentence ends as one."""
    for finding in findings():
        words = words_of(finding, header, lang)
        for text in (words.message, words.fix):
            assert not UNFILLED.search(text), (finding, text)
            assert text.endswith("."), text


def test_every_count_has_a_form_for_one_and_a_form_for_many() -> None:
    """No sentence reads "1 rows"."""
    parts = [part for text in sentences() for part in Formatter().parse(text)]
    forms = {(name, form) for _, name, form, _ in parts if form}
    assert {name for name, _ in forms} <= COUNTS | REFUSAL_COUNTS
    assert {form.count("|") for _, form in forms} == {1}
    ours = [text for one in table("sentences.toml").values() for words in one.values() for text in words]
    assert [text for text in ours for _, name, form, _ in Formatter().parse(text) if name in COUNTS and not form] == []


@pytest.mark.parametrize(
    ("asked", "free", "lang", "message"),
    [
        ("1", "0", Lang.DE, "1 wird gebraucht, 0 sind frei"),
        ("1234", "1", Lang.DE, "1.234 werden gebraucht, 1 ist frei"),
        ("1", "0", Lang.EN, "1 is needed, 0 are free"),
        ("1234", "1", Lang.EN, "1,234 are needed, 1 is free"),
    ],
)
def test_a_shortage_is_told_in_numbers_as_the_language_writes_them(
    asked: str, free: str, lang: Lang, message: str
) -> None:
    """N-10."""
    params = {"trunk": "T-1", "site": "Köln", "asked": asked, "free": free, "first": "1041"}
    told = words_of(Finding(Code.NO_FREE_NUMBER, Severity.BLOCKED, Scope.ROW, 1041, params=params), None, lang).message
    assert message in told
    assert "1041" in told


def test_other_columns_are_named_by_the_persons_own_headers() -> None:
    """Where the file has no such column, its usual name counts."""
    finding = next(one for one in findings() if one.code is Code.DELIVERY_UNCLEAR)
    own = words_of(finding, "Handy", Lang.EN, {"mobile": "Handy", "auth_without_mobile": "ohne SMS"})
    assert own.fix == "Enter a mobile number as “Handy”, or yes at “ohne SMS”."
    usual = field_names(Lang.DE)
    german = words_of(finding, None, Lang.DE).fix
    assert f"„{usual['mobile']}“" in german
    assert f"„{usual['auth_without_mobile']}“" in german


def test_the_value_is_shown_as_typed_braces_and_all() -> None:
    """Promise 9: what a person typed is never a template."""
    checked = check(another(1, email="{header} <b>@", username=" {value} "))
    told = {one.field: words_of(one, None, Lang.EN).message for one in checked.findings if one.value}
    assert told == {
        "email": "No e-mail can be sent to “{header} <b>@”.",
        "username": "The username “ {value} ” contains other characters than a–z, 0–9, dot, hyphen and underscore.",
    }


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("name", list(table("refusals.toml")))
def test_every_refusal_is_a_sentence_whatever_the_reader_could_say(lang: Lang, name: str) -> None:
    code = next(code for code in sorted(RefusalCode, key=len, reverse=True) if name.startswith(code.value))
    what = {"what": name.removeprefix(f"{code.value}_")}
    said = {**dict.fromkeys(REFUSAL_PARAMS, "7"), **what}
    for refused in (Refused(code, row=3, column="C", params=said), Refused(code, params=what)):
        words = words_of_refusal(refused, lang)
        assert not re.search(r"[{}]", words.message + words.fix)
        assert (words.message[-1], words.fix[-1]) == (".", ".")


def test_on_a_page_no_refusal_of_a_staff_sheet_names_an_option_or_a_command() -> None:
    """Those of other files, and of what is asked for by an option alone, are never read there."""
    others = re.compile("_(numbers|export)|tried_too_often|header_not_found_(no|text)_sheet")
    for name in table("refusals.toml"):
        code = next(code for code in sorted(RefusalCode, key=len, reverse=True) if name.startswith(code.value))
        refused = Refused(code, row=3, column="C", params={"what": name.removeprefix(f"{code.value}_"), "hidden": "2"})
        for lang in () if others.search(name) else Lang:
            fix = words_of_refusal(refused, lang, Surface.PAGE).fix
            assert ("--" in fix or "trunkload" in fix or "{" in fix, fix[-1]) == (False, "."), name


def test_what_is_said_on_a_page_alone_belongs_to_a_refusal_and_is_in_both_languages() -> None:
    assert set(table("refusals_on_page.toml")) <= set(table("refusals.toml"))
    assert {tuple(one) for one in table("refusals_on_page.toml").values()} == {("de", "en")}


def test_a_refusal_names_missing_columns_in_the_readers_language() -> None:
    refused = Refused(RefusalCode.MISSING_COLUMN, params={"missing": "last_name,email", "found": "Vorname"})
    assert words_of_refusal(refused, Lang.DE).message == "Es fehlt: Nachname, E-Mail. Gefunden: Vorname."
