"""What became of an order has words in both languages, whatever state, verdict or code there is."""

from typing import Final

import pytest

from trunkload.orders.outcome_words import carrier_words, item_words, order_words, outcome_words, read_back_words
from trunkload.orders.states import OrderState, ReadBack
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang

ALL: Final = {
    "state": set(OrderState),
    "completed": set(Action),
    "read_back": {*ReadBack, "gone", "still_there"},
}


@pytest.mark.parametrize("family", ALL)
def test_every_state_and_verdict_has_its_words_and_no_other(family: str) -> None:
    assert set(outcome_words()[family]) == ALL[family]
    assert all(set(one) == {"de", "en"} and all(one.values()) for one in outcome_words()[family].values())


def test_a_reason_of_our_profile_is_told_in_our_words_and_any_other_in_the_carriers() -> None:
    assert carrier_words("TERM_RUNNING", "x", Lang.DE) == "Die Mindestlaufzeit ist noch nicht vorbei."
    assert carrier_words("E-4711", "Betrag fehlt", Lang.EN) == "Betrag fehlt"
    assert carrier_words("E-4711", None, Lang.EN) == "E-4711"
    assert carrier_words(None, None, Lang.EN) == ""


def test_a_completed_item_says_what_was_done() -> None:
    assert item_words(OrderState.COMPLETED, Action.DELETE, Lang.EN) == "deleted"
    assert item_words(OrderState.FAILED, Action.DELETE, Lang.DE) == order_words(OrderState.FAILED, Lang.DE)


def test_what_was_read_back_names_what_differs() -> None:
    assert read_back_words(ReadBack.DIFFERENT, Action.ADD, ("package", "mobile"), Lang.EN).startswith("different: ")
    assert read_back_words(ReadBack.EQUAL, Action.ADD, (), Lang.DE) == "stimmt"
    assert read_back_words(None, Action.ADD, (), Lang.DE) == ""


def test_a_deleted_workplace_is_gone_or_still_there() -> None:
    assert read_back_words(ReadBack.EQUAL, Action.DELETE, (), Lang.EN) == "gone"
    assert read_back_words(ReadBack.DIFFERENT, Action.DELETE, ("workplace",), Lang.EN) == "is still there"
