"""Knows who is let through to which page: the one place that looks at sessions, roles, owners, proofs and rates."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from trunkload.logs.events import IMPORT_ID
from trunkload.reports.notation import size_text
from trunkload.settings.web import WebSettings
from trunkload.storage.attempts import count_attempt
from trunkload.storage.audit import note
from trunkload.storage.database import reading, writing
from trunkload.storage.imports import ImportRecord, find_import
from trunkload.storage.sessions import Patience, Session, find_session, note_seen
from trunkload.web.answers import language_of, notice, page, to
from trunkload.web.receiving import TooLarge, read_file, read_form
from trunkload.web.sealing import is_proven
from trunkload.web.texts import say
from trunkload.web.turns import acting_as, while_wanted
from trunkload.web.visit import About, Body, Page, Site, Visit

PROOF_HEADER = "x-trunkload-proof"

Endpoint = Callable[[Request], Awaitable[Response]]


class Turned(Exception):  # noqa: N818 - an answer to a person, not a failure
    """Somebody does not get through; `response` says why."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


def behind_door(site: Site, own: Page) -> Endpoint:
    """The page's handler, which is never reached but by whoever its row of the table lets in."""

    async def answer(request: Request) -> Response:
        try:
            visit = await _let_in(site, own, request)
            visit = await (_with_body if own.method == "POST" else _without_body)(own, visit)
            try:
                answering = own.handler(visit)
                response = await (while_wanted(request, answering) if own.method == "GET" else answering)
            finally:
                if visit.file is not None:
                    visit.file.content.close()
        except Turned as turned:
            return turned.response
        if own.deed is not None and response.status_code < HTTPStatus.BAD_REQUEST:
            await site.aside(lambda: _note(site, own, visit))
        return response

    return answer


def patience_of(settings: WebSettings) -> Patience:
    return Patience(timedelta(hours=settings.session_hours), timedelta(minutes=settings.idle_minutes))


async def _let_in(site: Site, own: Page, request: Request) -> Visit:
    """By session and role, then by whose the import is. Raises Turned."""
    token = site.seal.token_of(request)
    session = await site.aside(lambda: _session(site, token)) if token else None
    if session is None:
        token = site.seal.visit_token(request)
    visit = Visit(site, request, language_of(request), token, session)
    acting_as(visit.login)
    if own.who is None:
        return visit
    if session is None:
        raise Turned(_to_login(visit))
    if not own.who & session.roles:
        raise Turned(notice(visit, HTTPStatus.FORBIDDEN, "not_yours_title", "not_your_role"))
    if own.about is not About.IMPORT:
        return visit
    record = await site.aside(lambda: _import(site, request.path_params["import_id"]))
    # That an import is there is nobody's business but of those who may see it.
    if record is None or not (visit.sees_all or record.uploaded_by == visit.login):
        raise Turned(notice(visit, HTTPStatus.NOT_FOUND, "nothing_here_title", "no_such_import"))
    if record.purged_at is not None:
        raise Turned(notice(visit, HTTPStatus.GONE, "nothing_here_title", "import_deleted"))
    return replace(visit, record=record)


async def _with_body(own: Page, visit: Visit) -> Visit:
    """What was sent, once it is known that our own page sent it. Raises Turned."""
    if not _is_from_here(visit):
        raise Turned(notice(visit, HTTPStatus.FORBIDDEN, "not_done_title", "sent_from_elsewhere"))
    await _slow_down(own, visit)
    most, file = visit.site.house.settings.limits.upload_bytes, None
    form: Mapping[str, str]
    try:
        if own.body is Body.FILE:
            form, file = await read_file(visit.request, most)
        else:
            form = await read_form(visit.request)
    except TooLarge:
        text = say("too_large", visit.lang, most=size_text(most, visit.lang))
        title = say("not_done_title", visit.lang)
        response = page(visit, "notice.html", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, title=title, text=text)
        raise Turned(response) from None
    if not is_proven(visit.token, visit.request.headers.get(PROOF_HEADER) or form.get("proof", "")):
        if file is not None:
            file.content.close()
        raise Turned(notice(visit, HTTPStatus.FORBIDDEN, "not_done_title", "page_too_old"))
    return replace(visit, form=form, file=file)


async def _without_body(own: Page, visit: Visit) -> Visit:
    """Raises Turned."""
    await _slow_down(own, visit)
    return visit


async def _slow_down(own: Page, visit: Visit) -> None:
    """Raises Turned for one too many."""
    rate, client = own.rate, visit.request.client
    if rate is None:
        return
    whom = visit.login or (client.host if client is not None else "")
    site, now = visit.site, visit.site.house.clock()

    def count() -> timedelta | None:
        with writing(site.house.ledger) as conn:
            again = count_attempt(conn, rate, whom, now)
        return None if again is None else again - now

    pause = await site.aside(count)
    if pause is not None:
        seconds = int(pause.total_seconds()) + 1
        text = say("too_often", visit.lang, seconds=seconds)
        title = say("not_done_title", visit.lang)
        response = page(visit, "notice.html", HTTPStatus.TOO_MANY_REQUESTS, title=title, text=text)
        response.headers["Retry-After"] = str(seconds)
        raise Turned(response)


def _is_from_here(visit: Visit) -> bool:
    """A browser names the page's host with every form; other programs name none, and have no proof either."""
    origin = visit.request.headers.get("origin")
    if origin is None:
        return True
    url = visit.site.house.settings.web.url
    known = {visit.request.headers.get("host", "")} | ({urlsplit(str(url)).netloc} if url is not None else set())
    return urlsplit(origin).netloc in known - {""}


def _to_login(visit: Visit) -> Response:
    """Back to where the person wanted to go, once logged in; a form that was sent without a session is gone."""
    if visit.request.method != "GET" or "text/event-stream" in visit.request.headers.get("accept", ""):
        return notice(visit, HTTPStatus.UNAUTHORIZED, "not_done_title", "session_over")
    wanted = visit.request.url.path
    if visit.is_of_script:
        return to(visit, "/login")
    return RedirectResponse(f"/login?to={quote(wanted)}", HTTPStatus.SEE_OTHER)


def _session(site: Site, token: str) -> Session | None:
    now = site.house.clock()
    with reading(site.house.ledger) as conn:
        session = find_session(conn, token, now, patience_of(site.house.settings.web))
    if session is not None and session.needs_note(now):
        with writing(site.house.ledger) as conn:
            note_seen(conn, session.token_hash, now)
    return session


def _import(site: Site, import_id: str) -> ImportRecord | None:
    if not IMPORT_ID.fullmatch(import_id):
        return None
    with reading(site.house.ledger) as conn:
        return find_import(conn, import_id)


def _note(site: Site, own: Page, visit: Visit) -> None:
    if own.deed is None:
        return
    with writing(site.house.ledger) as conn:
        note(conn, visit.login, own.deed, None if visit.record is None else visit.record.id)
