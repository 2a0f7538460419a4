"""A script of faults is read whole, and what it gets wrong is named with what is possible there."""

import pytest

from trunkload.portal.rehearsal.faults import Fault, FaultKind, FaultScriptError, FaultScriptProblem, read_script
from trunkload.portal.rehearsal.faults.script import At


def only(toml_text: str) -> Fault:
    (fault,) = read_script(toml_text)
    return fault


def test_a_fault_says_which_order_which_item_and_why() -> None:
    fault = only(
        '[[fault]]\nkind = "reject_item"\norder = 2\nitem = 3\ncode = "NO_LINE"\nreason = "no line at this desk"'
    )
    assert (fault.kind, fault.order, fault.item, fault.times) == (FaultKind.REJECT_ITEM, 2, 3, 1)
    assert (fault.code, fault.reason) == ("NO_LINE", "no line at this desk")


def test_a_fault_that_says_nothing_happens_once_to_the_next_order_that_is_placed() -> None:
    fault = only('[[fault]]\nkind = "answer_lost"')
    assert (fault.order, fault.times, fault.at) == (None, 1, At.PLACE)
    assert (fault.means(1, "imp/b01"), fault.means(None, None)) == (True, True)


def test_an_order_is_named_by_its_place_or_by_its_reference() -> None:
    second, named = (only(f'[[fault]]\nkind = "partial"\norder = {order}') for order in (2, '"imp/b07"'))
    assert [second.means(*one) for one in ((2, "imp/b07"), (3, "imp/b02"))] == [True, False]
    assert [named.means(*one) for one in ((2, "imp/b07"), (3, "imp/b02"))] == [True, False]


def test_maintenance_lasts_for_readings_or_for_seconds() -> None:
    readings, seconds = (only(f'[[fault]]\nkind = "maintenance"\n{how} = 2') for how in ("readings", "seconds"))
    assert (readings.times, readings.lasts) == (2, None)
    assert seconds.lasts == 2.0
    assert only('[[fault]]\nkind = "slow"\nseconds = 2').lasts is None


def test_the_same_words_keep_their_name_though_the_script_grows() -> None:
    """What happened is remembered by the name."""
    lost, partial = '[[fault]]\nkind = "answer_lost"\n', '[[fault]]\nkind = "partial"\n'
    first, second = read_script(lost + lost)
    assert first.id != second.id
    assert [one.id for one in read_script(partial + lost + lost)][1:] == [first.id, second.id]


def test_every_kind_can_be_written() -> None:
    script = read_script("".join(f'[[fault]]\nkind = "{kind}"\n' for kind in FaultKind))
    assert [fault.kind for fault in script] == list(FaultKind)


@pytest.mark.parametrize(
    ("text", "problem", "key"),
    [
        ("[[fault]", FaultScriptProblem.NOT_TOML, ""),
        ("fault = 3", FaultScriptProblem.FORM, "fault"),
        ("[[faults]]", FaultScriptProblem.UNKNOWN, "faults"),
        ("[[fault]]", FaultScriptProblem.KIND, "fault[0].kind"),
        ('[[fault]]\nkind = "earthquake"', FaultScriptProblem.KIND, "fault[0].kind"),
        ('[[fault]]\nkind = "slow"\nitem = 3', FaultScriptProblem.UNKNOWN, "fault[0].item"),
        ('[[fault]]\nkind = "slow"\nseconds = "long"', FaultScriptProblem.FORM, "fault[0].seconds"),
        ('[[fault]]\nkind = "slow"\nat = "night"', FaultScriptProblem.KIND, "fault[0].at"),
        ('[[fault]]\nkind = "partial"\norder = 0', FaultScriptProblem.FORM, "fault[0].order"),
        ('[[fault]]\nkind = "partial"\ntimes = true', FaultScriptProblem.FORM, "fault[0].times"),
        ('[[fault]]\nkind = "partial"\ncode = " "', FaultScriptProblem.FORM, "fault[0].code"),
        ('[[fault]]\nkind = "server_error"\ncarried_out = 1', FaultScriptProblem.FORM, "fault[0].carried_out"),
    ],
)
def test_what_is_wrong_is_named(text: str, problem: FaultScriptProblem, key: str) -> None:
    with pytest.raises(FaultScriptError) as refused:
        read_script(text)
    assert (refused.value.problem, refused.value.key) == (problem, key)


def test_a_wrong_kind_is_told_with_those_that_there_are() -> None:
    with pytest.raises(FaultScriptError) as refused:
        read_script('[[fault]]\nkind = "earthquake"')
    assert refused.value.detail.startswith("reject_item, number_taken, username_taken, partial")
