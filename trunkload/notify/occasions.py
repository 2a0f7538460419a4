"""Knows what there is to tell: a new workplace's login, what changed of one, and how an import's orders ended."""

from dataclasses import dataclass, field
from enum import StrEnum

from trunkload.inventory.account_words import Package
from trunkload.orders.states import NOT_ORDERED_STATES, OrderState, ReadBack
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class WorkplaceLogin:
    """What one person is told (S-08, S-09, S-25).

    `number` is written for reading, `mobile` is E.164 or None; the password appears in no repr. `again`: it takes the
    place of an earlier one. `login_at`: the address at which people log in, if somebody said.
    """

    given_name: str
    family_name: str
    username: str
    email: str
    mobile: str | None
    password: str = field(repr=False)
    number: str
    internal_number: str
    package: Package
    order_reference: str
    item_id: str
    lang: Lang
    again: bool = False
    login_at: str | None = None


@dataclass(frozen=True, slots=True)
class WorkplaceChange:
    """What changed of one person's workplace, read back from the carrier (S-21); a pair is (before, now).

    None is what stayed. Numbers and `since`, the day from which it counts, are written for reading.
    """

    given_name: str
    family_name: str
    email: str
    number: tuple[str, str] | None
    internal_number: tuple[str, str] | None
    package: tuple[Package, Package] | None
    since: str
    order_reference: str
    item_id: str
    lang: Lang


class Outcome(StrEnum):
    """How one ordered row ended, as an admin counts it."""

    DONE = "done"
    DIFFERENT = "different"
    NOT_ORDERED = "not_ordered"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class ConfirmedRow:
    """One ordered row; `number` is written for reading, `reason` is what the carrier said of a failure;
    `other_package`: the person, who had a workplace, gets another conference package."""

    row: int
    action: Action
    name: str
    username: str
    number: str
    state: OrderState
    read_back: ReadBack | None = None
    reason: str | None = None
    other_package: bool = False

    @property
    def outcome(self) -> Outcome:
        """Done is only what was read back equal (promise 7); completed and not read yet is still open."""
        if self.state in NOT_ORDERED_STATES:
            return Outcome.NOT_ORDERED
        if self.state is not OrderState.COMPLETED or self.read_back is None:
            return Outcome.OPEN
        return Outcome.DONE if self.read_back is ReadBack.EQUAL else Outcome.DIFFERENT


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The admin's order confirmation with every row's result (S-25). `not_compared`: what the carrier's list does not
    have, in words; `login_by_carrier`: the login data does not come from us; `told_before`: how often, where the import
    went on."""

    import_id: str
    to: str
    lang: Lang
    rows: tuple[ConfirmedRow, ...]
    not_compared: tuple[str, ...] = ()
    login_by_carrier: bool = False
    told_before: int = 0

    @property
    def name(self) -> str:
        """The message's own."""
        return f"{self.import_id}-confirmation" + (f"-{self.told_before + 1}" if self.told_before else "")

    @property
    def actions(self) -> tuple[Action, ...]:
        """What was ordered at all, in the order in which it is told."""
        return tuple(action for action in Action if self.ordered(action))

    def ordered(self, action: Action) -> int:
        return sum(row.action is action for row in self.rows)

    def count(self, outcome: Outcome, action: Action | None = None) -> int:
        """The rows that ended so, of one action or of all."""
        return sum(row.outcome is outcome and action in {None, row.action} for row in self.rows)

    @property
    def reopening(self) -> int:
        """How many people have to close their clients and open them again (S-21)."""
        return sum(row.other_package and row.outcome is Outcome.DONE for row in self.rows)
