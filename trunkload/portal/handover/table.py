"""Knows how one typed value is taken out of a TOML file, or the key and line are named where there is none."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from trunkload.portal.handover.failures import HandoverFileError, HandoverProblem
from trunkload.portal.handover.lines import line_of


class Table:
    """One table of the file, with its place for the error."""

    def __init__(self, values: Mapping[str, Any], place: str, text: str, file: str) -> None:
        self._values = values
        self._place = place
        self._text = text
        self._file = file

    @classmethod
    def of_text(cls, text: str, file: str) -> "Table":
        """The whole file. Raises HandoverFileError where it is no TOML."""
        try:
            return cls(tomllib.loads(text), "", text, file)
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"at line ([0-9]+)", str(error))
            line = int(place[1]) if place else text.count("\n") + 1
            raise HandoverFileError(HandoverProblem.NOT_TOML, file, line=line) from None

    def problem(self, problem: HandoverProblem, name: str, takes: Iterable[str] = ()) -> HandoverFileError:
        key = f"{self._place}.{name}" if self._place else name
        return HandoverFileError(problem, self._file, key, line_of(self._text, key), ", ".join(takes))

    def names(self) -> tuple[str, ...]:
        return tuple(self._values)

    def has(self, name: str) -> bool:
        return name in self._values

    def refuse_others(self, known: Iterable[str]) -> None:
        """A misspelt key would otherwise change nothing and say nothing."""
        for name in self._values:
            if name not in set(known):
                raise self.problem(HandoverProblem.UNKNOWN, name, known)

    def text(self, name: str, default: str | None = None, *, empty: bool = False, blank: bool = False) -> str:
        """`empty`: it may be; `blank`: blanks alone are something, as a tab between columns is."""
        if name not in self._values and default is not None:
            return default
        value = self._value(name)
        if not isinstance(value, str) or not (empty or (value if blank else value.strip())):
            raise self.problem(HandoverProblem.FORM, name)
        return value

    def one_of(self, name: str, known: Iterable[str], default: str | None = None) -> str:
        value = self.text(name, default)
        if value not in set(known):
            raise self.problem(HandoverProblem.UNKNOWN, name, sorted(known))
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.problem(HandoverProblem.FORM, name)
        return tuple(value)

    def some_of(self, name: str, known: Iterable[str], default: Iterable[str]) -> tuple[str, ...]:
        chosen = self.texts(name) or tuple(default)
        if not set(chosen) <= set(known):
            raise self.problem(HandoverProblem.UNKNOWN, name, known)
        return chosen

    def whole_number(self, name: str) -> int | None:
        value = self._values.get(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
            raise self.problem(HandoverProblem.FORM, name)
        return value

    def texts_by_name(self, name: str) -> dict[str, str]:
        value = self._values.get(name, {})
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise self.problem(HandoverProblem.FORM, name)
        return dict(value)

    def table(self, name: str) -> "Table":
        """An absent one is empty."""
        value = self._values.get(name, {})
        if not isinstance(value, dict):
            raise self.problem(HandoverProblem.FORM, name)
        return Table(value, f"{self._place}.{name}" if self._place else name, self._text, self._file)

    def tables(self, name: str) -> list["Table"]:
        value = self._values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.problem(HandoverProblem.FORM, name)
        return [Table(one, f"{name}[{place}]", self._text, self._file) for place, one in enumerate(value)]

    def _value(self, name: str) -> object:
        if name not in self._values:
            raise self.problem(HandoverProblem.MISSING, name)
        return self._values[name]
