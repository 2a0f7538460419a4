"""What Prefect runs and when is said once: prefect.yaml is what the settings make of it."""

import re
from datetime import time
from importlib import import_module
from pathlib import Path

import pytest

from trunkload.flows.deployments import Daily, Every, deployments, prefect_yaml
from trunkload.flows.health.orchestration import DEPLOYMENTS
from trunkload.settings import Settings
from trunkload.settings.arriving import InboxSettings
from trunkload.settings.sections import FlowSettings

BERLIN = Settings(inbox=InboxSettings(time_zone="Europe/Berlin"))
ROOT = Path(__file__).parents[3]
FILE = ROOT / "prefect.yaml"


def test_the_file_says_what_serve_and_deploy_say() -> None:
    """To write it anew: TRUNKLOAD_INBOX__TIME_ZONE=Europe/Berlin trunkload deploy --yaml > prefect.yaml."""
    assert FILE.read_text("utf-8") == prefect_yaml(BERLIN)


def test_every_schedule_is_a_setting_in_the_operators_time_zone() -> None:
    flows = FlowSettings(follow_every_seconds=60, sync_at=time(0, 30), tidy_up_at=time(4, 5))
    inbox = InboxSettings(at=time(21, 15), time_zone="Europe/Zurich")
    scheduled = {one.name: one.schedule for one in deployments(Settings(flows=flows, inbox=inbox)) if one.schedule}
    assert scheduled == {
        "nightly-import": Daily("15 21 * * *", "Europe/Zurich"),
        "follow-orders": Every(60),
        "sync-account": Daily("30 0 * * *", "Europe/Zurich"),
        "tidy-up": Daily("5 4 * * *", "Europe/Zurich"),
    }


def test_nothing_runs_twice_at_once_that_has_a_schedule() -> None:
    text = prefect_yaml(BERLIN)
    assert text.count("collision_strategy: CANCEL_NEW") == len([one for one in deployments(BERLIN) if one.schedule])


def test_the_guide_lists_them_in_their_order() -> None:
    guide = (ROOT / "docs" / "guide" / "prefect.md").read_text("utf-8").partition("## One machine")[0]
    listed = re.findall(r"^\| `(\w+)` \| ", guide, re.MULTILINE)
    assert listed == [one.name.replace("-", "_") for one in deployments(BERLIN)]


def test_doctor_asks_for_all_of_them() -> None:
    assert set(DEPLOYMENTS) == {one.name for one in deployments(BERLIN)}


@pytest.mark.parametrize("entrypoint", [one.entrypoint for one in deployments(BERLIN)])
def test_every_entry_point_can_be_imported_on_any_machine(entrypoint: str) -> None:
    module, _, flow = entrypoint.rpartition(".")
    assert getattr(import_module(module), flow).name == flow
