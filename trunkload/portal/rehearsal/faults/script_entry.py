"""Knows how to take one typed value out of a script of faults, or to name the key where there is none."""

from collections.abc import Mapping
from enum import StrEnum

MOST = 10_000
"""Times, readings, orders and items beyond this are a slip of the pen."""

LONGEST = 3600.0
"""Seconds beyond which nobody waits in a rehearsal."""


class FaultScriptProblem(StrEnum):
    """What is wrong with a script of faults."""

    NOT_TOML = "not_toml"
    UNREADABLE = "unreadable"
    KIND = "kind"
    FORM = "form"
    UNKNOWN = "unknown"


class FaultScriptError(Exception):
    """The script cannot be used; `key` says where, as in `fault[2].retry_after`, `detail` what is possible there."""

    def __init__(self, problem: FaultScriptProblem, key: str, detail: str = "") -> None:
        super().__init__(f"{problem}: {key}" if key else str(problem))
        self.problem = problem
        self.key = key
        self.detail = detail


class ScriptEntry:
    """One `[[fault]]` of the script, with its place for the error."""

    def __init__(self, values: Mapping[str, object], place: str) -> None:
        self._values = values
        self.place = place

    def refuse_others(self, known: frozenset[str]) -> None:
        """A misspelt key would else change nothing and say nothing."""
        for name in self._values:
            if name not in known:
                detail = ", ".join(sorted(known))
                raise FaultScriptError(FaultScriptProblem.UNKNOWN, f"{self.place}.{name}".lstrip("."), detail)

    def has(self, name: str) -> bool:
        return name in self._values

    def choice(self, name: str, known: tuple[str, ...], default: str | None = None) -> str:
        value = self._values.get(name, default)
        if value not in known or not isinstance(value, str):
            raise FaultScriptError(FaultScriptProblem.KIND, f"{self.place}.{name}", ", ".join(known))
        return value

    def count(self, name: str, default: int) -> int:
        value = self._values.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST:
            raise self._form(name, f"1 – {MOST}")
        return value

    def seconds(self, name: str, default: float) -> float:
        value = self._values.get(name, default)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= LONGEST:
            raise self._form(name, f"0 – {LONGEST:.0f}")
        return float(value)

    def flag(self, name: str) -> bool:
        value = self._values.get(name, False)
        if not isinstance(value, bool):
            raise self._form(name, "true, false")
        return value

    def text(self, name: str, default: str) -> str:
        value = self._values.get(name, default)
        if not isinstance(value, str) or not value.strip():
            raise self._form(name, '"…"')
        return value

    def order(self) -> int | str | None:
        """The how manieth order, from 1 on, or the reference of one; None is any."""
        value = self._values.get("order")
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        return self.count("order", 1)

    def _form(self, name: str, detail: str) -> FaultScriptError:
        return FaultScriptError(FaultScriptProblem.FORM, f"{self.place}.{name}".lstrip("."), detail)
