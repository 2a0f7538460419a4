"""A portal that passes on to the rehearsal carrier, and fails as a test's script says."""

from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from trunkload.inventory.account import Account
from trunkload.portal.protocol import OrderAnswer, OrderRequest, Portal, PortalError, PortalProblem

Failing = Callable[[Portal, OrderRequest], None]
"""Raises what happens to one order; what it did at the carrier before stays done."""


class Died(BaseException):
    """The process is gone: nothing of ours catches it."""


def answer_lost(carrier: Portal, request: OrderRequest) -> None:
    """The carrier has the order and its answer never comes."""
    carrier.place_order(request)
    raise PortalError(PortalProblem.NO_ANSWER, permanent=False, sent=True)


def never_arrived(_carrier: Portal, _request: OrderRequest) -> None:
    """We cannot know it, but the order got lost on its way."""
    raise PortalError(PortalProblem.NO_ANSWER, permanent=False, sent=True)


def busy(_carrier: Portal, _request: OrderRequest) -> None:
    raise PortalError(PortalProblem.BUSY, permanent=False, sent=False, retry_after=1.0)


def refused(_carrier: Portal, _request: OrderRequest) -> None:
    detail = "CONTRACT_ENDED the contract has ended"
    raise PortalError(PortalProblem.REFUSED, permanent=True, sent=False, detail=detail)


def died_before(_carrier: Portal, _request: OrderRequest) -> None:
    raise Died


def died_after(carrier: Portal, request: OrderRequest) -> None:
    carrier.place_order(request)
    raise Died


class FailingPortal:
    """A Portal. `script` names what happens to an order, by its batch number (1, 2, …), the first time it is sent."""

    def __init__(self, carrier: Portal, script: dict[int, Failing]) -> None:
        self._carrier = carrier
        self._script = dict(script)
        self.sent: list[str] = []
        self.asked: list[str] = []
        self.account_failure: PortalError | None = None

    def place_order(self, request: OrderRequest) -> OrderAnswer:
        self.sent.append(request.reference)
        failing = self._script.pop(int(request.reference.rpartition("/b")[2]), None)
        if failing is not None:
            failing(self._carrier, request)
        return self._carrier.place_order(request)

    def find_order(self, reference: str) -> OrderAnswer | None:
        self.asked.append(reference)
        return self._carrier.find_order(reference)

    def read_account(self) -> Account:
        if self.account_failure is not None:
            raise self.account_failure
        return self._carrier.read_account()

    def read_order(self, carrier_id: str) -> OrderAnswer:
        return self._carrier.read_order(carrier_id)

    def read_workplaces(self, numbers: Sequence[str]) -> pd.DataFrame:
        return self._carrier.read_workplaces(numbers)

    def cancel_order(self, carrier_id: str, reason: str) -> OrderAnswer:
        return self._carrier.cancel_order(carrier_id, reason)

    def send_credentials(self, workplace_id: str) -> None:
        self._carrier.send_credentials(workplace_id)


def batches(references: Iterable[str]) -> list[int]:
    """The batch numbers of order references."""
    return [int(one.rpartition("/b")[2]) for one in references]
