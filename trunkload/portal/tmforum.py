"""Knows how to ask a carrier that speaks our TM Forum v4 profile (TMF622, TMF637, TMF639)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain
from urllib.parse import quote

import httpx
import pandas as pd

from trunkload.inventory.account import Account
from trunkload.portal.account_reading import account_of
from trunkload.portal.credentials_again import ask_for_credentials
from trunkload.portal.json_shape import ShapeError, as_object
from trunkload.portal.order_answer import order_answer
from trunkload.portal.order_body import order_body
from trunkload.portal.profile import check_profile
from trunkload.portal.profile_names import CANCELLATIONS, NUMBER_CATEGORY, NUMBERS, ORDERS, PRODUCTS, Trait
from trunkload.portal.protocol import OrderAnswer, OrderRequest, PortalError, PortalProblem
from trunkload.portal.wire import ask, json_of, nonsense, read_pages
from trunkload.portal.workplace_reading import is_workplace, read_back_table

_NUMBERS_PER_QUESTION = 50
"""Keeps the address of a question below 2,000 characters, which every proxy carries."""


def _now() -> datetime:
    return datetime.now(UTC)


class TmForumPortal:
    """A Portal over `client`, whose `base_url`, time-outs and credentials are the wiring's to choose."""

    def __init__(
        self, client: httpx.Client, customer_id: str, *, page_size: int = 500, clock: Callable[[], datetime] = _now
    ) -> None:
        self._client = client
        self._customer_id = customer_id
        self._page_size = page_size
        self._clock = clock

    def read_account(self) -> Account:
        taken_at = self._clock()
        with _of_our_profile():
            products = self._pages(PRODUCTS)
            if not products:
                detail = f"the carrier knows no customer {self._customer_id}"
                raise PortalError(PortalProblem.REFUSED, permanent=True, sent=False, detail=detail)
            numbers = self._pages(NUMBERS, category=NUMBER_CATEGORY)
            return account_of(self._customer_id, products, numbers, taken_at)

    def place_order(self, request: OrderRequest) -> OrderAnswer:
        if request.customer_id != self._customer_id:
            # find_order looks under our customer only: an order of another one could never be found again.
            detail = f"the order is for {request.customer_id}, the portal of {self._customer_id}"
            raise PortalError(PortalProblem.REFUSED, permanent=True, sent=False, detail=detail)
        body = order_body(request)
        check_profile(body)
        answer = self._order("POST", ORDERS, body)
        ordered = sorted(item.id for item in request.items)
        if answer.reference != request.reference or sorted(item.id for item in answer.items) != ordered:
            raise nonsense(f"the answer to {request.reference} is about another order")
        return answer

    def find_order(self, reference: str) -> OrderAnswer | None:
        with _of_our_profile():
            orders = self._pages(ORDERS, externalId=reference)
            # A carrier may ignore a filter that it does not know.
            found = [order_answer(order) for order in orders if order.get("externalId") == reference]
        if len(found) > 1:
            raise nonsense(f"{reference} stands on {len(found)} orders", permanent=True)
        return found[0] if found else None

    def read_order(self, carrier_id: str) -> OrderAnswer:
        answer = self._order("GET", f"{ORDERS}/{quote(carrier_id, safe='')}")
        if answer.carrier_id != carrier_id:
            raise nonsense(f"the answer to {carrier_id} is about another order")
        return answer

    def read_workplaces(self, numbers: Sequence[str]) -> pd.DataFrame:
        """Set-based: one question for up to 50 numbers."""
        starts = range(0, len(numbers), _NUMBERS_PER_QUESTION)
        groups = [",".join(numbers[start : start + _NUMBERS_PER_QUESTION]) for start in starts]
        name, value = "productCharacteristic.name", "productCharacteristic.value"
        with _of_our_profile():
            pages = (self._pages(PRODUCTS, **{name: Trait.NUMBER.value, value: group}) for group in groups)
            # By id, because a carrier that ignores the filter gives everything once per question.
            products = {str(product.get("id")): product for product in chain.from_iterable(pages)}
            workplaces = [product for product in products.values() if is_workplace(product)]
            return read_back_table(workplaces, set(numbers))

    def cancel_order(self, carrier_id: str, reason: str) -> OrderAnswer:
        order = {"id": carrier_id, "@referredType": "ProductOrder"}
        ask(self._client, "POST", CANCELLATIONS, body={"cancellationReason": reason, "productOrder": order})
        return self.read_order(carrier_id)

    def send_credentials(self, workplace_id: str) -> None:
        ask_for_credentials(self._client, workplace_id)

    def _order(self, method: str, path: str, body: dict[str, object] | None = None) -> OrderAnswer:
        with _of_our_profile():
            return order_answer(as_object(json_of(ask(self._client, method, path, body=body))))

    def _pages(self, path: str, **filters: str) -> list[dict[str, object]]:
        params = {"relatedParty.id": self._customer_id, **filters}
        return read_pages(self._client, path, params, self._page_size)


@contextmanager
def _of_our_profile() -> Iterator[None]:
    try:
        yield
    except ShapeError as other:
        raise nonsense(str(other)) from other
