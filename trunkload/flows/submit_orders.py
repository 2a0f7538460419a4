"""The Prefect flow of one approved import: the story's second half, each step a task."""

from prefect import flow

from trunkload.flows.codes_only import codes_only
from trunkload.flows.run_house import house_of_run
from trunkload.flows.run_names import name_by_file
from trunkload.flows.showing import SUBMIT_STEPS, progress_shown
from trunkload.flows.story import submit_story
from trunkload.storage.imports import ImportRecord


@flow(name="submit_orders", flow_run_name="submit {import_id}", persist_result=False)
@codes_only
def submit_orders(import_id: str) -> ImportRecord:
    """Send, follow, read back and tell; approval happened before and is checked in our database."""
    house = house_of_run()
    name_by_file(house, import_id)
    with progress_shown(f"{import_id}-orders", SUBMIT_STEPS) as run:
        return submit_story(house, import_id, run=run)
