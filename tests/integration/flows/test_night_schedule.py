"""Every night has one run, a night with a clock change too: shown with Prefect's own schedule."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from trunkload.flows.night_schedule import every_day_at, zone_of
from trunkload.settings.arriving import InboxSettings

BERLIN = ZoneInfo("Europe/Berlin")


def runs_of(day: date, at: time) -> set[datetime]:
    """All runs of that day that the server plans, however often it looks from noon to noon."""
    from prefect.server.schemas.schedules import CronSchedule

    schedule = CronSchedule(cron=every_day_at(at), timezone=BERLIN.key)
    noon = datetime.combine(day, time(12), BERLIN).astimezone(UTC)
    looks = [noon - timedelta(days=1) + timedelta(minutes=minutes) for minutes in range(0, 24 * 60, 15)]
    found = {run for look in looks for run in asyncio.run(schedule.get_dates(n=2, start=look))}
    return {run for run in found if run.astimezone(BERLIN).date() == day}


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28), date(2026, 11, 23)])
@pytest.mark.parametrize("at", [InboxSettings().at, time(2, 30)])
def test_a_night_has_one_run_also_where_the_clock_changes(day: date, at: time) -> None:
    """02:00 to 03:00 is there twice on 25 October 2026 and not at all on 28 March 2027."""
    assert len(runs_of(day, at)) == 1


def test_the_time_zone_is_the_one_that_is_set_else_the_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    assert zone_of("Europe/Berlin") == "Europe/Berlin"
    assert zone_of("") == "America/New_York"
    monkeypatch.setenv("TZ", "nowhere")
    assert ZoneInfo(zone_of(""))
