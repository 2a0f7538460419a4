from trunkload.orders.states import (
    FINAL_IMPORT_STATES,
    FINAL_ORDER_STATES,
    NOT_ORDERED_STATES,
    OPEN_IMPORT_STATES,
    ImportState,
    OrderState,
)


def test_an_unknown_or_late_order_is_not_final() -> None:
    """R-16, promise 6: what is pending or was not answered is followed further, never sent again."""
    open_states = set(OrderState) - FINAL_ORDER_STATES
    assert {state.value for state in open_states} == {
        *("draft", "approved", "sending", "unknown"),
        *("acknowledged", "inProgress", "pending", "held"),
    }


def test_what_was_not_ordered_is_final_and_a_partial_order_was_ordered() -> None:
    ordered = {OrderState.COMPLETED, OrderState.PARTIAL}
    assert FINAL_ORDER_STATES - ordered == NOT_ORDERED_STATES
    assert ordered < FINAL_ORDER_STATES


def test_an_import_is_either_open_or_final_or_not_planned_yet() -> None:
    assert not OPEN_IMPORT_STATES & FINAL_IMPORT_STATES
    assert set(ImportState) - OPEN_IMPORT_STATES - FINAL_IMPORT_STATES == {ImportState.RECEIVED, ImportState.CHECKED}
