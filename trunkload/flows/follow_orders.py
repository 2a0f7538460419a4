"""The scheduled Prefect flow: looks after every import whose orders are not final yet."""

from prefect import flow

from trunkload.flows.story import submit_story
from trunkload.flows.task_run import as_task
from trunkload.flows.telling import tell_people
from trunkload.flows.wiring import House, open_house
from trunkload.orders.states import ImportState
from trunkload.portal.protocol import PortalError
from trunkload.settings import read_settings
from trunkload.storage.database import reading
from trunkload.storage.imports import list_imports


@flow(name="follow_orders", persist_result=False)
def follow_orders() -> None:
    """Go on with what was approved and is not closed; safe to run twice and at once (promise 6).

    One import that the carrier cannot serve now does not keep the others waiting; the run fails after the last.
    """
    house = open_house(read_settings())
    with reading(house.ledger) as conn:
        open_imports = list_imports(conn, {ImportState.APPROVED, ImportState.SUBMITTING})
    failures = [failed for record in open_imports if (failed := _go_on(house, record.id)) is not None]
    as_task(tell_people, house)
    if failures:
        raise failures[0]


def _go_on(house: House, import_id: str) -> PortalError | None:
    try:
        submit_story(house, import_id, run=as_task)
    except PortalError as failed:
        return failed
    return None
