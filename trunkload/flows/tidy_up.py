"""The nightly Prefect flow: gives up what is over, so that numbers are free, and deletes what is kept no longer."""

from prefect import flow

from trunkload.flows.approval_runs import end_settled_approvals
from trunkload.flows.codes_only import codes_only
from trunkload.flows.forgetting_runs import overwrite_runs
from trunkload.flows.lapsing import lapse
from trunkload.flows.retaining import retain
from trunkload.flows.run_house import house_of_run
from trunkload.flows.run_names import by_time
from trunkload.flows.task_run import as_task


@flow(name="tidy_up", flow_run_name=by_time, persist_result=False)
@codes_only
def tidy_up() -> int:
    """Safe to run at any time, twice and at once. Answers how many plans lapsed."""
    house = house_of_run()
    lapsed = as_task(lapse, house)
    end_settled_approvals(house)
    as_task(retain, house)
    as_task(overwrite_runs, house)
    return lapsed
