"""Shows in Prefect's page how far a run is and what came of it; nothing of the work fails where it cannot be shown."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from typing import Any, cast
from uuid import UUID

import httpx
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from trunkload.flows.run_views import run_view
from trunkload.flows.running import Outcome, Run
from trunkload.flows.task_run import as_task
from trunkload.flows.wiring import House
from trunkload.notify.night import Night
from trunkload.notify.night_mail import night_headers, night_rows, night_sentences
from trunkload.reports.markdown import markdown_page
from trunkload.reports.run_view import (
    plan_sentence,
    plan_table,
    receipt_sentence,
    receipt_table,
    report_sentence,
)

WHOLE = 100.0
IMPORT_STEPS = 6
SUBMIT_STEPS = 9
LEAST_STEP = 5.0
"""Percent between two updates, however many steps there are."""

Step = Callable[..., Any]


class Progress:
    """A Run: every step is a task; each of them brings the bar on, or each that `counts` names."""

    def __init__(self, key: str, steps: int, counts: Collection[Step]) -> None:
        self._counts = counts
        self._steps = max(1, steps)
        self._done = 0
        self._shown = 0.0
        self._id: UUID | None = None
        with suppress(httpx.HTTPError):
            self._id = cast("UUID", create_progress_artifact(0.0, key=key))

    def __call__(self, step: Callable[..., Outcome], /, *args: object) -> Outcome:
        outcome = as_task(step, *args)
        if step in self._counts or not self._counts:
            self._done += 1
            self.show(min(WHOLE, WHOLE * self._done / self._steps))
        return outcome

    def show(self, percent: float) -> None:
        if self._id is None or (percent < WHOLE and percent - self._shown < LEAST_STEP) or percent == self._shown:
            return
        self._shown = percent
        with suppress(httpx.HTTPError):
            update_progress_artifact(self._id, progress=percent)


@contextmanager
def progress_shown(key: str, steps: int, *, counts: Collection[Step] = ()) -> Iterator[Run]:
    """How to run about `steps` steps of a flow; whatever their number was, the bar is full at their end."""
    progress = Progress(key, steps, counts)
    yield progress
    progress.show(WHOLE)


def show_import(house: House, import_id: str) -> None:
    """Its receipt, its plan where there is one, and where its report lies."""
    view = run_view(house, import_id)
    with suppress(httpx.HTTPError):
        create_table_artifact(receipt_table(view), key=f"{import_id}-receipt", description=receipt_sentence(view))
        if view.plan is not None:
            table, told = plan_table(view.plan, view.lang), plan_sentence(view, view.plan)
            create_table_artifact(table, key=f"{import_id}-plan", description=told)
        create_markdown_artifact(report_sentence(view), key=f"{import_id}-report")


def show_night(night: Night) -> None:
    """The summary that the mail tells, without what stands in the files."""
    told = night.untyped
    page = markdown_page(night_headers(told), night_rows(told), night_sentences(told))
    with suppress(httpx.HTTPError):
        create_markdown_artifact(page, key="night")
