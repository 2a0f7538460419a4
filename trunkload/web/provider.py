"""Knows the company's provider of logins: OpenID Connect, by code with PKCE, and what becomes of its failures."""

import ssl
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from starlette.requests import Request
from starlette.responses import Response

from trunkload.settings.web import WebSettings

if TYPE_CHECKING:
    from authlib.integrations.starlette_client import StarletteOAuth2App

WAY_BACK: Final = "/login/provider/back"
ANSWERS_WITHIN: Final = 10.0
"""Seconds."""

NOT_OURS: Final = frozenset({"invalid_client", "unauthorized_client", "invalid_request", "invalid_scope"})
"""What a provider answers a program that it knows otherwise than the settings say."""


class Why(StrEnum):
    """Why somebody does not come in with an account of the company."""

    LATE = "late"
    REFUSED = "refused"
    SILENT = "silent"
    SETTINGS = "settings"
    NO_NAME = "no_name"
    NO_ROLE = "no_role"
    NAME_TAKEN = "name_taken"
    NAME_OURS = "name_ours"
    NAME_BOUND = "name_bound"
    DISABLED = "disabled"


class NotLetIn(Exception):  # noqa: N818 - an answer to a person
    """`login`: who it was, where that is known."""

    def __init__(self, why: Why, login: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.login = login


async def sent_there(request: Request, settings: WebSettings, lang: str) -> Response:
    """To the provider; what the way back is held against lies in the browser. Raises NotLetIn."""
    back = str(settings.url or request.base_url).rstrip("/") + WAY_BACK
    with _told_as_ours():
        sent: Response = await _client(settings).authorize_redirect(request, back, ui_locales=lang)
    return sent


async def claims_brought(request: Request, settings: WebSettings) -> Mapping[str, object]:
    """What the provider tells of who comes back, with what only its second answer has. Raises NotLetIn."""
    client, issuer = _client(settings), str(settings.oidc_issuer).rstrip("/")
    with _told_as_ours():
        token = await client.authorize_access_token(request, claims_options={"iss": {"essential": True}})
        claims = dict(token.get("userinfo") or {})
        # Another issuer's word counts for nothing, nor does a login without a proof of who it is.
        if str(claims.get("iss", "")).rstrip("/") != issuer:
            raise NotLetIn(Why.SETTINGS)
        if "userinfo_endpoint" not in client.server_metadata:
            return claims
        further = await client.userinfo(token=token)
        return {**further, **claims} if further.get("sub") == claims["sub"] else claims


@contextmanager
def _told_as_ours() -> Iterator[None]:
    """Raises NotLetIn for whatever the provider and what it sends can be wrong with."""
    import httpx  # noqa: PLC0415
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415
    from authlib.integrations.base_client.errors import MismatchingStateError  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415

    try:
        yield
    except MismatchingStateError as failed:
        raise NotLetIn(Why.LATE) from failed
    except (AuthlibBaseError, JoseError) as failed:
        raise NotLetIn(Why.SETTINGS if failed.error in NOT_OURS else Why.REFUSED) from failed
    except (httpx.HTTPError, RuntimeError, ValueError) as failed:
        raise NotLetIn(Why.SILENT) from failed


def _client(settings: WebSettings) -> "StarletteOAuth2App":
    secret = settings.oidc_client_secret
    return _known_client(
        str(settings.oidc_issuer),
        settings.oidc_client_id,
        None if secret is None else secret.get_secret_value(),
        settings.oidc_scope,
    )


@lru_cache(maxsize=4)
def _known_client(issuer: str, client_id: str, client_secret: str | None, scope: str) -> "StarletteOAuth2App":
    """Loaded by the first login, which asks the provider for its addresses, too."""
    from authlib.deprecate import AuthlibDeprecationWarning  # noqa: PLC0415

    with warnings.catch_warnings():
        # It would rather have the successor of httpx, which nothing else here needs.
        warnings.simplefilter("ignore", AuthlibDeprecationWarning)
        from authlib.integrations.starlette_client import StarletteIntegration, StarletteOAuth2App  # noqa: PLC0415
    return StarletteOAuth2App(
        StarletteIntegration("provider"),
        name="provider",
        client_id=client_id,
        client_secret=client_secret,
        server_metadata_url=issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={
            "scope": scope,
            "code_challenge_method": "S256",
            "timeout": ANSWERS_WITHIN,
            "trust_env": False,
            "verify": ssl.create_default_context(),
        },
    )
