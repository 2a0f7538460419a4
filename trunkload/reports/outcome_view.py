"""Knows what a report shows of what became of the orders: the sum, each order, and the outcome of each row."""

from collections.abc import Sequence
from dataclasses import dataclass

from trunkload.orders.outcome import Outcome, Standing
from trunkload.orders.outcome_words import carrier_words, item_words, order_words, read_back_words
from trunkload.reports.linked import LINKED_ROWS
from trunkload.reports.notation import moment_text
from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """The outcome of one row in words; `reason` is the carrier's, `workplace` and `carrier_order` are its ids. Texts
    that there are none of are empty."""

    row: int
    standing: Standing
    state: str
    reference: str
    carrier_order: str
    workplace: str
    reason: str
    read_back: str
    finished: str

    @property
    def said(self) -> tuple[str, ...]:
        """What stands behind the state, in brief."""
        return tuple(filter(None, (self.read_back, self.reason, self.reference, self.carrier_order, self.workplace)))


@dataclass(frozen=True, slots=True)
class OrderOutcomeView:
    """One order at the carrier."""

    reference: str
    carrier_order: str
    state: str
    items: int
    as_ordered: int


@dataclass(frozen=True, slots=True)
class OutcomesView:
    """All items: items = as_ordered + under_way + not_as_ordered. `others`: those that are not as ordered."""

    items: int
    as_ordered: int
    under_way: int
    orders: tuple[OrderOutcomeView, ...]
    others: tuple[OutcomeView, ...]

    @property
    def not_as_ordered(self) -> int:
        return len(self.others)

    @property
    def linked(self) -> tuple[OutcomeView, ...]:
        return self.others[:LINKED_ROWS]

    @property
    def unlinked(self) -> int:
        return len(self.others) - len(self.linked)


def outcome_views(outcomes: Sequence[Outcome], lang: Lang) -> dict[int, OutcomeView]:
    """By row number."""
    return {one.row: outcome_view(one, lang) for one in outcomes}


def outcomes_view(outcomes: Sequence[Outcome], lang: Lang) -> OutcomesView | None:
    """None as long as nothing was approved."""
    if not outcomes:
        return None
    standings = {one.row: one.standing for one in outcomes}
    told = list(standings.values())
    return OutcomesView(
        items=len(outcomes),
        as_ordered=told.count(Standing.AS_ORDERED),
        under_way=told.count(Standing.UNDER_WAY),
        orders=tuple(_orders(outcomes, lang)),
        others=tuple(outcome_view(one, lang) for one in outcomes if standings[one.row] is Standing.NOT_AS_ORDERED),
    )


def _orders(outcomes: Sequence[Outcome], lang: Lang) -> list[OrderOutcomeView]:
    by_reference: dict[str, list[Outcome]] = {}
    for one in outcomes:
        by_reference.setdefault(one.reference, []).append(one)
    return [
        OrderOutcomeView(
            reference=reference,
            carrier_order=some[0].carrier_order or "",
            state=order_words(some[0].order_state, lang),
            items=len(some),
            as_ordered=sum(one.as_ordered for one in some),
        )
        for reference, some in sorted(by_reference.items())
    ]


def outcome_view(one: Outcome, lang: Lang) -> OutcomeView:
    """One row in words."""
    return OutcomeView(
        row=one.row,
        standing=one.standing,
        state=item_words(one.state, one.action, lang),
        reference=one.reference,
        carrier_order=one.carrier_order or "",
        workplace=one.workplace_id or "",
        reason=carrier_words(one.carrier_code, one.carrier_reason, lang),
        read_back=read_back_words(one.read_back, one.action, one.differing, lang),
        finished="" if one.finished_at is None else moment_text(one.finished_at.astimezone(), lang),
    )
