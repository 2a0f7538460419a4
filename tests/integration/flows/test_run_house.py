"""A run of a work pool begins in no house that lies somewhere else on every worker."""

from pathlib import Path
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import FlowRun
from prefect.context import FlowRunContext

from trunkload.flows.run_house import NotHere, house_of_run
from trunkload.reports.run_texts import RUN_TEXTS
from trunkload.validation.language import Lang


def in_pool(name: str | None) -> FlowRunContext:
    """As Prefect tells a run where it runs; nobody asks for more of it here."""
    run = FlowRun(flow_id=uuid4(), work_pool_name=name)
    return FlowRunContext.model_construct(flow_run=run)  # type: ignore[call-arg]  # see above


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the run stands; its home is told as seen from there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRUNKLOAD_LANG", "en")
    monkeypatch.setenv("TRUNKLOAD_HOME", "home")
    return tmp_path


def test_in_a_work_pool_a_home_that_is_no_whole_path_is_refused_with_a_sentence(folder: Path) -> None:
    with in_pool("trunkload"), pytest.raises(NotHere) as refused:
        house_of_run()
    assert str(refused.value) == RUN_TEXTS[Lang.EN].places.format(keys="home")
    assert list(folder.iterdir()) == []


def test_with_a_whole_path_it_is_the_same_house_on_every_worker(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUNKLOAD_HOME", str(folder / "home"))
    with in_pool("trunkload"):
        house = house_of_run()
    assert house.settings.home == folder / "home"
    house.ledger.dispose()


@pytest.mark.usefixtures("folder")
def test_beside_serve_or_a_command_which_stand_in_one_folder_it_is_taken_as_it_is() -> None:
    with in_pool(None):
        house = house_of_run()
    assert house.settings.home == Path("home")
    house.ledger.dispose()
