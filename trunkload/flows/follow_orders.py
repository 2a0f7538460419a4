"""The scheduled Prefect flow: looks after every import that was left, or whose orders are not final yet."""

from prefect import flow

from trunkload.flows.approval_runs import ask_for_all_approvals, end_settled_approvals
from trunkload.flows.codes_only import codes_only
from trunkload.flows.going_on import go_on_with_all
from trunkload.flows.partition_tasks import with_tasks
from trunkload.flows.run_house import house_of_run
from trunkload.flows.run_names import by_time
from trunkload.flows.task_run import as_task


@flow(name="follow_orders", flow_run_name=by_time, persist_result=False)
@codes_only
def follow_orders() -> None:
    """Go on with what nobody is at work on, and with what was approved and is not closed; safe to run twice and at once
    (promise 6)."""
    house = with_tasks(house_of_run())
    end_settled_approvals(house)
    try:
        go_on_with_all(house, run=as_task)
    finally:
        ask_for_all_approvals(house)
