"""Settings are typed, read once, and a wrong one is named with what it takes."""

import os
from collections.abc import Callable, Iterator
from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest

from trunkload.flows.checking import limits_of
from trunkload.intake.limits import LIMITS
from trunkload.inventory.strategy import KNOWN
from trunkload.settings import Settings, SettingsError, SettingsProblem, language_in, read_settings
from trunkload.settings.sections import PREFIX
from trunkload.validation.chosen_severities import MAY_BLOCK, MAY_WARN
from trunkload.validation.language import Lang
from trunkload.validation.rules import DefaultAddress, Delivery, Policy, Rules

Environment = Callable[..., None]


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[Environment]:
    """Sets variables of ours, `carrier__url` is TRUNKLOAD_CARRIER__URL; there are no others."""
    for name in [one for one in os.environ if one.startswith(PREFIX)]:
        monkeypatch.delenv(name)

    def put(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(PREFIX + name.upper(), value)

    yield put
    monkeypatch.undo()


def test_every_key_has_its_default(environment: Environment) -> None:
    environment()
    settings = read_settings()
    assert settings.home == Path("var")
    assert settings.ledger_url == "sqlite:///var/trunkload.sqlite"
    assert settings.limits.upload_bytes == 25 * 1024 * 1024
    assert (settings.carrier.kind, settings.carrier.batch_size) == ("rehearsal", 50)
    assert settings.prices.price_list() is None
    assert (settings.holding.days, settings.holding.rest_days) == (7, 90)
    assert settings.flows.tidy_up_at == time(3, 0)
    assert settings.notify.admin_email == "telephony-admin@example.org"
    assert (settings.flows.follow_every_seconds, settings.flows.server_port) == (300, 4200)
    assert settings.rules == Rules()
    assert (settings.allocation.strategy, settings.allocation.trunks) == ("lowest_free", {})
    assert settings.allocation.leading_zero == "skip"
    assert (settings.files.store, settings.files.bucket_and_prefix) == ("local", None)
    assert (settings.files.encryption, settings.files.link_seconds) == ("AES256", 900)
    assert settings.retention.days == 90
    assert (settings.web.host, settings.web.port, settings.web.secure_cookies) == ("127.0.0.1", 8470, False)
    assert (settings.web.session_hours, settings.web.idle_minutes, settings.web.oidc_roles) == (12, 60, {})


def test_every_section_is_set_by_the_environment(environment: Environment) -> None:
    environment(
        home="/srv/telephony",
        lang="de",
        user="kim",
        database_url="postgresql://db.example.org/telephony",
        carrier__kind="tmforum",
        carrier__url="https://carrier.example.org/api",
        carrier__customer_id="muster-gmbh",
        carrier__api_key="key",
        carrier__timeout_seconds="1.5",
        prices__workplace__monthly="3.95",
        prices__workplace__one_off="0",
        holding__days="14",
        allocation__strategy="spread",
        allocation__leading_zero="allow",
        allocation__trunks="KOELN-1=together:site, BERLIN-1=pattern:..00",
        notify__admin_email="admin@example.com",
        files__store="s3://telephony/live/",
        files__endpoint="http://127.0.0.1:9000",
        files__encryption="aws:kms",
        files__kms_key="alias/telephony",
        files__link_seconds="60",
        retention__days="30",
        flows__server_port="4299",
        rules__policy="all_or_nothing",
        rules__delivery="lenient",
        rules__required="first_name, last_name, employee_id",
        rules__internal_max_digits="5",
        rules__block="email_shared, phone_notation",
        rules__warn="internal_directory",
        rules__mail_domains="example.org,example.com",
        rules__username_max_length="20",
        rules__require_digit="true",
        rules__default_site="Köln",
        rules__default_address__street="Domallee",
        rules__default_address__postal_code="50667",
        rules__default_address__city="Köln",
    )
    settings = read_settings()
    assert (settings.home, settings.language, settings.user) == (Path("/srv/telephony"), Lang.DE, "kim")
    assert settings.ledger_url == "postgresql://db.example.org/telephony"
    assert str(settings.carrier.url) == "https://carrier.example.org/api"
    assert settings.carrier.timeout_seconds == 1.5
    price = settings.prices.price_list()
    assert price is not None
    assert (price.price_of("workplace").monthly, price.price_of("plus").monthly) == (Decimal("3.95"), None)
    assert (settings.holding.days, settings.notify.admin_email) == (14, "admin@example.com")
    assert settings.flows.server_port == 4299
    assert settings.files.bucket_and_prefix == ("telephony", "live")
    assert (settings.files.kms_key, settings.files.link_seconds) == ("alias/telephony", 60)
    assert settings.retention.days == 30
    assert (settings.allocation.strategy, settings.allocation.leading_zero) == ("spread", "allow")
    assert settings.allocation.trunks == {"KOELN-1": "together:site", "BERLIN-1": "pattern:..00"}
    assert (settings.rules.policy, settings.rules.delivery) == (Policy.ALL_OR_NOTHING, Delivery.LENIENT)
    assert settings.rules.required == ("first_name", "last_name", "employee_id")
    assert settings.rules.internal_max_digits == 5
    assert settings.rules.block == ("email_shared", "phone_notation")
    assert (settings.rules.warn, settings.rules.mail_domains) == (
        ("internal_directory",),
        ("example.org", "example.com"),
    )
    assert (settings.rules.username_max_length, settings.rules.require_digit) == (20, True)
    assert settings.rules.default_site == "Köln"
    assert settings.rules.default_address == DefaultAddress("Domallee", "", "50667", "Köln", "DE")


def test_every_limit_is_a_setting_with_the_same_default(environment: Environment) -> None:
    """Promise 11."""
    environment()
    assert read_settings().limits.model_dump() == LIMITS._asdict()


def test_every_limit_that_is_set_counts_for_reading(environment: Environment) -> None:
    raised = {name: default * 2 for name, default in LIMITS._asdict().items()}
    environment(**{f"limits__{name}": str(value) for name, value in raised.items()})
    assert limits_of(read_settings())._asdict() == raised


def test_the_environment_wins_over_the_file_key_by_key(environment: Environment) -> None:
    environment(carrier__batch_size="20", holding__days="3")
    written: dict[str, dict[str, int]] = {"carrier": {"batch_size": 10, "timeout_seconds": 5}, "holding": {"days": 9}}
    settings = Settings.model_validate(written)
    assert (settings.carrier.batch_size, settings.carrier.timeout_seconds) == (20, 5)
    assert settings.holding.days == 3


def test_a_secret_is_never_shown(environment: Environment) -> None:
    """Promise 10."""
    environment(carrier__api_key="open-sesame")
    assert "open-sesame" not in repr(read_settings())


WRONG: dict[str, tuple[str, SettingsProblem, str]] = {
    "lang": ("fr", SettingsProblem.CHOICE, "de, en"),
    "limits__upload_bytes": ("0", SettingsProblem.AT_LEAST, "1"),
    "limits__rows": ("many", SettingsProblem.WHOLE_NUMBER, ""),
    "limits__memory_bytes": ("1000", SettingsProblem.AT_LEAST, str(256 * 1024 * 1024)),
    "carrier__kind": ("real", SettingsProblem.CHOICE, "rehearsal, tmforum, handover"),
    "carrier__url": ("carrier", SettingsProblem.ADDRESS, ""),
    "carrier__batch_size": ("many", SettingsProblem.WHOLE_NUMBER, ""),
    "carrier__timeout_seconds": ("0", SettingsProblem.MORE_THAN, "0.0"),
    "carrier__poll_seconds": ("often", SettingsProblem.NUMBER, ""),
    "prices__plus__monthly": ("4,90", SettingsProblem.NUMBER, ""),
    "prices__basic__one_off": ("-1", SettingsProblem.AT_LEAST, "0"),
    "holding__days": ("91", SettingsProblem.AT_MOST, "90"),
    "holding__rest_days": ("-1", SettingsProblem.AT_LEAST, "0"),
    "flows__tidy_up_at": ("at night", SettingsProblem.TIME_OF_DAY, ""),
    "allocation__strategy": ("highest", SettingsProblem.CHOICE, ", ".join(KNOWN)),
    "allocation__leading_zero": ("yes", SettingsProblem.CHOICE, "skip, allow"),
    "allocation__trunks": ("KOELN-1", SettingsProblem.CHOICE, ", ".join(KNOWN)),
    "inbox__place": ("s3://B/x", SettingsProblem.NO_INBOX, ""),
    "inbox__time_zone": ("Europe/Bonn", SettingsProblem.TIME_ZONE, ""),
    "inbox__at": ("at night", SettingsProblem.TIME_OF_DAY, ""),
    "inbox__tries": ("0", SettingsProblem.AT_LEAST, "1"),
    "inbox__remind_days": ("0", SettingsProblem.AT_LEAST, "1"),
    "flows__server_port": ("1.5", SettingsProblem.WHOLE_NUMBER, ""),
    "rules__warn": ("internal_emergency", SettingsProblem.CODES, ", ".join(sorted(MAY_WARN))),
    "rules__block": ("missing", SettingsProblem.CODES, ", ".join(sorted(MAY_BLOCK))),
    "rules__mail_domains": ("*.example.org", SettingsProblem.MAIL_DOMAINS, ""),
    "rules__username_max_length": ("7", SettingsProblem.AT_LEAST, "8"),
    "rules__internal_min_digits": ("0", SettingsProblem.DIGITS, ""),
    "rules__default_address__street": ("Domallee", SettingsProblem.ADDRESS_PARTS, "street, postal_code, city"),
    "files__store": ("C:/files", SettingsProblem.NO_STORE, ""),
    "files__encryption": ("none", SettingsProblem.CHOICE, "AES256, aws:kms"),
    "files__link_seconds": ("604801", SettingsProblem.AT_MOST, "604800"),
    "files__kms_key": ("alias/telephony", SettingsProblem.ONLY_TOGETHER, 'encryption = "aws:kms"'),
    "files__endpoint": ("http://s3.example.org", SettingsProblem.NOT_SECURED, "files.allow_http"),
    "retention__days": ("3651", SettingsProblem.AT_MOST, "3650"),
    "rules__policy": ("some", SettingsProblem.CHOICE, "valid_rows, all_or_nothing"),
}


@pytest.mark.parametrize(("name", "wrong"), WRONG.items(), ids=WRONG)
def test_a_wrong_value_names_its_variable_and_what_it_takes(
    environment: Environment, name: str, wrong: tuple[str, SettingsProblem, str]
) -> None:
    value, problem, detail = wrong
    environment(**{name: value})
    told = error()
    assert (told.key, told.problem, told.detail) == (PREFIX + name.upper(), problem, detail)


@pytest.mark.parametrize(
    "name",
    [
        "bach_size",
        "upload_bytes",
        "limits__row",
        "carrier",
        "carrier__",
        "carrier__bach_size",
        "rules__require",
        "rules__default_address",
        "rules__default_address__town",
        "homes",
    ],
)
def test_a_variable_that_is_no_setting_is_refused(environment: Environment, name: str) -> None:
    """It would otherwise change nothing and say nothing; a whole section in one variable is none either."""
    environment(**{name: "{}"})
    told = error()
    assert (told.key, told.problem) == (PREFIX + name.upper(), SettingsProblem.UNKNOWN)


def test_a_required_field_that_does_not_exist_is_told_with_those_that_do(environment: Environment) -> None:
    """S-02."""
    environment(rules__required="first_name,nickname")
    told = error()
    assert (told.key, told.problem) == ("TRUNKLOAD_RULES__REQUIRED", SettingsProblem.FIELD_NAMES)
    assert told.detail.split(", ")[:2] == ["employee_id", "action"]


def test_a_list_of_the_file_is_a_list(environment: Environment) -> None:
    environment()
    settings = Settings.model_validate({"rules": {"required": ["first_name"]}})
    assert settings.rules.required == ("first_name",)


def test_a_strategy_of_the_file_is_read_as_it_is_written(environment: Environment) -> None:
    environment()
    written = {"strategy": "together:department", "trunks": {"KOELN-1": "spread"}}
    told = Settings.model_validate({"allocation": written}).allocation
    assert (told.strategy, told.trunks["KOELN-1"]) == ("together:department", "spread")


def test_internal_numbers_cannot_be_at_least_longer_than_at_most(environment: Environment) -> None:
    environment(rules__internal_min_digits="7")
    assert error().problem is SettingsProblem.DIGITS


@pytest.mark.parametrize(
    ("store", "told"),
    [
        ("s3://telephony", ("telephony", "")),
        ("s3://telephony/", ("telephony", "")),
        ("s3://tele.phony-1/live/koeln/", ("tele.phony-1", "live/koeln")),
    ],
)
def test_a_bucket_is_named_with_what_its_keys_begin_with(
    environment: Environment, store: str, told: tuple[str, str]
) -> None:
    environment(files__store=store)
    assert read_settings().files.bucket_and_prefix == told


@pytest.mark.parametrize(
    "store", ["", "s3://", "s3://ab", "s3://Telephony", "s3:/telephony", "s3://telephony/ü", "/srv"]
)
def test_a_store_that_is_none_is_refused(environment: Environment, store: str) -> None:
    environment(files__store=store)
    assert error().problem is SettingsProblem.NO_STORE


@pytest.mark.parametrize("missing", ["carrier__url", "carrier__customer_id"])
def test_a_real_carrier_needs_address_and_customer(environment: Environment, missing: str) -> None:
    told = {"carrier__url": "https://carrier.example.org", "carrier__customer_id": "muster-gmbh"}
    environment(carrier__kind="tmforum", **{name: value for name, value in told.items() if name != missing})
    assert error().problem is SettingsProblem.NO_ADDRESS


def test_a_configuration_file_that_was_named_has_to_be_there(environment: Environment) -> None:
    environment(config="/nowhere/trunkload.toml")
    told = error()
    assert (told.key, told.problem, told.detail) == (
        "TRUNKLOAD_CONFIG",
        SettingsProblem.NO_SUCH_FILE,
        "/nowhere/trunkload.toml",
    )


@pytest.mark.parametrize(
    ("spoken", "lang"),
    [
        ({}, Lang.EN),
        ({"LANG": "de_DE.UTF-8"}, Lang.DE),
        ({"LANG": "fr_FR.UTF-8"}, Lang.EN),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "en_GB.UTF-8"}, Lang.EN),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "de_AT"}, Lang.DE),
        ({"LANG": "de_DE", "LC_ALL": ""}, Lang.DE),
    ],
)
def test_the_language_is_that_of_the_environment(spoken: dict[str, str], lang: Lang) -> None:
    assert language_in(spoken) is lang


