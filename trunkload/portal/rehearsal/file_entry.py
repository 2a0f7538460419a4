"""Knows how to take one typed value out of an account file, or to name the key where there is none."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

Row = dict[str, object]


class AccountFileProblem(StrEnum):
    """What is wrong with an account file."""

    NOT_TOML = "not_toml"
    MISSING = "missing"
    FORM = "form"
    UNKNOWN = "unknown"
    TWICE = "twice"


class AccountFileError(Exception):
    """The account file cannot be loaded; `key` says where, as in `blocks[1].first`."""

    def __init__(self, problem: AccountFileProblem, key: str) -> None:
        super().__init__(f"{problem}: {key}" if key else str(problem))
        self.problem = problem
        self.key = key


class Entry:
    """One table of the file, with its place for the error."""

    def __init__(self, values: Mapping[str, object], place: str) -> None:
        self._values = values
        self._place = place

    def key(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place else name

    def names(self) -> tuple[str, ...]:
        return tuple(self._values)

    def optional_text(self, name: str) -> str | None:
        return self.text(name) if name in self._values else None

    def text(self, name: str) -> str:
        value = self._value(name)
        if not isinstance(value, str) or not value.strip():
            raise self._form(name)
        return value

    def texts(self, name: str) -> list[str]:
        value = self._values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._form(name)
        return value

    def count(self, name: str) -> int:
        value = self._value(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self._form(name)
        return value

    def flag(self, name: str) -> bool:
        value = self._values.get(name, False)
        if not isinstance(value, bool):
            raise self._form(name)
        return value

    def day(self, name: str) -> date:
        value = self._value(name)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self._form(name)
        return value

    def amount(self, name: str) -> str | None:
        """A price as text, so that no float comes between; an absent one is unknown."""
        text = self.optional_text(name)
        try:
            if text is not None and not Decimal(text) >= 0:
                raise self._form(name)
        except InvalidOperation as failure:
            raise self._form(name) from failure
        return text

    def entry(self, name: str) -> "Entry":
        value = self._value(name)
        if not isinstance(value, dict):
            raise self._form(name)
        return Entry(value, self.key(name))

    def entries(self, name: str) -> list["Entry"]:
        value = self._values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self._form(name)
        return [Entry(one, f"{self.key(name)}[{place}]") for place, one in enumerate(value)]

    def _value(self, name: str) -> object:
        if name not in self._values:
            raise AccountFileError(AccountFileProblem.MISSING, self.key(name))
        return self._values[name]

    def _form(self, name: str) -> AccountFileError:
        return AccountFileError(AccountFileProblem.FORM, self.key(name))
