"""What MyPortal decides without asking anybody."""

import pytest

from trunkload.portal.rehearsal.myportal.choosing import PasswordProblem, problem_of, same_letters
from trunkload.portal.rehearsal.passwords import hash_chosen, hash_password, is_password, make_password
from trunkload.validation.language import Lang, accepted_language


@pytest.mark.parametrize(
    ("new", "repeated", "problem"),
    [
        ("elf zeichen", "elf zeichen", PasswordProblem.TOO_SHORT),
        ("zwölf zeiche", "zwölf zeiche", None),
        ("x" * 200, "x" * 200, None),
        ("x" * 201, "x" * 201, PasswordProblem.TOO_LONG),
        ("Juergen.Mueller", "Juergen.Mueller", PasswordProblem.THE_USERNAME),
        ("juergen.mueller!", "juergen.mueller!", None),
        ("zwölf zeiche", "zwölf Zeiche", PasswordProblem.NOT_TWICE),
    ],
)
def test_an_own_password_is_long_enough_typed_twice_and_not_the_username(
    new: str, repeated: str, problem: PasswordProblem | None
) -> None:
    assert problem_of(new, repeated, "juergen.mueller") is problem


def test_a_password_is_the_same_whichever_keyboard_composed_it_and_with_blanks_of_copying() -> None:
    assert same_letters(" Mu\u0308ller\n") == same_letters("M\u00fcller")


def test_a_password_counts_for_its_own_kind_of_hash_only() -> None:
    first, chosen = make_password(), "ein langer Satz"
    assert is_password(first, hash_password(first), None)
    assert is_password(chosen, None, hash_chosen(chosen))
    assert [is_password(one, None, None) for one in (first, chosen, "")] == [False, False, False]
    assert not is_password(first, hash_password(chosen), None)
    assert not is_password(first, "no hash at all", None)


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("de", Lang.DE),
        ("de-AT,en;q=0.9", Lang.DE),
        ("en;q=0.2, de;q=0.9", Lang.DE),
        ("fr, en;q=0.5", Lang.EN),
        ("fr", Lang.EN),
        ("", Lang.EN),
        ("de;q=much", Lang.DE),
        ("*", Lang.EN),
    ],
)
def test_a_browser_is_answered_in_the_language_it_asks_for_first(header: str, lang: Lang) -> None:
    assert accepted_language(header) is lang
