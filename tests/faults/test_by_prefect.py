"""With a real Prefect server: workers are killed with their flows, and others finish what they had begun."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.nothing_lost import by_runners, by_workers, tale_of
from tests.faults.orchestra import Orchestra, orchestra
from tests.faults.stories import import_in, submission_in


@pytest.fixture(scope="module")
def prefect(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Orchestra]:
    with orchestra(tmp_path_factory.mktemp("prefect")) as found:
        yield found


def test_an_import_killed_with_its_worker_is_finished_by_a_worker_of_another_pool(
    prefect: Orchestra, tmp_path: Path
) -> None:
    tale = tale_of(import_in(tmp_path / "home"), 3)
    (point,) = by_workers(replace(tale, moments=tale.moments[1:2]), prefect)
    assert point.wrong == ()


def test_a_submission_killed_with_the_runner_of_serve_is_finished_by_the_next_one(
    prefect: Orchestra, tmp_path: Path
) -> None:
    tale = tale_of(submission_in(tmp_path / "home"), 3)
    (point,) = by_runners(replace(tale, moments=tale.moments[1:2]), prefect)
    assert point.wrong == ()
