"""What Prefect keeps of a failure names nobody, and leads to the place of a defect."""

import traceback
from inspect import signature

import pytest

from trunkload.flows.codes_only import Defect, codes_only
from trunkload.logs.events import Event
from trunkload.portal.protocol import PortalError, PortalProblem
from trunkload.portal.wire import path_template

NAME = "Zwitscher"


def event(name: str) -> Event:
    return Event(name)


def told_by(failed: BaseException) -> str:
    return "".join(traceback.format_exception(failed))


def test_of_a_defect_its_type_and_its_place_are_told_and_the_way_there() -> None:
    with pytest.raises(Defect) as failed:
        codes_only(event)(NAME)
    assert str(failed.value).startswith("a defect, ValueError at ")
    assert NAME not in told_by(failed.value)
    assert "Event(name)" in told_by(failed.value)
    assert not hasattr(failed.value, "permanent")


def test_the_place_is_the_innermost_line_of_the_program() -> None:
    with pytest.raises(Defect, match=r"^a defect, AttributeError at trunkload/portal/wire\.py:\d+$"):
        codes_only(path_template)(None)  # type: ignore[arg-type]


def test_a_failure_of_ours_leaves_as_it_is_without_what_it_came_from() -> None:
    refused = PortalError(PortalProblem.REFUSED, permanent=True, detail=f"{NAME} is known already")

    @codes_only
    def ask() -> None:
        try:
            event(NAME)
        except ValueError as cause:
            raise refused from cause

    with pytest.raises(PortalError) as failed:
        ask()
    assert failed.value is refused
    assert refused.detail == f"{NAME} is known already"
    assert told_by(refused).rstrip().endswith("PortalError: refused")
    assert NAME not in told_by(refused)


def test_what_passes_twice_is_told_once() -> None:
    with pytest.raises(Defect) as failed:
        codes_only(codes_only(event))(NAME)
    assert failed.value.kind == "ValueError"


def test_a_function_keeps_its_parameters() -> None:
    @codes_only
    def import_staff(import_id: str) -> str:
        return import_id

    assert import_staff("imp-2026-11-26-0001") == "imp-2026-11-26-0001"
    assert list(signature(import_staff).parameters) == ["import_id"]
