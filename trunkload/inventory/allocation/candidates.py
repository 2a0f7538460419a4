"""Knows which free numbers may be given unasked, and which never are, though they are free."""

from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from trunkload.inventory.account import Account
from trunkload.inventory.allocation.pool import Pool, Shelf
from trunkload.inventory.allocation.ranges import Ranges, reserved_ranges
from trunkload.inventory.allocation.spans import NO_SPANS, Spans, first_come, only_digits, span_of, values_of
from trunkload.inventory.arrow_text import Mask, arrow, true
from trunkload.inventory.number_plan import BANNED_INTERNAL, national_limit
from trunkload.inventory.strategy import Choosing

IN_USE = ("assigned", "held", "function")
"""States of numbers that somebody or something answers: what stands behind them is not reached (N-07)."""

SPARE = 64
"""A few more than are needed are looked at, because some of the lowest are never given."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """What is skipped. `in_use`, `inside`: numbers and internal numbers in use (N-06 to N-08, R-04), those of the
    account; `dealt`, `dealt_inside`: those that were given meanwhile. `bases`: N-05; `reserved`: ranges for purposes
    of their own."""

    in_use: Spans
    inside: Spans
    bases: pa.Array
    reserved: Ranges
    choosing: Choosing
    dealt: Spans = NO_SPANS
    dealt_inside: Spans = NO_SPANS

    def with_given(self, number: pa.Array, internal: pa.Array) -> "Skipped":
        """The same after these were given."""
        dealt, inside = (Spans.of(only_digits(one)) for one in (without_plus(number), internal))
        return replace(self, dealt=self.dealt.joined(dealt), dealt_inside=self.dealt_inside.joined(inside))

    def clashes_inside(self, extension: pa.Array) -> Mask:
        """N-08, R-04: that is dialled inside already, or begins so, or would swallow what is."""
        span = span_of(*values_of(extension))
        return self.inside.meet(*span) | self.dealt_inside.meet(*span)


def skipped_in(account: Account, internal: pa.Array, choosing: Choosing) -> Skipped:
    """`internal`: the internal numbers that the sheet's rows give."""
    state = arrow(account.numbers["state"])
    used = arrow(account.numbers.index).filter(pc.is_in(state, value_set=pa.array(IN_USE, state.type)))
    boards = pa.array([f"{one.base}{one.switchboard}" for one in account.blocks if one.switchboard], used.type)
    inside = pa.concat_arrays([arrow(account.workplaces["internal_number"]), internal.cast(used.type)])
    return Skipped(
        in_use=Spans.of(only_digits(without_plus(pa.concat_arrays([used, boards])))),
        inside=Spans.of(only_digits(inside)),
        bases=pa.array([one.base for one in account.blocks], used.type),
        reserved=reserved_ranges(account.blocks),
        choosing=choosing,
    )


def without_plus(number: pa.Array) -> pa.Array:
    return pc.utf8_slice_codeunits(number, 1)


def pool_of(shelf: Shelf, skipped: Skipped, count: int | None = None, *, own_internal: bool = False) -> Pool:
    """The first `count` numbers of the shelf that may be given unasked, or all; none stands in another's way.

    `own_internal`: for people who bring their internal number, so that the extension is not dialled inside.
    """
    if not skipped.choosing.leading_zero:
        shelf = shelf.only(~_asks_outside_line(shelf.extension))
    seen = len(shelf) if count is None else 2 * count + SPARE
    while True:
        pool = _given_unasked(shelf.lowest(seen), skipped, own_internal=own_internal)
        if seen >= len(shelf) or (count is not None and len(pool) >= count):
            return pool
        seen *= 4


def _asks_outside_line(extension: pa.Array) -> Mask:
    """N-08, as `number_plan.OUTSIDE_LINE_INTERNAL` has it; of a whole account no pattern is matched."""
    return true(pc.and_(pc.starts_with(extension, "0"), pc.greater(pc.binary_length(extension), 1)))


def _given_unasked(pool: Pool, skipped: Skipped, *, own_internal: bool) -> Pool:
    dialled = without_plus(pool.number)
    number = span_of(*values_of(dialled))
    never = (
        skipped.in_use.meet(*number)
        | skipped.dealt.meet(*number)
        | true(pc.is_in(pool.number, value_set=skipped.bases))
        | skipped.reserved.hold(dialled)
        | true(pc.greater(pc.binary_length(pool.number), national_limit(skipped.choosing.max_national_digits)))
        | true(pc.match_substring_regex(pool.extension, f"^{BANNED_INTERNAL}$"))
    )
    if not own_internal:
        never |= skipped.clashes_inside(pool.extension)
    may = pool.only(~never)
    inside = first_come(*span_of(*values_of(may.extension)), may.run)
    may = may.only(inside | own_internal)
    return may.only(_outermost(may))


def _outermost(pool: Pool) -> Mask:
    """N-07 across blocks: of numbers that begin alike the shortest; in one block extensions have told already."""
    begin, end = span_of(*values_of(without_plus(pool.number)))
    return Spans.merged(begin, end).have(begin, end)
