"""What the doctor makes of what it sees: rooms that hang or break, clocks, disks, certificates, deployments."""

from datetime import UTC, datetime, timedelta
from threading import Event as Signal
from typing import Any

import pytest
from pydantic import SecretStr

from trunkload.flows.health.certificates import certificate_check
from trunkload.flows.health.checks import BROKEN, IDLE, UNSEEN, WARNINGS, Check, Sight, Verdict, seen, worst
from trunkload.flows.health.choices import SECRETS
from trunkload.flows.health.clock import compared, running, zone
from trunkload.flows.health.home import FULL_BYTES, LOW_BYTES, room_sight
from trunkload.flows.health.inbox import arrived_check
from trunkload.flows.health.orchestration import DEPLOYMENTS, deployment_checks, night_check, pool_check
from trunkload.flows.health.side_by_side import side_by_side
from trunkload.settings.section import Section
from trunkload.settings.sections import CarrierSettings, NotifySettings
from trunkload.storage.failures import StorageProblem, failure

NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)


def test_a_room_that_hangs_or_breaks_hides_no_other() -> None:
    never = Signal()

    def hangs() -> list[Check]:
        never.wait(5)
        return []

    def breaks() -> list[Check]:
        raise ZeroDivisionError

    def fails() -> list[Check]:
        raise failure(StorageProblem.LOCKED)

    told = side_by_side({"a": hangs, "b": breaks, "c": fails, "d": lambda: [seen("d", Sight.HOME_THERE)]}, seconds=0.1)
    never.set()
    assert [(one.name, one.sight) for one in told] == [
        ("a", Sight.TOO_SLOW),
        ("b", Sight.UNFORESEEN),
        ("c", Sight.FAILED),
        ("d", Sight.HOME_THERE),
    ]
    assert told[1].facts == {"kind": "ZeroDivisionError"}


def test_the_worst_counts_and_what_is_not_used_does_not() -> None:
    assert worst([seen("a", Sight.PREFECT_NONE), seen("b", Sight.HOME_THERE)]) is Verdict.OK
    assert worst([seen("a", Sight.HOME_OPEN), seen("b", Sight.HOME_THERE)]) is Verdict.WARNING
    assert worst([seen("a", Sight.HOME_OPEN), seen("b", Sight.DISK_FULL)]) is Verdict.BROKEN
    assert worst([seen("a", Sight.SETTINGS_FIRST), seen("b", Sight.HOME_THERE)]) is Verdict.OK
    kinds = (WARNINGS, BROKEN, IDLE, UNSEEN)
    assert sum(map(len, kinds)) == len(frozenset().union(*kinds))


def test_what_nobody_uses_is_another_thing_than_what_nobody_could_see() -> None:
    assert seen("prefect", Sight.PREFECT_NONE).verdict is Verdict.NOT_USED
    assert seen("waiting", Sight.DATABASE_FIRST).verdict is Verdict.NOT_SEEN


def test_every_secret_among_the_settings_is_looked_for() -> None:
    sections: dict[str, type[Section]] = {"carrier": CarrierSettings, "notify": NotifySettings}
    kept = {
        (name, key)
        for name, section in sections.items()
        for key, field in section.model_fields.items()
        if SecretStr.__name__ in str(field.annotation)
    }
    assert kept == set(SECRETS)


@pytest.mark.parametrize(
    ("days", "sight"),
    [(31, Sight.CERTIFICATE_COUNTS), (29, Sight.CERTIFICATE_ENDS), (-1, Sight.CERTIFICATE_ENDED)],
)
def test_a_certificate_is_told_thirty_days_before_its_end(days: int, sight: Sight) -> None:
    told = certificate_check("certificate.mail", "mail.example.org", NOW + timedelta(days=days), NOW)
    assert (told.sight, told.facts["days"]) == (sight, days)


def test_a_disk_is_low_before_it_is_full() -> None:
    assert [room_sight(one) for one in (LOW_BYTES, LOW_BYTES - 1, FULL_BYTES - 1)] == [
        Sight.DISK_ROOM,
        Sight.DISK_LOW,
        Sight.DISK_FULL,
    ]


