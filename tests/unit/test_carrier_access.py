"""How a carrier is reached is set in one way, secured, or the wrong key is named."""

import os
from collections.abc import Callable, Iterator

import pytest

from trunkload.settings import SettingsError, SettingsProblem, read_settings
from trunkload.settings.sections import PREFIX

Environment = Callable[..., None]
OAUTH = {"token_url": "https://login.example.org/token", "client_id": "trunkload", "client_secret": "open-sesame"}


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> Iterator[Environment]:
    """Sets keys of `[carrier]` in the environment; there are no others."""
    for name in [one for one in os.environ if one.startswith(PREFIX)]:
        monkeypatch.delenv(name)

    def put(**keys: str) -> None:
        for name, value in keys.items():
            monkeypatch.setenv(f"{PREFIX}CARRIER__{name.upper()}", value)

    yield put
    monkeypatch.undo()


def told() -> tuple[str, SettingsProblem, str]:
    with pytest.raises(SettingsError) as wrong:
        read_settings()
    assert "sesame" not in f"{wrong.value} {wrong.value!r}"
    return wrong.value.key.removeprefix(f"{PREFIX}CARRIER__").lower(), wrong.value.problem, wrong.value.detail


def test_the_defaults_ask_carefully_and_believe_nobody(carrier: Environment) -> None:
    carrier()
    one = read_settings().carrier
    assert (one.allow_http, one.ca_file, one.api_key, one.token_url) == (False, None, None, None)
    assert (one.requests_per_second, one.burst, one.poll_seconds, one.poll_max_seconds) == (None, 1, 2, 60)
    assert (one.answer_bytes, one.most_pages) == (16 * 1024 * 1024, 2000)
    assert (one.callback_url, one.callback_host_and_port) == (None, ("127.0.0.1", 8624))


def test_a_token_needs_all_of_its_keys(carrier: Environment) -> None:
    carrier(**OAUTH, scope="orders")
    one = read_settings().carrier
    assert one.client_secret is not None
    assert (one.client_id, one.scope, one.client_secret.get_secret_value()) == ("trunkload", "orders", "open-sesame")
    assert "sesame" not in repr(one)


@pytest.mark.parametrize("missing", OAUTH)
def test_an_account_that_lacks_something_names_it(carrier: Environment, missing: str) -> None:
    written = {key: value for key, value in OAUTH.items() if key != missing}
    carrier(**written)
    assert told() == (next(iter(written)), SettingsProblem.ONLY_TOGETHER, missing)


def test_key_and_token_exclude_each_other(carrier: Environment) -> None:
    carrier(**OAUTH, api_key="open-sesame")
    assert told() == ("api_key", SettingsProblem.NOT_TOGETHER, "token_url, client_id, client_secret")


@pytest.mark.parametrize("key", ["open\nsesame", "sésame", " open-sesame", ""])
def test_a_key_that_no_header_can_carry_is_refused(carrier: Environment, key: str) -> None:
    carrier(api_key=key)
    assert told() == ("api_key", SettingsProblem.NO_HEADER, "")


@pytest.mark.parametrize("header", ["X Api Key", "X-Api-Key:", "Schlüssel", ""])
def test_a_header_has_a_name(carrier: Environment, header: str) -> None:
    carrier(api_key_header=header)
    assert told() == ("api_key_header", SettingsProblem.NO_HEADER, "")


def test_a_file_that_is_not_there_is_named(carrier: Environment) -> None:
    carrier(ca_file="/nowhere/ca.pem")
    assert told() == ("ca_file", SettingsProblem.NO_SUCH_FILE, "/nowhere/ca.pem")


def test_a_key_file_belongs_to_a_certificate(carrier: Environment) -> None:
    carrier(client_key=__file__)
    assert told() == ("client_key", SettingsProblem.ONLY_TOGETHER, "client_cert")


@pytest.mark.parametrize(
    "address",
    [
        *("http://carrier.example.org", "http://10.0.0.7:8080", "http://127.0.0.1.example.org"),
        *("http://localhost.example.org", "http://0.0.0.0", "http://[fe80::1]"),
    ],
)
def test_what_anybody_could_read_along_is_refused(carrier: Environment, address: str) -> None:
    carrier(url=address)
    assert told() == ("url", SettingsProblem.NOT_SECURED, "carrier.allow_http")


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:80", "https://10.0.0.7"]
)
def test_this_computer_needs_no_certificate(carrier: Environment, address: str) -> None:
    carrier(url=address)
    assert str(read_settings().carrier.url) == f"{address.removesuffix(':80')}/"


def test_the_secret_of_an_account_is_not_sent_in_the_open(carrier: Environment) -> None:
    carrier(**OAUTH | {"token_url": "http://login.example.org"})
    assert told() == ("token_url", SettingsProblem.NOT_SECURED, "carrier.allow_http")


def test_who_owns_the_network_may_say_so(carrier: Environment) -> None:
    carrier(url="http://carrier.example.org", allow_http="true")
    assert str(read_settings().carrier.url) == "http://carrier.example.org/"


@pytest.mark.parametrize("bind", ["8624", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "::1:8624", "a b:1"])
def test_a_place_to_listen_has_host_and_port(carrier: Environment, bind: str) -> None:
    carrier(callback_bind=bind)
    assert told() == ("callback_bind", SettingsProblem.HOST_AND_PORT, "")


def test_a_place_to_listen_may_be_of_ip_version_6(carrier: Environment) -> None:
    carrier(callback_bind="[::1]:8700")
    assert read_settings().carrier.callback_host_and_port == ("::1", 8700)
