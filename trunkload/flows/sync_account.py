"""The scheduled Prefect flow: asks the carrier what the customer has, so that the day's checks know it."""

from prefect import flow

from trunkload.flows import syncing
from trunkload.flows.codes_only import codes_only
from trunkload.flows.run_house import house_of_run
from trunkload.flows.run_names import by_time
from trunkload.flows.task_run import as_task


@flow(name="sync_account", flow_run_name=by_time, persist_result=False)
@codes_only
def sync_account() -> None:
    """Safe to run at any time, twice and at once: of two answers the later one counts."""
    as_task(syncing.sync_account, house_of_run())
