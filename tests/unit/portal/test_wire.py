"""What an exchange's end means to us (promise 12)."""

import math
from collections.abc import Callable
from decimal import Decimal

import httpx
import pytest

from trunkload.portal.paging import read_pages
from trunkload.portal.price_reading import price_list
from trunkload.portal.protocol import OrderRequest, PortalError, PortalProblem
from trunkload.portal.tmforum import TmForumPortal
from trunkload.portal.wire import json_of

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


FAR_OFF = "Mon, 01 Jan 2001 00:00:00 +99999999999999"


@pytest.mark.parametrize(
    ("header", "wait"),
    [("7", 7.0), ("Mon, 01 Jan 2001 00:00:00 GMT", 0.0), ("soon", None), (FAR_OFF, None), ("9" * 5000, math.inf)],
)
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


NO_ANSWERS = {
    "nothing": b"",
    "a web page": b"<html>",
    "no text": b"\xff\xfe\x00",
    "another encoding": '{"id": "Köln"}'.encode("latin-1"),
    "without end": b"[" * 100_000,
    "a list": b"[]",
    "null": b"null",
    "a number for a text": b'{"id": 1}',
    "no key": b"{}",
    "half a character": b'{"id": "\\ud800"}',
    "a character that is none": b'{"id": "po\\u0000"}',
    "no number": b'{"id": "po-1", "weight": NaN}',
    "a number of too many digits": b'{"id": ' + b"9" * 10_000 + b"}",
}


@pytest.mark.parametrize("content", NO_ANSWERS.values(), ids=NO_ANSWERS)
def test_an_answer_of_another_shape_is_none(request_of_one: OrderRequest, content: bytes) -> None:
    error = failure_of(lambda _: httpx.Response(201, content=content), request_of_one)
    assert (error.problem, error.sent) == (PortalProblem.NONSENSE, True)


@pytest.mark.parametrize("kind", ["text/html", "text/html; charset=utf-8", "application/xml", "image/png", "json"])
def test_an_answer_that_says_to_be_no_json_is_none(request_of_one: OrderRequest, kind: str) -> None:
    body = found("po-1", request_of_one.reference)
    error = failure_of(lambda _: httpx.Response(201, json=body, headers={"Content-Type": kind}), request_of_one)
    assert (error.problem, error.detail) == (
        PortalProblem.NONSENSE,
        "the answer is no JSON but says to be something else",
    )


@pytest.mark.parametrize("kind", ["application/json;charset=utf-8", "Application/JSON", "application/problem+json", ""])
def test_json_has_several_names(kind: str) -> None:
    assert json_of(httpx.Response(200, content=b"[1]", headers={"Content-Type": kind})) == [1]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"state": "shipped"}, "/state"),
        ({"state": "draft"}, "/state"),
        ({"state": ["acknowledged"]}, "/state"),
        ({"productOrderItem": {}}, "/productOrderItem"),
        ({"productOrderItem": [{"id": "2", "state": "partial"}]}, "/productOrderItem/0/state"),
        ({"productOrderItem": [{"id": 2, "state": "completed"}]}, "/productOrderItem/0/id"),
        ({"productOrderErrorMessage": "Anna Müller"}, "/productOrderErrorMessage"),
    ],
)
def test_nonsense_is_told_by_its_place_and_never_by_its_words(
    request_of_one: OrderRequest, change: dict[str, object], place: str
) -> None:
    """Promise 10: what a carrier sends may be about people."""
    body = found("po-1", request_of_one.reference) | change
    error = failure_of(lambda _: httpx.Response(201, json=body), request_of_one)
    assert (error.problem, error.permanent, error.sent) == (PortalProblem.NONSENSE, False, True)
    assert error.detail.partition(":")[0] == place
    assert "Müller" not in str(error)


def test_a_redirect_is_not_followed(request_of_one: OrderRequest) -> None:
    """An order that was posted to one address is not posted to another."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(307, headers={"Location": "https://elsewhere.example.org/"})

    assert failure_of(answer, request_of_one).problem is PortalProblem.NONSENSE
    assert asked == ["carrier.example.org"]


def test_words_of_the_carrier_come_without_signs_that_steer_a_terminal(request_of_one: OrderRequest) -> None:
    body = b'{"code": "NO\\u001b[2J", "reason": "half \\ud800 and \\u0000 none"}'
    error = failure_of(lambda _: httpx.Response(400, content=body), request_of_one)
    assert error.detail == "NO[2J half  and  none"


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


def test_a_page_that_repeats_is_no_list() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.params["offset"])
        return httpx.Response(200, json=[{"id": "1"}, {"id": "2"}], headers={"X-Total-Count": "1000000"})

    with pytest.raises(PortalError) as failed:
        read_pages(client(answer), "/list", {}, 2)
    assert (failed.value.problem, asked) == (PortalProblem.NONSENSE, ["0", "2"])


def test_a_list_without_end_is_left_after_the_most_pages() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        offset = int(request.url.params["offset"])
        return httpx.Response(200, json=[{"id": str(offset)}], headers={"X-Total-Count": str(offset + 2)})

    with pytest.raises(PortalError) as failed:
        read_pages(client(answer), "/list", {}, 2, most_pages=30)
    assert (failed.value.problem, failed.value.detail) == (PortalProblem.TOO_MUCH, "carrier.most_pages = 30")


@pytest.mark.parametrize("count", ["-1", "1.0", "five", "٥", "9" * 5000])
def test_a_count_that_is_none_makes_no_list(count: str) -> None:
    headers = {b"X-Total-Count": count.encode()}
    with pytest.raises(PortalError) as failed:
        read_pages(client(lambda _: httpx.Response(200, json=[], headers=headers)), "/list", {}, 2)
    assert failed.value.problem is PortalProblem.NONSENSE


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
    product = json_of(httpx.Response(200, content=text.encode()))
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
