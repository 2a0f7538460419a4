"""Asks for approvals in Prefect's page: a run for each plan waits there until somebody types the plan's digest."""

from datetime import timedelta

from prefect.context import FlowRunContext
from prefect.flow_runs import suspend_flow_run
from prefect.input import RunInput
from pydantic import Field, ValidationError, create_model

from trunkload.flows.approving_typed import TO_TYPE_AGAIN, approve_typed
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.giving_up import STOPS_OF
from trunkload.flows.run_views import run_view
from trunkload.flows.stored import known_import
from trunkload.flows.task_run import as_task
from trunkload.flows.wiring import House
from trunkload.orders.states import ImportState
from trunkload.reports.run_texts import RUN_TEXTS
from trunkload.reports.run_view import RunView, form_sentence
from trunkload.storage.database import reading

DIGEST = r"^\s*[0-9A-Fa-f]{16,64}\s*$"
"""At least as many characters as are shown, so that nothing is approved by an empty form."""

NO_LONGER = timedelta(days=1)
"""After the plan has lapsed; its run was ended by then (`settled_runs`), so Prefect's own timeout ends none."""


class Typed(RunInput):
    """What the form asks for; nothing of it has a default."""

    digest: str
    approver: str


def wait_for_approval(house: House, import_id: str) -> Stopped | None:
    """None where the import is approved, by this form or elsewhere; else why it never will be.

    The run ends here and begins anew with each answer, so that the last one counts and no process waits.
    """
    refused: Stopped | None = None
    for attempt in range(_answered(), _answered() + 2):
        stopped = stop_of(house, import_id)
        if stopped is not None:
            return None if stopped.code is StopCode.ALREADY_APPROVED else stopped
        typed = _asked(house, import_id, attempt, refused)
        refused = as_task(approve_typed, house, import_id, typed.digest, typed.approver)
        if refused is None or refused.code not in TO_TYPE_AGAIN:
            return refused
    raise AssertionError("the second question of a process ends it")


def stop_of(house: House, import_id: str) -> Stopped | None:
    """Why nobody is asked for the import's approval any more; None while it waits for it."""
    try:
        with reading(house.ledger) as conn:
            record = known_import(conn, import_id)
    except Stopped as stopped:
        return stopped
    if record.state is ImportState.PLANNED:
        over = record.held_until is not None and record.held_until < house.clock()
        return Stopped(StopCode.HAS_LAPSED, id=import_id) if over else None
    approved = record.state in {ImportState.APPROVED, ImportState.SUBMITTING}
    return Stopped(StopCode.ALREADY_APPROVED if approved else STOPS_OF[record.state], id=import_id)


def stop_sentence(house: House, stopped: Stopped) -> str:
    return RUN_TEXTS[house.settings.language].stops[stopped.code.value]


def _answered() -> int:
    """The number of the last question that was answered, 0 where none was: a run that begins anew asks it again, and
    is told the answer."""
    context = FlowRunContext.get()
    run = None if context is None else context.flow_run
    policy = None if run is None else run.empirical_policy
    return max(0, len((policy and policy.pause_keys) or ()) - 1)


def _asked(house: House, import_id: str, attempt: int, refused: Stopped | None) -> Typed:
    view = run_view(house, import_id)
    why = None if refused is None else stop_sentence(house, refused)
    try:
        return suspend_flow_run(wait_for_input=_form(view, why), timeout=_patience(house, import_id), key=str(attempt))
    except ValidationError:
        return Typed(digest="", approver="")


def _form(view: RunView, refused: str | None) -> type[Typed]:
    texts = view.texts
    told = texts.digest_help.format(id=view.import_id)
    form = create_model(
        "Approval",
        __base__=Typed,
        digest=(str, Field(title=texts.digest, description=told, pattern=DIGEST)),
        approver=(str, Field(title=texts.approver, description=texts.approver_help, pattern=r"\S", max_length=100)),
    )
    about = None if view.plan is None else form_sentence(view, view.plan, refused)
    return form.with_initial_data(description=about)


def _patience(house: House, import_id: str) -> int:
    """Seconds."""
    with reading(house.ledger) as conn:
        until = known_import(conn, import_id).held_until or house.clock()
    return int((until - house.clock() + NO_LONGER).total_seconds())
