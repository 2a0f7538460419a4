"""Times and amounts are kept as text that loses nothing and sorts."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunkload.storage.moments import time_text

ZONES = st.builds(timezone, st.timedeltas(timedelta(hours=-14), timedelta(hours=14)))
MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(2999, 1, 1), timezones=ZONES)  # noqa: DTZ001 - bounds are naive


@given(MOMENTS, MOMENTS)
def test_the_text_of_times_sorts_as_the_times_do(one: datetime, other: datetime) -> None:
    assert (one < other) == (time_text(one) < time_text(other))
    assert datetime.fromisoformat(time_text(one)) == one


def test_a_time_is_kept_in_utc_with_its_microseconds() -> None:
    berlin = timezone(timedelta(hours=1))
    assert time_text(datetime(2026, 11, 23, 10, 30, tzinfo=berlin)) == "2026-11-23T09:30:00.000000+00:00"
    assert time_text(datetime(2026, 11, 23, 9, 30, 0, 5, tzinfo=UTC)) == "2026-11-23T09:30:00.000005+00:00"


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        time_text(datetime(2026, 11, 23))  # noqa: DTZ001 - what is refused
