"""The Prefect flow that waits for a person: resumed with the plan's digest typed in, it approves and orders."""

from typing import Any

from prefect import State, flow
from prefect.states import Cancelled

from trunkload.flows.asking_approval import stop_sentence, wait_for_approval
from trunkload.flows.codes_only import codes_only
from trunkload.flows.run_house import house_of_run
from trunkload.flows.run_names import name_by_file
from trunkload.flows.showing import SUBMIT_STEPS, progress_shown
from trunkload.flows.story import submit_story


@flow(name="approve_import", flow_run_name="approve {import_id}", persist_result=False)
@codes_only
def approve_import(import_id: str) -> State[Any] | None:
    """Suspended until then, without a process; nothing is granted by default or by time (promise 4)."""
    house = house_of_run()
    name_by_file(house, import_id)
    stopped = wait_for_approval(house, import_id)
    if stopped is not None:
        return Cancelled(message=stop_sentence(house, stopped))
    with progress_shown(f"{import_id}-orders", SUBMIT_STEPS) as run:
        submit_story(house, import_id, run=run)
    return None
