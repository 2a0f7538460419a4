"""The nightly Prefect flow: imports what has arrived, and sends one summary."""

from prefect import flow

from trunkload.flows.approval_runs import ask_for_all_approvals, end_settled_approvals
from trunkload.flows.codes_only import codes_only
from trunkload.flows.import_inbox import Swept, look_into_inbox, sweep_inbox
from trunkload.flows.laying_aside import lay_aside
from trunkload.flows.partition_tasks import with_tasks
from trunkload.flows.run_house import house_of_run
from trunkload.flows.run_names import by_time
from trunkload.flows.showing import progress_shown, show_import, show_night
from trunkload.flows.task_run import as_task


@flow(name="nightly_import", flow_run_name=by_time, persist_result=False)
@codes_only
def nightly_import() -> Swept:
    """Safe to run at any time, twice and at once: who takes a file is decided where it lies, not by Prefect."""
    house = with_tasks(house_of_run())
    files = sum(map(len, as_task(look_into_inbox, house)))
    with progress_shown("night-files", files, counts=frozenset({lay_aside})) as run:
        swept = sweep_inbox(house, run=run)
    for import_id in swept.night.imports:
        show_import(house, import_id)
    show_night(swept.night)
    ask_for_all_approvals(house)
    end_settled_approvals(house)
    return swept.or_defect()
