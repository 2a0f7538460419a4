"""Knows what can be set about the page that people use: where it listens, how it is reached, who may log in."""

from ipaddress import ip_network
from typing import Annotated, Literal

from pydantic import AfterValidator, AnyHttpUrl, BeforeValidator, Field, SecretStr, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import NoDecode

from trunkload.settings.access import NOT_SECURED, ONLY_TOGETHER, is_here, together_wrong
from trunkload.settings.section import Section

NO_NETWORK = "no_network"


def _by_group(written: object) -> object:
    """A variable of the environment is one text: `hr=uploader, telephony=approver`."""
    if not isinstance(written, str):
        return written
    pairs = [one.rpartition("=") for one in written.split(",") if one.strip()]
    return {group.strip(): role.strip() for group, _, role in pairs}


def _named(written: object) -> object:
    """A variable of the environment is one text: `10.0.0.5, 10.1.0.0/16`."""
    return [one.strip() for one in written.split(",") if one.strip()] if isinstance(written, str) else written


def _network(written: str) -> str:
    try:
        ip_network(written)
    except ValueError:
        raise PydanticCustomError(NO_NETWORK, "an address or a network expected") from None
    return written


Network = Annotated[str, AfterValidator(_network)]
RoleName = Literal["uploader", "approver", "operator", "reader"]


class WebSettings(Section):
    """`url`: the address that people know, where a proxy stands before; cookies are for HTTPS only unless it is this
    computer's. `trusted_proxies`: who is believed when it says who asks; by that address logins that fail are counted.

    `workers`: processes that read and check uploads; 0 takes one more than the machine has cores. `oidc_roles`: which
    word of `oidc_role_claim` gives which role; who has none of them may not come in.
    """

    host: str = "127.0.0.1"
    port: int = Field(default=8470, ge=0, le=65535)
    url: AnyHttpUrl | None = None
    trusted_proxies: Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_named)] = ("127.0.0.1", "::1")
    allow_http: bool = False
    session_hours: float = Field(default=12, gt=0, le=24 * 30)
    idle_minutes: float = Field(default=60, gt=0, le=24 * 60)
    workers: int = Field(default=0, ge=0, le=64)
    uploads_per_minute: int = Field(default=60, ge=1)
    local_users: bool = True
    oidc_issuer: AnyHttpUrl | None = None
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr | None = None
    oidc_scope: str = "openid profile"
    oidc_login_claim: str = "preferred_username"
    oidc_role_claim: str = "groups"
    oidc_roles: Annotated[dict[str, RoleName], NoDecode, BeforeValidator(_by_group)] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_its_provider_whole(self) -> "WebSettings":
        if (self.oidc_issuer is None) != (not self.oidc_client_id):
            written, missing = ("oidc_issuer", "web.oidc_client_id")
            if self.oidc_issuer is None:
                written, missing = "oidc_client_id", "web.oidc_issuer"
            raise together_wrong(ONLY_TOGETHER, written, [missing])
        return self

    @model_validator(mode="after")
    def _is_secured(self) -> "WebSettings":
        for key in ("url", "oidc_issuer"):
            address: AnyHttpUrl | None = getattr(self, key)
            if address is not None and address.scheme == "http" and not (self.allow_http or is_here(address.host)):
                raise together_wrong(NOT_SECURED, key, ["web.allow_http"])
        return self

    @property
    def secure_cookies(self) -> bool:
        """Over HTTPS only; a browser of this very computer may do without."""
        return self.url.scheme == "https" if self.url is not None else not is_here(self.host)
