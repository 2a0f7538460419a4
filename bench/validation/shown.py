"""Knows how the figures of all judges of one sheet are shown: a table, and why somebody has none."""

from collections.abc import Iterator, Mapping
from typing import Final

from bench.validation.measure import Taken

ROW: Final = "  {:<21} {:<38} {:>8} {:>8} {:>7} {:>9} {:>8}"


def figures(
    title: str, names: Mapping[str, str], yardstick: str, taken: Mapping[str, Taken], failed: Mapping[str, str]
) -> Iterator[str]:
    """`taken` and `failed` by the keys of `names`; `yardstick` is the one whose CPU time is 1."""
    yield f"{title}: the oracle's failures, all of them; CPU time of the first call and of further ones, wall of those"
    yield ROW.format("", "", "first", "further", "ratio", "wall", "peak")
    one = taken.get(yardstick)
    for key, name in names.items():
        yield _row(name, taken[key], one) if key in taken else f"  {name:<21} not measured: {failed[key]}"


def _row(name: str, taken: Taken, yardstick: Taken | None) -> str:
    ratio = f"{taken.cpu / yardstick.cpu:.2f}" if yardstick else ""
    peak = f"{taken.peak / 1e6:.0f} MB"
    return ROW.format(name, taken.versions, ms(taken.first), ms(taken.cpu), ratio, ms(taken.wall), peak)


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
