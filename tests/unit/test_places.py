"""Places are told that mean another folder wherever somebody else stands."""

from pathlib import Path

import pytest

from trunkload.settings import Settings
from trunkload.settings.arriving import InboxSettings
from trunkload.settings.places import relative_places
from trunkload.settings.sections import CarrierSettings

HOME = Path("/var/lib/trunkload")


@pytest.mark.parametrize(
    ("settings", "relative"),
    [
        (Settings(), ("home",)),
        (Settings(home=Path("here")), ("home",)),
        (Settings(home=HOME), ()),
        (Settings(home=HOME, inbox=InboxSettings(place="arrivals")), ("inbox.place",)),
        (Settings(home=HOME, inbox=InboxSettings(place="s3://telephony/arrivals")), ()),
        (Settings(home=HOME, inbox=InboxSettings(place="/srv/arrivals")), ()),
        (Settings(home=HOME, database_url="sqlite:///own.sqlite"), ("database_url",)),
        (Settings(home=HOME, database_url="sqlite:////srv/own.sqlite"), ()),
        (Settings(home=HOME, database_url="postgresql://trunkload@db.example.org/trunkload"), ()),
        (Settings(home=HOME, carrier=CarrierSettings(faults=Path("faults.toml"))), ("carrier.faults",)),
    ],
)
def test_a_place_is_a_whole_path_or_an_address_or_is_named(settings: Settings, relative: tuple[str, ...]) -> None:
    assert relative_places(settings) == relative
