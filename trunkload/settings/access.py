"""Knows what can be set about the way to a carrier: who we are there, what is trusted, how fast, how much, and back."""

import re
from ipaddress import ip_address
from typing import Annotated

from pydantic import AfterValidator, AnyHttpUrl, Field, FilePath, SecretStr, model_validator
from pydantic_core import PydanticCustomError

from trunkload.settings.section import Section

NOT_TOGETHER = "not_together"
ONLY_TOGETHER = "only_together"
NOT_SECURED = "not_secured"
NO_HEADER = "no_header"
HOST_AND_PORT = "host_and_port"

_BIND = re.compile(r"(?:\[[0-9a-f:]+\]|[^\s:\[\]]+):([0-9]{1,5})", re.IGNORECASE)
_HEADER = re.compile(r"[A-Za-z0-9-]+")
_HIGHEST_PORT = 65535


def _bind(written: str) -> str:
    found = _BIND.fullmatch(written)
    if found is None or int(found[1]) > _HIGHEST_PORT:
        raise PydanticCustomError(HOST_AND_PORT, "host:port expected")
    return written


def _header(written: str) -> str:
    if not _HEADER.fullmatch(written):
        raise PydanticCustomError(NO_HEADER, "a header's name expected")
    return written


def _in_header(secret: SecretStr) -> SecretStr:
    """A header carries printable ASCII; a line break in a key comes of the file that it was read from."""
    text = secret.get_secret_value()
    if not (text.isascii() and text.isprintable() and text.strip() == text != ""):
        raise PydanticCustomError(NO_HEADER, "printable characters expected")
    return secret


class CarrierAccess(Section):
    """The way to a carrier and back.

    A key or a token of OAuth's client credentials grant, not both; `client_key` may stand in the file of `client_cert`.
    `requests_per_second` counts for this process. `callback_url` is where the carrier reaches `callback_bind`.
    """

    url: AnyHttpUrl | None = None
    allow_http: bool = False
    api_key: Annotated[SecretStr, AfterValidator(_in_header)] | None = None
    api_key_header: Annotated[str, AfterValidator(_header)] = "Authorization"
    token_url: AnyHttpUrl | None = None
    client_id: str = ""
    client_secret: SecretStr | None = None
    scope: str = ""
    ca_file: FilePath | None = None
    client_cert: FilePath | None = None
    client_key: FilePath | None = None
    requests_per_second: float | None = Field(default=None, gt=0, le=10_000)
    burst: int = Field(default=1, ge=1, le=10_000)
    answer_bytes: int = Field(default=16 * 1024 * 1024, ge=1024)
    most_pages: int = Field(default=2000, ge=1)
    callback_url: AnyHttpUrl | None = None
    callback_bind: Annotated[str, AfterValidator(_bind)] = "127.0.0.1:8624"

    @property
    def callback_host_and_port(self) -> tuple[str, int]:
        host, _, port = self.callback_bind.rpartition(":")
        return host.strip("[]"), int(port)

    @model_validator(mode="after")
    def _says_who_asks_in_one_way(self) -> "CarrierAccess":
        oauth = {"token_url": self.token_url, "client_id": self.client_id, "client_secret": self.client_secret}
        written = [key for key, value in oauth.items() if value]
        missing = [key for key in oauth if key not in written]
        if written and missing:
            raise together_wrong(ONLY_TOGETHER, written[0], missing)
        if written and self.api_key is not None:
            raise together_wrong(NOT_TOGETHER, "api_key", written)
        if self.client_key is not None and self.client_cert is None:
            raise together_wrong(ONLY_TOGETHER, "client_key", ["client_cert"])
        return self

    @model_validator(mode="after")
    def _is_secured(self) -> "CarrierAccess":
        for key in ("url", "token_url"):
            address: AnyHttpUrl | None = getattr(self, key)
            if address is not None and address.scheme == "http" and not (self.allow_http or is_here(address.host)):
                raise together_wrong(NOT_SECURED, key, ["carrier.allow_http"])
        return self


def is_here(host: str | None) -> bool:
    """Of this computer; what a name stands for is not asked for."""
    if host == "localhost":
        return True
    try:
        return ip_address((host or "").strip("[]")).is_loopback
    except ValueError:
        return False


def together_wrong(kind: str, key: str, others: list[str]) -> PydanticCustomError:
    """About one key beside others, which the sentence names both."""
    return PydanticCustomError(kind, "{key}: {others}", {"key": key, "others": ", ".join(others)})
