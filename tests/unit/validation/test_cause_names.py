"""Each cause in a few words, in both languages."""

import pytest

from trunkload.validation.cause_names import cause_names
from trunkload.validation.codes import Code
from trunkload.validation.language import Lang


@pytest.mark.parametrize("lang", Lang)
def test_every_code_has_a_short_name(lang: Lang) -> None:
    names = cause_names()
    assert set(names) == {code.value for code in Code}
    assert {code: name[lang.value] for code, name in names.items() if not 0 < len(name[lang.value]) <= 45} == {}


def test_names_call_nothing_invalid() -> None:
    said = " ".join(text for name in cause_names().values() for text in name.values()).lower()
    assert [word for word in ("please", "bitte", "invalid", "ungültig") if word in said] == []
