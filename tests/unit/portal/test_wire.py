"""What an exchange's end means to us (promise 12)."""

from collections.abc import Callable
from decimal import Decimal

import httpx
import pytest

from trunkload.portal.price_reading import price_list
from trunkload.portal.protocol import OrderRequest, PortalError, PortalProblem
from trunkload.portal.tmforum import TmForumPortal
from trunkload.portal.wire import json_of, read_pages

Answer = Callable[[httpx.Request], httpx.Response]


def client(answer: Answer) -> httpx.Client:
    return httpx.Client(transport=httpx.MockTransport(answer), base_url="https://carrier.example.org")


def failure_of(answer: Answer, request: OrderRequest) -> PortalError:
    with pytest.raises(PortalError) as failed:
        TmForumPortal(client(answer), "muster-gmbh").place_order(request)
    return failed.value


def raising(failure: Exception) -> Answer:
    def answer(_request: httpx.Request) -> httpx.Response:
        raise failure

    return answer


@pytest.mark.parametrize(
    ("failure", "problem", "permanent", "sent"),
    [
        (httpx.ConnectError("refused"), PortalProblem.UNREACHABLE, False, False),
        (httpx.ConnectTimeout("slow"), PortalProblem.UNREACHABLE, False, False),
        (httpx.PoolTimeout("full"), PortalProblem.UNREACHABLE, False, False),
        (httpx.UnsupportedProtocol("ftp"), PortalProblem.UNREACHABLE, True, False),
        (httpx.InvalidURL("no address"), PortalProblem.UNREACHABLE, True, False),
        (httpx.ReadTimeout("slow"), PortalProblem.NO_ANSWER, False, True),
        (httpx.WriteError("cut"), PortalProblem.NO_ANSWER, False, True),
        (httpx.RemoteProtocolError("cut"), PortalProblem.NO_ANSWER, False, True),
        (httpx.DecodingError("gzip"), PortalProblem.NONSENSE, False, True),
    ],
)
def test_a_broken_exchange_says_whether_the_order_may_have_arrived(
    request_of_one: OrderRequest, failure: Exception, problem: PortalProblem, permanent: bool, sent: bool
) -> None:
    error = failure_of(raising(failure), request_of_one)
    assert (error.problem, error.permanent, error.sent) == (problem, permanent, sent)
    assert str(failure) not in str(error)


@pytest.mark.parametrize(
    ("status", "problem", "permanent", "sent"),
    [
        (400, PortalProblem.REFUSED, True, False),
        (401, PortalProblem.NOT_ALLOWED, True, False),
        (403, PortalProblem.NOT_ALLOWED, True, False),
        (404, PortalProblem.REFUSED, True, False),
        (408, PortalProblem.NO_ANSWER, False, True),
        (409, PortalProblem.REFUSED, True, True),
        (429, PortalProblem.BUSY, False, False),
        (500, PortalProblem.NO_ANSWER, False, True),
        (502, PortalProblem.NO_ANSWER, False, True),
        (503, PortalProblem.BUSY, False, True),
        (504, PortalProblem.NO_ANSWER, False, True),
        (302, PortalProblem.NONSENSE, False, True),
    ],
)
def test_a_status_says_whether_trying_again_can_help(
    request_of_one: OrderRequest, status: int, problem: PortalProblem, permanent: bool, sent: bool
) -> None:
    error = failure_of(lambda _: httpx.Response(status, text="<html>"), request_of_one)
    assert (error.problem, error.permanent, error.sent) == (problem, permanent, sent)
    assert error.detail == f"HTTP {status}"


@pytest.mark.parametrize(("header", "wait"), [("7", 7.0), ("Mon, 01 Jan 2001 00:00:00 GMT", 0.0), ("soon", None)])
def test_a_busy_carrier_says_when_to_come_again(request_of_one: OrderRequest, header: str, wait: float | None) -> None:
    error = failure_of(lambda _: httpx.Response(503, headers={"Retry-After": header}), request_of_one)
    assert error.retry_after == wait


def test_a_date_to_come_again_is_counted_in_seconds(request_of_one: OrderRequest) -> None:
    date = "Fri, 01 Jan 2100 00:00:00 GMT"
    error = failure_of(lambda _: httpx.Response(429, headers={"Retry-After": date}), request_of_one)
    assert error.retry_after is not None
    assert error.retry_after > 3600


def test_a_refusal_carries_the_carriers_own_words(request_of_one: OrderRequest) -> None:
    body = {
        "code": "ORDER_FORM",
        "reason": "not of\nthe profile",
        "errors": [{"code": "USERNAME_FORM", "propertyPath": "/productOrderItem/0", "reason": "a-z expected"}],
    }
    error = failure_of(lambda _: httpx.Response(400, json=body), request_of_one)
    assert error.detail == "ORDER_FORM not of the profile; USERNAME_FORM /productOrderItem/0 a-z expected"


