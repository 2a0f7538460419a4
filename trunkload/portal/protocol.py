"""Knows what we ask of a carrier, whoever it is, and what its failures mean to us."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, runtime_checkable

import pandas as pd

from trunkload.inventory.account import Account
from trunkload.orders.states import OrderState
from trunkload.validation.actions.action import Action


class PortalProblem(StrEnum):
    """Why the carrier could not do what we asked.

    `CERTIFICATE_OURS`: the carrier wants a certificate of ours, or another one. `CERTIFICATE_FILES`: ours, or the file
    of issuers, cannot be used. `IN_HAND`: it was not asked, because another worker is asking it.
    """

    UNREACHABLE = "unreachable"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    NOT_ALLOWED = "not_allowed"
    REFUSED = "refused"
    NONSENSE = "nonsense"
    TOO_MUCH = "too_much"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_EARLY = "certificate_early"
    CERTIFICATE_ISSUER = "certificate_issuer"
    CERTIFICATE_HOST = "certificate_host"
    CERTIFICATE_OURS = "certificate_ours"
    CERTIFICATE_FILES = "certificate_files"
    IN_HAND = "in_hand"
    NOT_OFFERED = "not_offered"


class PortalError(Exception):
    """The carrier failed us. `permanent`: trying again cannot help. `sent`: the request may have arrived (`unknown`).

    `detail` is the carrier's own short reason for the person who asked; it may name somebody, so it is kept out of the
    text, which ends in logs. `status`: of HTTP, where there was such an answer.
    """

    def __init__(
        self,
        problem: PortalProblem,
        *,
        permanent: bool,
        sent: bool = True,
        detail: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.permanent = permanent
        self.sent = sent
        self.detail = detail
        self.retry_after = retry_after
        self.status: int | None = None


@dataclass(frozen=True, slots=True)
class WorkplaceItem:
    """One workplace as it is ordered; `id` is the spreadsheet's row number as text.

    `of_workplace` is the id of the workplace that is modified, which then is as told here, or deleted.
    """

    id: str
    action: Action
    given_name: str
    family_name: str
    street: str | None
    house_number: str | None
    postal_code: str | None
    city: str | None
    country: str | None
    email: str
    mobile: str | None
    password_channel: str
    username: str
    number: str
    internal_number: str
    package: str
    of_workplace: str | None = None


@dataclass(frozen=True, slots=True)
class OrderRequest:
    """A batch as the carrier gets it: one trunk, one start date."""

    reference: str
    customer_id: str
    submitter: str
    trunk: str
    start_date: date | None
    plan_digest: str
    items: tuple[WorkplaceItem, ...]


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """What the carrier says of one item; `code` and `reason` are its words for a failure."""

    id: str
    state: OrderState
    workplace_id: str | None = None
    code: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """The carrier's record of one order (its receipt). `plan_digest` is what the order was placed with, None where the
    carrier does not tell it."""

    carrier_id: str
    reference: str
    state: OrderState
    items: tuple[ItemAnswer, ...]
    plan_digest: str | None = None


@runtime_checkable
class Announcing(Protocol):
    """A portal whose carrier may tell us when something happened. Every method raises PortalError and nothing else."""

    def announce_at(self, callback: str) -> str:
        """Ask to be told at this address; the subscription's id. A carrier that tells nobody refuses."""
        ...

    def announce_no_more(self, subscription: str) -> None: ...


class Portal(Protocol):
    """Every method raises PortalError and nothing else."""

    def read_account(self) -> Account:
        """The customer's trunks, numbers, workplaces, contingents and prices, as of now."""
        ...

    def place_order(self, request: OrderRequest) -> OrderAnswer:
        """Order, bindingly. The same reference and body again answers the existing order."""
        ...

    def find_order(self, reference: str) -> OrderAnswer | None:
        """The order that carries our reference, or None."""
        ...

    def read_order(self, carrier_id: str) -> OrderAnswer:
        """The order's present state."""
        ...

    def read_workplaces(self, numbers: Sequence[str]) -> pd.DataFrame:
        """The workplaces on these E.164 numbers, index = number, text columns of `READ_BACK_COLUMNS`; what a carrier
        cannot tell at all is no column. `NUMBER_FOUND` is one where a workplace was found by another key."""
        ...

    def cancel_order(self, carrier_id: str, reason: str) -> OrderAnswer:
        """Ask for cancellation; the answer is the order's state afterwards."""
        ...

    def send_credentials(self, workplace_id: str) -> None:
        """Have the carrier make a new first password and deliver it (S-08, S-09); the one before ends.

        A carrier that has no such operation is PortalProblem.NOT_OFFERED, permanently.
        """
        ...


READ_BACK_COLUMNS = (
    "workplace_id",
    "given_name",
    "family_name",
    "email",
    "mobile",
    "password_channel",
    "username",
    "trunk",
    "internal_number",
    "package",
    "street",
    "house_number",
    "postal_code",
    "city",
    "country",
)
"""What is compared characteristic by characteristic after completion (`workplace_id` is not compared)."""

NUMBER_FOUND = "number_found"
"""The number that such a workplace has at the carrier; NA where it has the one that was asked for."""
