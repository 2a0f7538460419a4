"""The scheduled Prefect flow: looks after every import whose orders are not final yet."""

from prefect import flow

from trunkload.flows.story import submit_story
from trunkload.flows.task_run import as_task
from trunkload.flows.wiring import open_house
from trunkload.orders.states import ImportState
from trunkload.settings import read_settings
from trunkload.storage.database import reading
from trunkload.storage.imports import list_imports


@flow(name="follow_orders", persist_result=False)
def follow_orders() -> None:
    """Go on with what was approved and is not closed; safe to run twice and at once (promise 6)."""
    house = open_house(read_settings())
    with reading(house.ledger) as conn:
        open_imports = list_imports(conn, {ImportState.APPROVED, ImportState.SUBMITTING})
    for record in open_imports:
        submit_story(house, record.id, run=as_task)
