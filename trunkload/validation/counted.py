"""Knows how a count is written: with the language's thousands separator, and the right plural behind it."""

from dataclasses import dataclass

from trunkload.validation.counting import count_text
from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class Counted:
    """A count to be put into a sentence: `{count:Zeile|Zeilen}` reads `1 Zeile`, `2 Zeilen`, `1.234 Zeilen`."""

    text: str
    lang: Lang

    def __str__(self) -> str:
        return count_text(int(self.text), self.lang) if self.text.isdecimal() else self.text

    def __format__(self, forms: str) -> str:
        one, _, many = forms.partition("|")
        return f"{self} {one if self.text == '1' else many}" if forms else str(self)
