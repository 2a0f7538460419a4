"""Only known keys reach the log, and only values that look as they must."""

import logging
from http import HTTPStatus
from threading import Thread

import pytest

from trunkload.logs.context import about, carried, known, trace
from trunkload.logs.events import Event, let_through
from trunkload.logs.telling import code_of
from trunkload.orders.states import OrderState
from trunkload.portal.protocol import PortalError, PortalProblem
from trunkload.portal.wire import path_template


def test_a_key_that_nobody_foresaw_is_left_out_and_a_value_that_looks_otherwise_too() -> None:
    told = let_through(
        {
            "event": Event.IMPORT_PLANNED.value,
            "import.id": "imp-2026-11-26-0001",
            "plan.items": 33,
            "given_name": "Anna",
            "order.reference": "Anna Beispiel",
            "problem": "anna.beispiel@example.org",
            "row": "+4915228817386 ",
            "url.template": "/product?number=+4915228817386",
        }
    )
    assert told == {
        "event": "import.planned",
        "import.id": "imp-2026-11-26-0001",
        "plan.items": 33,
        "order.reference": "-",
        "problem": "-",
        "row": "-",
        "url.template": "-",
    }


def test_a_number_with_a_name_of_its_own_is_written_as_a_number() -> None:
    """On a terminal an HTTPStatus would show its name, too."""
    told = let_through({"http.response.status_code": HTTPStatus.OK, "order.state": OrderState.COMPLETED})
    assert [(value, type(value)) for value in told.values()] == [(200, int), ("completed", str)]


def test_of_a_failure_its_code_is_told_and_not_its_text() -> None:
    refused = PortalError(PortalProblem.REFUSED, permanent=True, detail="Anna Beispiel is known already")
    assert code_of(refused) == "refused"
    assert code_of(ValueError("Anna")) == "ValueError"


def test_what_it_is_about_is_known_in_other_threads_and_over_when_the_block_ends() -> None:
    seen: list[object] = []
    with about(import_id="imp-2026-11-26-0001"), about(order_reference="imp-2026-11-26-0001/b01", row=7):
        thread = Thread(target=carried(lambda _: seen.append(known())), args=(None,))
        thread.start()
        thread.join()
    assert seen == [{"import.id": "imp-2026-11-26-0001", "order.reference": "imp-2026-11-26-0001/b01", "row": 7}]
    assert known() == {}


@pytest.mark.parametrize("written", ["", "00-abc-def-01", "x" * 55])
def test_a_trace_that_is_none_is_left_out(written: str) -> None:
    assert trace({"TRACEPARENT": written}) == {}


def test_a_trace_is_taken_from_the_environment() -> None:
    told = trace({"TRACEPARENT": f"00-{'a' * 32}-{'b' * 16}-01"})
    assert told == {"trace_id": "a" * 32, "span_id": "b" * 16}


def test_a_path_names_no_order_and_no_workplace() -> None:
    orders = "/tmf-api/productOrderingManagement/v4/productOrder"
    assert path_template(orders) == orders
    assert path_template(f"{orders}/9001") == f"{orders}/{{id}}"
    assert path_template("/tmf-api/productInventory/v4/product/W6001/resendCredentials").endswith("/product/{id}")


def test_the_program_is_silent_unless_it_is_asked() -> None:
    assert any(isinstance(one, logging.NullHandler) for one in logging.getLogger("trunkload").handlers)
