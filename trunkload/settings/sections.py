"""Knows every setting, its key and its default."""

import csv
import getpass
import os
from collections.abc import Iterator, Mapping
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AnyHttpUrl,
    BeforeValidator,
    Field,
    FilePath,
    SecretStr,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from trunkload.intake.limits import LIMITS
from trunkload.inventory.price_list import Price, PriceList
from trunkload.inventory.strategy import KNOWN, Strategy, StrategyError, read_strategy
from trunkload.settings.access import CarrierAccess
from trunkload.settings.arriving import InboxSettings
from trunkload.settings.keeping import FileSettings, RetentionSettings
from trunkload.settings.logs import LogSettings
from trunkload.settings.section import Section
from trunkload.settings.web import WebSettings
from trunkload.validation.language import Lang
from trunkload.validation.rules import Rules

PREFIX = "TRUNKLOAD_"
NO_ADDRESS = "no_address"
NO_HANDOVER = "no_handover"
NO_STRATEGY = "no_strategy"
LACKING = "lacking"
LISTS = ("required", "block", "warn", "mail_domains")
"""Keys of `[rules]` that hold several names."""

MOST_IN_A_FIELD = csv.field_size_limit()
"""Characters beyond which Python's own reader of CSV ends a cell."""

LEAST_MEMORY = 256 * 1024 * 1024
"""Bytes below which the reader of workbooks does not even start."""


def language_in(environ: Mapping[str, str]) -> Lang:
    """The language of the person's environment, else English."""
    spoken = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return Lang.DE if spoken.lower().startswith("de") else Lang.EN


class CarrierSettings(CarrierAccess):
    """`rehearsal` runs in process; `tmforum` speaks TM Forum Open APIs at `url`, which it then needs; `handover` writes
    files by `mapping` for a carrier without an API, and knows from `account` what the customer has."""

    kind: Literal["rehearsal", "tmforum", "handover"] = "rehearsal"
    mapping: str | None = None
    account: Path | None = None
    handover_folder: Path | None = None
    customer_id: str = ""
    faults: Path | None = None
    batch_size: int = Field(default=50, ge=1, le=1000)
    concurrency: int = Field(default=4, ge=1, le=15)
    takeover_seconds: float = Field(default=300, ge=0)
    number_taken: Literal["ask", "same_block"] = "ask"
    timeout_seconds: float = Field(default=30, gt=0)
    poll_seconds: float = Field(default=2, ge=0)
    poll_max_seconds: float = Field(default=60, ge=0)
    follow_seconds: float = Field(default=600, ge=0)
    retry_seconds: float = Field(default=60, ge=0)

    @model_validator(mode="after")
    def _has_an_address(self) -> "CarrierSettings":
        if self.kind == "tmforum" and (self.url is None or not self.customer_id):
            raise PydanticCustomError(NO_ADDRESS, "tmforum needs url and customer_id")
        if self.kind == "handover" and (self.mapping is None or self.account is None):
            raise PydanticCustomError(NO_HANDOVER, "handover needs mapping and account")
        return self

    @property
    def answers_by_itself(self) -> bool:
        """Whether waiting can help: files wait for a person."""
        return self.kind != "handover"


class PriceSettings(Section):
    """One line of the price list; an absent figure is unknown and said to be."""

    monthly: Decimal | None = Field(default=None, ge=0)
    one_off: Decimal | None = Field(default=None, ge=0)


class PriceListSettings(Section):
    """Section `[prices]`: what the contract says; without it the carrier's own list counts, if it tells one."""

    currency: str = "EUR"
    workplace: PriceSettings | None = None
    basic: PriceSettings | None = None
    plus: PriceSettings | None = None
    premium: PriceSettings | None = None

    def price_list(self) -> PriceList | None:
        """The configured prices, or None where none is configured."""
        named = {name: getattr(self, name) for name in ("workplace", "basic", "plus", "premium")}
        prices = tuple(Price(name, one.monthly, one.one_off) for name, one in named.items() if one is not None)
        return PriceList(self.currency, prices) if prices else None