@pytest.mark.parametrize("content", [b"<html>", b"\xff\xfe\x00", b"[" * 100_000, b"[]", b"null", b'{"id": 1}', b"{}"])
def test_an_answer_of_another_shape_is_none(request_of_one: OrderRequest, content: bytes) -> None:
    error = failure_of(lambda _: httpx.Response(201, content=content), request_of_one)
    assert (error.problem, error.sent) == (PortalProblem.NONSENSE, True)


def test_an_answer_about_another_order_is_none(request_of_one: OrderRequest) -> None:
    body = {"id": "po-1", "externalId": "imp-0", "state": "acknowledged", "productOrderItem": []}
    error = failure_of(lambda _: httpx.Response(201, json=body), request_of_one)
    assert error.problem is PortalProblem.NONSENSE


def test_an_order_of_another_customer_is_not_sent(request_of_one: OrderRequest) -> None:
    with pytest.raises(PortalError) as refused:
        TmForumPortal(client(raising(AssertionError("sent"))), "somebody-else").place_order(request_of_one)
    assert (refused.value.problem, refused.value.sent) == (PortalProblem.REFUSED, False)


def pages(entries: list[dict[str, object]], total: int | None) -> Answer:
    def answer(request: httpx.Request) -> httpx.Response:
        offset, limit = (int(request.url.params[name]) for name in ("offset", "limit"))
        headers = {} if total is None else {"X-Total-Count": str(total)}
        return httpx.Response(200, json=entries[offset : offset + min(limit, 2)], headers=headers)

    return answer


def test_a_list_is_read_to_its_end_even_in_smaller_pages_than_asked_for() -> None:
    entries: list[dict[str, object]] = [{"id": str(number)} for number in range(5)]
    assert read_pages(client(pages(entries, 5)), "/list", {}, 3) == entries


@pytest.mark.parametrize("total", [None, 6, 3])
def test_a_list_that_is_not_as_long_as_announced_is_no_answer(total: int | None) -> None:
    entries: list[dict[str, object]] = [{"id": str(number)} for number in range(5)]
    with pytest.raises(PortalError) as failed:
        read_pages(client(pages(entries, total)), "/list", {}, 3)
    assert failed.value.problem is PortalProblem.NONSENSE


def test_an_entry_told_twice_is_no_answer() -> None:
    with pytest.raises(PortalError):
        read_pages(client(pages([{"id": "1"}, {"id": "1"}], 2)), "/list", {}, 3)


def orders_found(*orders: dict[str, object]) -> Answer:
    def answer(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=list(orders), headers={"X-Total-Count": str(len(orders))})

    return answer


def found(carrier_id: str, reference: str) -> dict[str, object]:
    return {"id": carrier_id, "externalId": reference, "state": "acknowledged", "productOrderItem": []}


def test_a_carrier_that_ignores_the_filter_cannot_pass_off_another_order() -> None:
    portal = TmForumPortal(client(orders_found(found("po-1", "imp-1"), found("po-2", "imp-2"))), "muster-gmbh")
    answer = portal.find_order("imp-2")
    assert answer is not None
    assert answer.carrier_id == "po-2"
    assert portal.find_order("imp-3") is None


def test_two_orders_of_one_reference_are_said_and_not_chosen_from() -> None:
    portal = TmForumPortal(client(orders_found(found("po-1", "imp-1"), found("po-2", "imp-1"))), "muster-gmbh")
    with pytest.raises(PortalError) as failed:
        portal.find_order("imp-1")
    assert failed.value.problem is PortalProblem.NONSENSE


def test_prices_come_without_a_float_between() -> None:
    text = """{"productPrice": [
        {"name": "plus", "priceType": "recurring", "price": {"dutyFreeAmount": {"unit": "EUR", "value": 4.9}}},
        {"name": "plus", "priceType": "oneTime", "price": {"dutyFreeAmount": {"unit": "EUR", "value": 0.125}}}]}"""
    product = json_of(httpx.Response(200, text=text))
    assert isinstance(product, dict)
    price = price_list([product]).price_of("plus")
    assert (str(price.monthly), str(price.one_off)) == ("4.90", "0.125")
    assert price.monthly == Decimal("4.9")


@pytest.mark.parametrize("value", ["1e999999999", "NaN", "-1", "true", '"4"'])
def test_a_price_that_is_none_is_no_answer(value: str) -> None:
    product = (
        '[{"id": "price-list", "productSpecification": {"id": "price-list-spec"}, "productPrice": [{"name": "plus",'
        f'"priceType": "recurring", "price": {{"dutyFreeAmount": {{"unit": "EUR", "value": {value}}}}}}}]}}]'
    )

    def answer(request: httpx.Request) -> httpx.Response:
        mine = request.url.path.endswith("/product")
        return httpx.Response(200, text=product if mine else "[]", headers={"X-Total-Count": "1" if mine else "0"})

    with pytest.raises(PortalError) as failed:
        TmForumPortal(client(answer), "muster-gmbh").read_account()
    assert failed.value.problem is PortalProblem.NONSENSE
