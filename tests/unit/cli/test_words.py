from dataclasses import replace

from tests.unit.flows.test_compare import JANA
from trunkload.cli.words import done_words, state_words
from trunkload.orders.states import OrderState, ReadBack
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang

ADDED, CHANGED, DELETED = (
    replace(JANA, action=action, state=OrderState.COMPLETED, read_back=ReadBack.EQUAL) for action in Action
)


def test_what_is_done_is_counted_by_what_was_done() -> None:
    assert done_words([DELETED] * 7 + [CHANGED], Lang.DE) == "1 von 1 Arbeitsplätzen geändert, 7 von 7 gelöscht"
    assert done_words([DELETED], Lang.EN) == "1 of 1 workplaces are deleted"
    still_there = replace(DELETED, read_back=ReadBack.DIFFERENT)
    counts = "1 of 1 workplaces are set up, 1 of 1 changed, 1 of 2 deleted"
    assert done_words([ADDED, still_there, CHANGED, DELETED], Lang.EN) == counts


def test_a_row_that_is_completed_says_what_was_done() -> None:
    assert [state_words(one, Lang.DE) for one in (ADDED, CHANGED, DELETED)] == ["eingerichtet", "geändert", "gelöscht"]
    assert state_words(replace(DELETED, state=OrderState.FAILED), Lang.DE) == "gescheitert"