def error() -> SettingsError:
    with pytest.raises(SettingsError) as told:
        read_settings()
    return told.value


@pytest.mark.parametrize(
    ("host", "url", "is_secure"),
    [
        ("127.0.0.1", None, False),
        ("::1", "http://localhost:8470/", False),
        ("127.0.0.1", "https://telephony.example.org/", True),
        ("0.0.0.0", None, True),  # noqa: S104 - anybody's
    ],
)
def test_cookies_of_the_page_are_for_https_only_but_on_this_computer(
    environment: Environment, host: str, url: str | None, *, is_secure: bool
) -> None:
    environment(web__host=host, **({} if url is None else {"web__url": url}))
    assert read_settings().web.secure_cookies is is_secure


def test_groups_of_a_provider_are_roles(environment: Environment) -> None:
    environment(
        web__oidc_issuer="https://login.example.org",
        web__oidc_client_id="telephony",
        web__oidc_roles="hr staff=uploader, telephony=approver",
    )
    assert read_settings().web.oidc_roles == {"hr staff": "uploader", "telephony": "approver"}


def test_proxies_that_are_trusted_are_addresses_and_networks(environment: Environment) -> None:
    environment(web__trusted_proxies="10.0.0.5, 10.1.0.0/16")
    assert read_settings().web.trusted_proxies == ("10.0.0.5", "10.1.0.0/16")


@pytest.mark.parametrize(
    ("variables", "key", "problem"),
    [
        ({"web__url": "http://telephony.example.org"}, "TRUNKLOAD_WEB__URL", SettingsProblem.NOT_SECURED),
        (
            {"web__oidc_issuer": "https://login.example.org"},
            "TRUNKLOAD_WEB__OIDC_ISSUER",
            SettingsProblem.ONLY_TOGETHER,
        ),
        ({"web__oidc_client_id": "telephony"}, "TRUNKLOAD_WEB__OIDC_CLIENT_ID", SettingsProblem.ONLY_TOGETHER),
        ({"web__oidc_roles": "hr=chief"}, "TRUNKLOAD_WEB__OIDC_ROLES", SettingsProblem.CHOICE),
        ({"web__trusted_proxies": "proxy"}, "TRUNKLOAD_WEB__TRUSTED_PROXIES", SettingsProblem.NETWORKS),
    ],
)
def test_a_page_that_nobody_could_trust_is_refused(
    environment: Environment, variables: dict[str, str], key: str, problem: SettingsProblem
) -> None:
    environment(**variables)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert (refused.value.key, refused.value.problem) == (key, problem)
