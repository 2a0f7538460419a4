"""Uploads are taken in hand by turns: nobody waits for all that another one has sent."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from tests.integration.storage.builders import NOW, record
from trunkload.storage.database import reading, writing
from trunkload.storage.imports import save_import
from trunkload.storage.upload_jobs import (
    end_job,
    find_job,
    find_jobs,
    give_back,
    jobs_in_hand,
    note_step,
    queue_job,
    take_job,
)


def queued(engine: Engine, *jobs: tuple[str, int]) -> list[str]:
    """One job for each owner and size, a second after the other."""
    ids = [f"imp-2026-11-23-{at:04}" for at in range(100, 100 + len(jobs))]
    with writing(engine) as conn:
        for at, (import_id, (owner, size)) in enumerate(zip(ids, jobs, strict=True)):
            save_import(conn, replace(record(), id=import_id, uploaded_by=owner))
            queue_job(conn, import_id, owner, size, NOW + timedelta(seconds=at))
    return ids


def taken(engine: Engine, times: int, *, most_of_one: int) -> list[str]:
    """The owners, in the order in which their jobs were taken."""
    owners: list[str] = []
    for at in range(times):
        with writing(engine) as conn:
            job = take_job(conn, "worker", NOW + timedelta(minutes=1, seconds=at), most_of_one)
        owners.append("" if job is None else job.owner)
    return owners


def test_people_take_turns_however_much_one_of_them_has_sent(engine: Engine) -> None:
    queued(engine, *[("kim", 10)] * 4, ("lena", 10), ("omar", 10))
    assert sorted(taken(engine, 3, most_of_one=9)) == ["kim", "lena", "omar"]
    assert taken(engine, 1, most_of_one=9) == ["kim"]


def test_one_place_is_left_for_somebody_else(engine: Engine) -> None:
    queued(engine, *[("kim", 10)] * 4)
    assert taken(engine, 3, most_of_one=2) == ["kim", "kim", ""]


def test_whoever_has_waited_longest_since_the_last_is_next(engine: Engine) -> None:
    ids = queued(engine, ("kim", 10), ("kim", 10), ("lena", 900))
    assert taken(engine, 1, most_of_one=1) in (["kim"], ["lena"])
    with writing(engine) as conn:
        first = jobs_in_hand(conn)[0]
        end_job(conn, first.import_id, {}, NOW)
    second = taken(engine, 1, most_of_one=1)
    assert second == ["lena" if first.owner == "kim" else "kim"]
    assert first.import_id in ids


def test_the_smallest_file_of_a_person_comes_first(engine: Engine) -> None:
    ids = queued(engine, ("kim", 5_000_000), ("kim", 20_000), ("kim", 90_000))
    with writing(engine) as conn:
        job = take_job(conn, "worker", NOW, 1)
    assert job is not None
    assert job.import_id == ids[1]


def test_what_a_worker_left_behind_waits_again_and_what_has_ended_does_not(engine: Engine) -> None:
    left, ended = queued(engine, ("kim", 1), ("lena", 1))
    taken(engine, 2, most_of_one=1)
    with writing(engine) as conn:
        note_step(conn, left, "read_received")
        end_job(conn, ended, {"kind": "carrier"}, NOW)
        for import_id in (left, ended):
            give_back(conn, import_id, "another")
            give_back(conn, import_id, "worker")
        note_step(conn, ended, "read_received")
    with reading(engine) as conn:
        jobs = {job.import_id: job for job in find_jobs(conn, [left, ended])}
        assert find_job(conn, "imp-2026-11-23-9999") is None
    assert (jobs[left].worker, jobs[left].step, jobs[left].begun_at) == (None, None, None)
    assert (jobs[ended].worker, jobs[ended].step, jobs[ended].why) == ("worker", None, {"kind": "carrier"})


@pytest.mark.parametrize("most_of_one", [1, 9])
def test_nothing_is_taken_where_nothing_waits(engine: Engine, most_of_one: int) -> None:
    assert taken(engine, 1, most_of_one=most_of_one) == [""]