def test_clocks_that_differ_stand_or_jump_are_told() -> None:
    assert compared("clock.carrier", NOW + timedelta(seconds=9), NOW).sight is Sight.CLOCK_AGREES
    late = compared("clock.carrier", NOW - timedelta(minutes=4), NOW)
    assert (late.sight, late.facts) == (Sight.CLOCK_DIFFERS, {"seconds": -240.0})
    jumping = iter([NOW.timestamp(), NOW.timestamp() + 60])
    steady = iter([0.0, 0.2])
    assert running(lambda: next(jumping), lambda: next(steady), lambda _: None).sight is Sight.CLOCK_JUMPS
    assert running(lambda: 0.0, lambda: 0.0, lambda _: None).sight is Sight.CLOCK_OLD


def test_a_time_zone_that_nobody_knows_is_told() -> None:
    zones = {"Europe/Berlin": Sight.ZONE_KNOWN, "CET-1CEST,M3.5.0,M10.5.0/3": Sight.ZONE_KNOWN, "": Sight.ZONE_KNOWN}
    assert {name: zone(name).sight for name in zones} == zones
    assert zone("Europe/Berlinn").sight is Sight.ZONE_UNKNOWN


def deployment(name: str, **more: object) -> dict[str, Any]:
    return {"name": name, "status": "READY", "paused": False, "work_pool_name": None, **more}


def test_flows_are_all_there_run_by_somebody_and_not_paused() -> None:
    ours = [deployment(name) for name in DEPLOYMENTS]
    (well,) = deployment_checks([*ours, deployment("another's", status="NOT_READY")])
    (missing,) = deployment_checks(ours[1:])
    (idle,) = deployment_checks([deployment(DEPLOYMENTS[0], status="NOT_READY"), *ours[1:]])
    (paused,) = deployment_checks([deployment(DEPLOYMENTS[0], paused=True), *ours[1:]])
    assert (well.sight, missing.sight) == (Sight.PREFECT_FLOWS, Sight.PREFECT_FLOWS_MISSING)
    assert (idle.sight, paused.sight) == (Sight.PREFECT_NOBODY_RUNS, Sight.PREFECT_PAUSED)
    assert [one.facts["names"] for one in (missing, idle, paused)] == [DEPLOYMENTS[0]] * 3


def test_a_worker_without_heartbeat_is_told() -> None:
    alive = {"name": "one", "status": "ONLINE", "last_heartbeat_time": (NOW - timedelta(seconds=20)).isoformat()}
    lost = {"name": "two", "status": "ONLINE", "last_heartbeat_time": (NOW - timedelta(minutes=9)).isoformat()}
    assert pool_check("night", [alive], NOW).sight is Sight.PREFECT_WORKERS
    told = pool_check("night", [alive, lost], NOW)
    assert (told.sight, told.facts["names"]) == (Sight.PREFECT_WORKER_LOST, "two")
    assert pool_check("night", [lost], NOW).sight is Sight.PREFECT_NO_WORKER


def test_a_night_that_did_not_come_to_its_end_is_told_after_26_hours() -> None:
    """Also where none ever did."""
    nightly = {"created": (NOW - timedelta(hours=27)).isoformat()}
    ended = [{"end_time": (NOW - timedelta(hours=25)).isoformat()}]
    late = [{"end_time": (NOW - timedelta(hours=27)).isoformat()}]
    fresh = {"created": (NOW - timedelta(hours=1)).isoformat()}
    assert night_check(nightly, ended, NOW).sight is Sight.NIGHT_RAN
    assert night_check(nightly, late, NOW).sight is night_check(nightly, [], NOW).sight is Sight.NIGHT_MISSED
    assert night_check(fresh, [], NOW).sight is Sight.NIGHT_AHEAD


def test_what_arrived_longer_ago_than_a_night_has_waited_too_long() -> None:
    assert arrived_check(1, NOW - timedelta(hours=25), NOW).sight is Sight.FILES_ARRIVED
    assert arrived_check(1, NOW - timedelta(hours=27), NOW).sight is Sight.FILES_ARRIVED_LONG
