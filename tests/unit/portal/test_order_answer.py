import pytest

from trunkload.orders.states import OrderState
from trunkload.portal.json_shape import Json, ShapeError
from trunkload.portal.order_answer import order_answer
from trunkload.portal.protocol import ItemAnswer


def order(**changes: object) -> Json:
    """The shape of the partial response among the official examples."""
    return {
        "id": "po-9001",
        "externalId": "imp-2026-11-23-0001/b01",
        "state": "partial",
        "productOrderItem": [
            {"id": "1", "state": "completed", "product": {"id": "wp-5001"}},
            {"id": "2", "state": "failed", "product": {"name": "bernd-meyer2"}},
        ],
        "productOrderErrorMessage": [
            {
                "code": "NUMBER_IN_USE",
                "reason": "+493023125102 is already assigned",
                "productOrderItem": [{"productOrderId": "po-9001", "productOrderItemId": "2"}],
            }
        ],
        **changes,
    }


def test_a_partial_order_says_what_became_of_each_item() -> None:
    answer = order_answer(order())
    assert (answer.carrier_id, answer.reference) == ("po-9001", "imp-2026-11-23-0001/b01")
    assert answer.state is OrderState.PARTIAL
    assert answer.items == (
        ItemAnswer("1", OrderState.COMPLETED, workplace_id="wp-5001"),
        ItemAnswer("2", OrderState.FAILED, code="NUMBER_IN_USE", reason="+493023125102 is already assigned"),
    )


@pytest.mark.parametrize("word", ["assessingCancellation", "pendingCancellation"])
def test_an_order_on_its_way_to_a_cancellation_is_pending(word: str) -> None:
    assert order_answer(order(state=word)).state is OrderState.PENDING


@pytest.mark.parametrize("word", ["draft", "approved", "sending", "unknown", "done", "Completed", ""])
def test_a_state_that_tmf622_does_not_have_is_no_answer(word: str) -> None:
    """Our own states before the carrier's are no words of the carrier's."""
    with pytest.raises(ShapeError):
        order_answer(order(state=word))


def test_an_item_cannot_be_partial() -> None:
    with pytest.raises(ShapeError, match="/productOrderItem/0/state"):
        order_answer(order(productOrderItem=[{"id": "1", "state": "partial"}]))


@pytest.mark.parametrize("missing", ["id", "externalId", "state"])
def test_an_order_without_its_marks_is_no_answer(missing: str) -> None:
    with pytest.raises(ShapeError, match=missing):
        order_answer(order(**{missing: None}))


def test_an_order_tells_by_its_note_of_which_plan_it_is() -> None:
    notes = [{"text": "please call back"}, {"text": "sha256 of the approved plan: 2a97516c354b6884"}, {"id": "3"}]
    assert order_answer(order(note=notes)).plan_digest == "2a97516c354b6884"
    assert order_answer(order(note=notes[:1])).plan_digest is None
    assert order_answer(order()).plan_digest is None
