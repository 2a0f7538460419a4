"""Knows every setting, its default and its key; read once from trunkload.toml and the environment, and fails loudly."""

import getpass
import os
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import AnyHttpUrl, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from trunkload.inventory.account import Price, PriceList
from trunkload.validation.language import Lang
from trunkload.validation.rules import Rules

PREFIX = "TRUNKLOAD_"
CONFIG_VARIABLE = "TRUNKLOAD_CONFIG"
OUTSIDE_SETTINGS = frozenset({CONFIG_VARIABLE, "TRUNKLOAD_TMF_DOCUMENTS"})
"""Variables with our prefix that are no settings: where the file lies, and where tests find official documents."""


class SettingsError(Exception):
    """A setting is wrong. `key` is written as the person wrote it; `problem` says what the key takes."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(f"{key}: {problem}")
        self.key = key
        self.problem = problem


class Section(BaseModel):
    """A table of trunkload.toml; unknown keys are refused by name."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CarrierSettings(Section):
    """`rehearsal` runs in process; `tmforum` speaks TM Forum Open APIs at `url`."""

    kind: Literal["rehearsal", "tmforum"] = "rehearsal"
    url: AnyHttpUrl | None = None
    customer_id: str = ""
    api_key: SecretStr | None = None
    batch_size: int = Field(default=50, ge=1, le=1000)
    timeout_seconds: float = Field(default=30, gt=0)
    poll_seconds: float = Field(default=2, ge=0)
    follow_seconds: float = Field(default=600, ge=0)


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
    """How long a plan keeps its numbers before it lapses."""

    days: int = Field(default=7, ge=1, le=90)


class NotifySettings(Section):
    """Who gets the order confirmation; messages are written to the outbox folder below `home`."""

    admin_email: str = "telephony-admin@example.org"
    sender: str = "trunkload@example.org"


class FlowSettings(Section):
    """How often `trunkload serve` looks after orders that are not final."""

    follow_every_seconds: int = Field(default=300, ge=1)
    server_port: int = Field(default=4200, ge=1, le=65535)


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
    upload_bytes: int = Field(default=25 * 1024 * 1024, ge=1)
    carrier: CarrierSettings = CarrierSettings()
    prices: PriceListSettings = PriceListSettings()
    holding: HoldingSettings = HoldingSettings()
    notify: NotifySettings = NotifySettings()
    flows: FlowSettings = FlowSettings()
    rules: Rules = Rules()

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

    @model_validator(mode="after")
    def _carrier_has_an_address(self) -> "Settings":
        if self.carrier.kind == "tmforum" and (self.carrier.url is None or not self.carrier.customer_id):
            raise ValueError("carrier.kind = tmforum needs carrier.url and carrier.customer_id")
        return self

    @property
    def language(self) -> Lang:
        """The language that is set, else the one of the person's environment, else English."""
        if self.lang is not None:
            return self.lang
        spoken = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
        return Lang.DE if spoken.lower().startswith("de") else Lang.EN

    @property
    def ledger_url(self) -> str:
        """Where state is kept: SQLite below `home` unless `database_url` names a server."""
        return self.database_url or f"sqlite:///{self.home / 'trunkload.sqlite'}"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process. Raises SettingsError, which names the key."""
    path = Path(environ.get(CONFIG_VARIABLE, "trunkload.toml"))
    if CONFIG_VARIABLE in environ and not path.is_file():
        raise SettingsError(CONFIG_VARIABLE, f"there is no file {path}")
    written = _toml(path) if path.is_file() else {}
    _refuse_unknown(environ)
    try:
        return Settings(**written)
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(_key(first["loc"], environ, path), first["msg"]) from None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(str(path), str(error)) from None
    except OSError as error:
        raise SettingsError(str(path), error.strerror or "cannot be read") from None


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    """A misspelt variable would otherwise change nothing and say nothing."""
    known = set(_variables(Settings, PREFIX)) | OUTSIDE_SETTINGS
    for name in environ:
        if name.startswith(PREFIX) and name.upper() not in known:
            raise SettingsError(name, "is no setting of Trunkload")


def _variables(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield f"{prefix}{name}".upper()
        for kind in (field.annotation, *get_args(field.annotation)):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from _variables(kind, f"{prefix}{name}__".upper())
            elif kind is Rules:
                yield from (f"{prefix}{name}__{one}".upper() for one in Rules.__dataclass_fields__)


def _key(place: tuple[int | str, ...], environ: Mapping[str, str], path: Path) -> str:
    """The key as the person wrote it: a variable's name if it is set, else the file and the dotted key."""
    parts = [str(part) for part in place]
    for length in range(len(parts), 0, -1):
        variable = PREFIX + "__".join(parts[:length]).upper()
        if variable in environ:
            return variable
    return f"{'.'.join(parts)} in {path}"