class HoldingSettings(Section):
    """How many days a plan keeps its numbers before it lapses, and a number rests that a workplace has left."""

    days: int = Field(default=7, ge=1, le=90)
    rest_days: int = Field(default=90, ge=0, le=3650)


def _strategy(written: str) -> str:
    try:
        return str(read_strategy(written))
    except StrategyError:
        raise PydanticCustomError(NO_STRATEGY, "{known}", {"known": ", ".join(KNOWN)}) from None


def _by_trunk(written: object) -> object:
    """A variable of the environment is one text: `KOELN-1=spread, BERLIN-1=together:site`."""
    if not isinstance(written, str):
        return written
    pairs = [one.rpartition("=") for one in written.split(",") if one.strip()]
    return {trunk.strip(): strategy.strip() for trunk, _, strategy in pairs}


StrategyText = Annotated[str, AfterValidator(_strategy)]
"""A strategy as it is written; one that there is not is refused."""


class AllocationSettings(Section):
    """How numbers are chosen that nobody wishes; `trunks`: by a trunk's id or alias, what counts there instead."""

    strategy: StrategyText = str(Strategy())
    leading_zero: Literal["skip", "allow"] = "skip"
    trunks: Annotated[dict[str, StrategyText], NoDecode, BeforeValidator(_by_trunk)] = Field(default_factory=dict)


class ApprovalSettings(Section):
    """`four_eyes`: whoever uploaded a sheet may not approve its plan. `at_prefect`: plans wait in Prefect, too, for
    somebody who types their digest there."""

    four_eyes: bool = False
    at_prefect: bool = True


