"""Writes what the chosen policy means for a sheet: what is ordered, what stays behind, and how it can follow."""

from collections.abc import Iterator, Sequence

from trunkload.cli.say import say_count
from trunkload.validation.checked import Checked
from trunkload.validation.counting import rows_in_short
from trunkload.validation.language import Lang
from trunkload.validation.rules import Policy


def policy_lines(checked: Checked, lang: Lang) -> Iterator[str]:
    """Beside a plan; what waits under `all_or_nothing` has no plan and stands with what is to fix."""
    receipt = checked.receipt
    behind = [int(row) for row in checked.blocked.difference(checked.held_back)]
    yield from stored_policy_lines(checked.policy, receipt.to_order, receipt.to_fix, lang, rows=behind)


def stored_policy_lines(
    policy: Policy, to_order: int, to_fix: int, lang: Lang, *, rows: Sequence[int] = ()
) -> Iterator[str]:
    """`rows` are those to fix, where they are known."""
    if to_fix and to_order:
        ordered = say_count("rows_counted", to_order, lang)
        yield "  " + say_count("stays_behind", to_fix, lang, ordered=ordered, rows=_listed(rows, lang))
    elif policy is Policy.ALL_OR_NOTHING and to_order:
        yield "  " + say_count("all_together", to_order, lang)


def _listed(rows: Sequence[int], lang: Lang) -> str:
    if not rows:
        return ""
    short = rows_in_short(rows)
    return f" ({short.text}{say_count('and_more', short.more, lang) if short.more else ''})"
