"""Knows how money, days, counts, sizes and telephone numbers are written in German and in English."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from trunkload.validation.counting import DIGIT_GROUPS, count_text, runs
from trunkload.validation.language import Lang

__all__ = ["count_text", "day_text", "moment_text", "money_text", "number_runs", "rows_text", "runs", "size_text"]

CENT = Decimal("0.01")
SYMBOLS = {"EUR": "€"}


def money_text(amount: Decimal, currency: str, lang: Lang) -> str:
    """`1.148,00 €` in German, `1,148.00 €` in English; half a cent is rounded up."""
    figures = f"{amount.quantize(CENT, ROUND_HALF_UP):,}".translate(DIGIT_GROUPS[lang])
    return f"{figures} {SYMBOLS.get(currency, currency)}"


def day_text(day: date, lang: Lang) -> str:
    """`23.11.2026` in German, `2026-11-23` in English."""
    return f"{day:%d.%m.%Y}" if lang is Lang.DE else day.isoformat()


def moment_text(moment: datetime, lang: Lang) -> str:
    """Day, minute and zone of an aware time: `23.11.2026 14:22 UTC`."""
    return f"{day_text(moment.date(), lang)} {moment:%H:%M %Z}".rstrip()


def size_text(size: int, lang: Lang) -> str:
    """Bytes as `812 B`, `14,2 kB` or `3,1 MB` (1 kB = 1000 B)."""
    if size < 1000:  # noqa: PLR2004 — the definition of a kB
        return f"{size} B"
    figure, unit = (size / 1e3, "kB") if size < 1e6 else (size / 1e6, "MB")  # noqa: PLR2004 — the definition of a MB
    return f"{figure:,.1f}".translate(DIGIT_GROUPS[lang]) + f" {unit}"


def rows_text(rows: Iterable[int]) -> str:
    """Row numbers as a person lists them: `5, 9–12`."""
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in runs(sorted(set(rows))))


def number_runs(numbers: Iterable[str]) -> list[tuple[str, str, int]]:
    """Gapless runs of E.164 numbers of one length: first, last, how many."""
    by_length: dict[int, list[int]] = {}
    for number in sorted(set(numbers)):
        by_length.setdefault(len(number), []).append(int(number.removeprefix("+")))
    return [
        (f"+{first}", f"+{last}", last - first + 1)
        for length in sorted(by_length)
        for first, last in runs(by_length[length])
    ]