class NotifySettings(Section):
    """Who gets the order confirmation, and which way messages go: files below `home`, or SMTP and Amazon SNS."""

    admin_email: str = "telephony-admin@example.org"
    sender: str = "trunkload@example.org"
    login_url: AnyHttpUrl | None = None
    mail: Literal["outbox", "smtp"] = "outbox"
    sms: Literal["outbox", "sns"] = "outbox"
    smtp_host: str = ""
    smtp_port: int | None = Field(default=None, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: SecretStr | None = None
    smtp_ca_file: FilePath | None = None
    sns_region: str = ""
    sns_endpoint: AnyHttpUrl | None = None
    sns_sender_id: str = Field(default="", max_length=11, pattern=r"^([A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*)?$")

    @property
    def port(self) -> int:
        """The one that is set, else where such a server listens (RFC 6409, RFC 8314)."""
        return self.smtp_port or {"starttls": 587, "tls": 465, "none": 25}[self.smtp_security]

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> "NotifySettings":
        lacking = [f"notify.{name}" for name in self._lacking()]
        if lacking:
            raise PydanticCustomError(LACKING, "{lacking}", {"lacking": ", ".join(lacking)})
        return self

    def _lacking(self) -> Iterator[str]:
        """A sender that is made up would get no mail out, and its answers to nobody."""
        if self.mail == "smtp":
            yield from (name for name in ("smtp_host",) if not self.smtp_host)
            made_up = type(self).model_fields
            yield from (name for name in ("admin_email", "sender") if getattr(self, name) == made_up[name].default)
        if self.smtp_user and self.smtp_password is None:
            yield "smtp_password"
        if self.smtp_password is not None and not self.smtp_user:
            yield "smtp_user"
        if self.sms == "sns" and not self.sns_region:
            yield "sns_region"


class FlowSettings(Section):
    """How often orders are looked after that are not final; when the account is read again and what is over is given
    up, in `inbox.time_zone`. `server_port` is for `trunkload serve`, `work_pool` for `trunkload deploy`. The limits: so
    many steps of all runs may keep the carrier, and the database, busy at the same time. `takeover_seconds`: after so
    long without a sign of life of its worker another one goes on with an import. From `partition_rows` on a sheet is
    judged in partitions, by the workers of a Dask cluster, if there is one."""

    follow_every_seconds: int = Field(default=300, ge=1)
    takeover_seconds: float = Field(default=300, ge=1)
    sync_at: time = time(1, 0)
    tidy_up_at: time = time(3, 0)
    carrier_limit: int = Field(default=8, ge=1)
    database_limit: int = Field(default=8, ge=1)
    work_pool: str = Field(default="trunkload", pattern=r"^[A-Za-z0-9_-]+$")
    server_port: int = Field(default=4200, ge=1, le=65535)
    partition_rows: int = Field(default=200_000, ge=1)
    dask_address: str = ""
    dask_workers: int = Field(default=0, ge=0, le=1000)


class ReportSettings(Section):
    """`marked_rows`: a workbook with more rows of people is not marked itself; a new one is written for it."""

    marked_rows: int = Field(default=20_000, ge=0)


class LimitSettings(Section):
    """How much of a file is taken in; units and meaning as in intake.limits.Limits (promise 11)."""

    upload_bytes: int = Field(default=LIMITS.upload_bytes, ge=1)
    unpacked_bytes: int = Field(default=LIMITS.unpacked_bytes, ge=1)
    ratio: int = Field(default=LIMITS.ratio, ge=1)
    ratio_from_bytes: int = Field(default=LIMITS.ratio_from_bytes, ge=0)
    parts: int = Field(default=LIMITS.parts, ge=1)
    rows: int = Field(default=LIMITS.rows, ge=1)
    columns: int = Field(default=LIMITS.columns, ge=1)
    cells: int = Field(default=LIMITS.cells, ge=1)
    cell_characters: int = Field(default=LIMITS.cell_characters, ge=1, le=MOST_IN_A_FIELD)
    repeated_bytes: int = Field(default=LIMITS.repeated_bytes, ge=1)
    repeated_from: int = Field(default=LIMITS.repeated_from, ge=1)
    header_rows: int = Field(default=LIMITS.header_rows, ge=1)
    cpu_seconds: int = Field(default=LIMITS.cpu_seconds, ge=1)
    memory_bytes: int = Field(default=LIMITS.memory_bytes, ge=LEAST_MEMORY)


def _with_names_apart(rules: object) -> object:
    """A variable of the environment is one text, so it names fields, codes or domains with commas between them."""
    if not isinstance(rules, dict):
        return rules
    texts = {key: rules[key] for key in LISTS if isinstance(rules.get(key), str)}
    return {**rules, **{key: [name.strip() for name in text.split(",") if name.strip()] for key, text in texts.items()}}


class Settings(BaseSettings):
    """All settings. Environment: `TRUNKLOAD_` and the key, `__` between section and key; it wins over the file."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    home: Path = Path("var")
    lang: Lang | None = None
    user: str = Field(default_factory=getpass.getuser)
    database_url: str | None = None
    carrier: CarrierSettings = CarrierSettings()
    prices: PriceListSettings = PriceListSettings()
    holding: HoldingSettings = HoldingSettings()
    allocation: AllocationSettings = AllocationSettings()
    approval: ApprovalSettings = ApprovalSettings()
    notify: NotifySettings = NotifySettings()
    files: FileSettings = FileSettings()
    retention: RetentionSettings = RetentionSettings()
    log: LogSettings = LogSettings()
    inbox: InboxSettings = InboxSettings()
    flows: FlowSettings = FlowSettings()
    limits: LimitSettings = LimitSettings()
    reports: ReportSettings = ReportSettings()
    web: WebSettings = WebSettings()
    rules: Annotated[Rules, BeforeValidator(_with_names_apart)] = Rules()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file, whose values come in as arguments; nothing else is read."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings

    @property
    def language(self) -> Lang:
        """The language that is set, else the one of the person's environment, else English."""
        return language_in(os.environ) if self.lang is None else self.lang

    @property
    def ledger_url(self) -> str:
        """Where state is kept: SQLite below `home` unless `database_url` names a server."""
        return self.database_url or f"sqlite:///{self.home / 'trunkload.sqlite'}"
