"""The nightly Prefect flow: gives up what is over, so that numbers are free for whoever looks next."""

from prefect import flow

from trunkload.flows.lapsing import lapse
from trunkload.flows.task_run import as_task
from trunkload.flows.wiring import open_house
from trunkload.settings import read_settings


@flow(name="tidy_up", persist_result=False)
def tidy_up() -> int:
    """Safe to run at any time, twice and at once. Answers how many plans lapsed."""
    return as_task(lapse, open_house(read_settings()))
