"""Knows the house of a Prefect run: that of its settings, if they mean the same places on whatever worker it runs."""

from prefect.context import FlowRunContext

from trunkload.flows.wiring import House, open_house
from trunkload.reports.run_texts import RUN_TEXTS
from trunkload.settings import read_settings
from trunkload.settings.places import relative_places


class NotHere(Exception):  # noqa: N818 - a refusal with its sentence, which Prefect's page shows
    """Why the run cannot begin on this worker."""


def house_of_run() -> House:
    """Raises NotHere in a work pool where the settings name a place as seen from another one.

    Its workers stand in an empty folder of their own for each run, which would begin with an empty house in silence.
    """
    settings = read_settings()
    context = FlowRunContext.get()
    pool = None if context is None or context.flow_run is None else context.flow_run.work_pool_name
    relative = relative_places(settings)
    if pool is not None and relative:
        raise NotHere(RUN_TEXTS[settings.language].places.format(keys=", ".join(relative)))
    return open_house(settings)
