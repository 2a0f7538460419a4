"""Knows how somebody comes in with an account of the company: to its provider, back, and in with the roles it tells."""

from datetime import timedelta
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from trunkload.flows.wiring import House
from trunkload.logs.events import Event
from trunkload.logs.telling import tell
from trunkload.storage.attempts import Rate
from trunkload.storage.audit import Deed, note
from trunkload.storage.company_accounts import identity_of
from trunkload.storage.database import writing
from trunkload.storage.people import Role
from trunkload.storage.sessions import begin_session, forget_old_sessions
from trunkload.web.answers import page, to
from trunkload.web.binding import login_bound
from trunkload.web.claims import login_told, roles_told, subject_told
from trunkload.web.lasting import patience_of
from trunkload.web.logging_in import came_in
from trunkload.web.provider import NotLetIn, Why, claims_brought, sent_there
from trunkload.web.texts import say
from trunkload.web.visit import Visit

WANTED: Final = "wanted"
PER_ADDRESS: Final = Rate("way to the provider", 600, timedelta(minutes=15))
PER_ADDRESS_BACK: Final = Rate("way back from the provider", 600, timedelta(minutes=15), of_failures=True)
"""Nobody guesses what the provider says; each may cost it an answer."""

LONGEST_WAY: Final = 500
"""Characters of the path that somebody wanted to; the browser keeps it in a cookie meanwhile."""

NOT_THE_PERSON: Final = frozenset({Why.SILENT, Why.SETTINGS})


async def go_to_provider(visit: Visit) -> Response:
    settings = visit.site.house.settings.web
    if settings.oidc_issuer is None:
        return to(visit, "/")
    wanted = visit.request.query_params.get("to", "")
    visit.request.session[WANTED] = wanted if len(wanted) <= LONGEST_WAY else ""
    try:
        return await sent_there(visit.request, settings, visit.lang.value)
    except NotLetIn as failed:
        return await _not_let_in(visit, failed)


async def come_back(visit: Visit) -> Response:
    """With a code, which the provider is asked about."""
    site, settings = visit.site, visit.site.house.settings.web
    if settings.oidc_issuer is None:
        return to(visit, "/")
    wanted = visit.request.session.get(WANTED, "")
    try:
        claims = await claims_brought(visit.request, settings)
        login = login_told(claims, settings.oidc_login_claim)
        roles = roles_told(claims, settings.oidc_role_claim, settings.oidc_roles)
        token = await site.aside(lambda: begun_session(site.house, subject_told(claims), login, roles))
    except NotLetIn as failed:
        return await _not_let_in(visit, failed)
    visit.request.session.clear()
    return came_in(visit, token, wanted)


def begun_session(house: House, subject: str, told: str, roles: frozenset[Role]) -> str:
    """The token of a new session of whoever is `subject` at the provider, and called `told` there. Raises NotLetIn."""
    settings, now = house.settings.web, house.clock()
    if not (told and subject):
        raise NotLetIn(Why.NO_NAME)
    if not roles:
        raise NotLetIn(Why.NO_ROLE, told)
    identity = identity_of(str(settings.oidc_issuer).rstrip("/"), subject)
    with writing(house.ledger) as conn:
        login = login_bound(conn, house.settings, identity, told, now)
        forget_old_sessions(conn, now, patience_of(settings))
        note(conn, login, Deed.LOGGED_IN, by="oidc")
        return begin_session(conn, login, roles, "oidc", now)


async def _not_let_in(visit: Visit, failed: NotLetIn) -> Response:
    site = visit.site

    def refuse() -> None:
        with writing(site.house.ledger) as conn:
            note(conn, failed.login, Deed.LOGIN_REFUSED)

    await site.aside(refuse)
    tell(Event.LOGIN_REFUSED, problem=failed.why)
    visit.request.session.clear()
    status = HTTPStatus.BAD_GATEWAY if failed.why in NOT_THE_PERSON else HTTPStatus.FORBIDDEN
    text = say(f"provider_{failed.why}", visit.lang, login=failed.login)
    return page(visit, "notice.html", status, title=say("not_let_in_title", visit.lang), text=text)
