"""The guide's example can be used as it stands, and the guide names every key of a carrier."""

import re
import tomllib
from pathlib import Path

from trunkload.flows.connecting import carrier_client
from trunkload.settings import Settings
from trunkload.settings.access import CarrierAccess
from trunkload.settings.sections import CarrierSettings

GUIDE = Path(__file__).parents[2] / "docs" / "guide"


def test_the_example_of_the_guide_connects_a_carrier() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", (GUIDE / "carrier.md").read_text("utf-8"), re.DOTALL)
    written = tomllib.loads(example)
    written["carrier"]["client_secret"] = "open-sesame"  # noqa: S105 - it comes from the environment
    carrier = Settings.model_validate(written).carrier
    assert (carrier.kind, carrier.requests_per_second, carrier.burst) == ("tmforum", 10, 5)
    with carrier_client(carrier) as client:
        assert str(client.base_url) == "https://api.carrier.example.org/"


def test_the_guide_lists_every_key_of_a_carrier_with_its_default() -> None:
    guide = (GUIDE / "settings.md").read_text("utf-8")
    assert set(re.findall(r"`carrier\.(\w+)`", guide)) >= set(CarrierAccess.model_fields)
    numbers = dict(re.findall(r"^\| `carrier\.(\w+)` \| (\d+) \|", guide, re.MULTILINE))
    told = CarrierSettings()
    assert numbers.keys() >= {"answer_bytes", "most_pages", "poll_seconds", "poll_max_seconds"}
    assert numbers == {name: f"{getattr(told, name):.0f}" for name in numbers}
