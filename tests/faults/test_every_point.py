"""A part of the campaign of kills and outages runs with every other test; `make faults` has all of it."""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from tests.faults.nothing_lost import here, tale_of
from tests.faults.outages import bucket, postgres, taken_away
from tests.faults.stories import Story, import_in, submission_in
from tests.integration.postgresql import NoPostgresql

A_FEW = 3


@pytest.fixture(params=[import_in, submission_in], ids=["import", "submission"])
def make(request: pytest.FixtureRequest) -> Callable[..., Story]:
    found: Callable[..., Story] = request.param
    return found


def test_a_story_killed_at_any_point_is_finished_by_another_process(make: Callable[..., Story], tmp_path: Path) -> None:
    points = list(here(tale_of(make(tmp_path / "home"), A_FEW)))
    assert [one.wrong for one in points] == [()] * A_FEW


def test_a_database_that_goes_and_comes_back_changes_nothing(
    make: Callable[..., Story], tmp_path: Path, missing: Callable[[str], NoReturn]
) -> None:
    try:
        with postgres() as database:
            told = list(taken_away(tale_of(make(tmp_path / "home", database.copy()), 2), "PostgreSQL", database))
    except NoPostgresql as reason:
        missing(str(reason))
    assert [one.wrong for one in told] == [()] * 2


def test_a_file_store_that_goes_and_comes_back_changes_nothing(make: Callable[..., Story], tmp_path: Path) -> None:
    with bucket() as store:
        told = list(taken_away(tale_of(make(tmp_path / "home", store.copy()), 2), "S3", store))
    assert [one.wrong for one in told] == [()] * 2
