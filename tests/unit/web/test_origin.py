"""Forms count that our own page sent: of the address that people know, else of this computer."""

import pytest

from trunkload.settings.web import WebSettings
from trunkload.web.origin import is_own_origin

KNOWN = {"url": "https://telephony.example.org/"}
OPEN = {"host": "0.0.0.0"}  # noqa: S104 - nobody listens


@pytest.mark.parametrize(
    ("settings", "origin", "host", "is_own"),
    [
        (KNOWN, "https://telephony.example.org", "127.0.0.1:8470", True),
        (KNOWN, "http://telephony.example.org", "telephony.example.org", False),
        (KNOWN, "https://telephony.example.org:8443", "telephony.example.org:8443", False),
        (KNOWN, "http://127.0.0.1:8470", "127.0.0.1:8470", False),
        ({}, "http://127.0.0.1:8470", "127.0.0.1:8470", True),
        ({}, "http://localhost:8470", "localhost:8470", True),
        ({}, "http://[::1]:8470", "[::1]:8470", True),
        ({}, "http://127.0.0.1:8623", "127.0.0.1:8470", False),
        ({}, "https://127.0.0.1:8470", "127.0.0.1:8470", False),
        # A name that leads to this computer.
        ({}, "http://elsewhere.example.com:8470", "elsewhere.example.com:8470", False),
        (OPEN, "https://telephony.example.org", "telephony.example.org", True),
        (OPEN, "http://telephony.example.org", "telephony.example.org", False),
        ({}, "null", "", False),
        ({}, "http://[", "127.0.0.1:8470", False),
    ],
)
def test_a_form_counts_from_our_own_origin_only(
    settings: dict[str, str], origin: str, host: str, *, is_own: bool
) -> None:
    assert is_own_origin(origin, host, WebSettings.model_validate(settings)) is is_own
