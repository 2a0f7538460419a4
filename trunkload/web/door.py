"""Knows who is let through to which page: the one place that looks at sessions, roles, owners, proofs and rates."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from trunkload.logs.events import IMPORT_ID
from trunkload.reports.notation import size_text
from trunkload.storage.attempts import count_attempt, take_back_attempt
from trunkload.storage.audit import DOWNLOADS, note
from trunkload.storage.database import reading, writing
from trunkload.storage.imports import ImportRecord, find_import
from trunkload.web.answers import language_of, notice, page, to
from trunkload.web.failing import OF_PAGE
from trunkload.web.lasting import EVENTS, counted, is_one_too_many, looks_by_itself, session_of, while_it_lasts
from trunkload.web.origin import is_own_origin
from trunkload.web.receiving import FormMost, TooLarge, most_of_row, read_file, read_form
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
        request.scope[OF_PAGE] = own
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
        if own.rate is not None and own.rate.of_failures and not _has_failed(response):
            await site.aside(lambda: _uncount(site, own, visit))
        if isinstance(response, StreamingResponse) and response.media_type == EVENTS:
            if is_one_too_many(visit):
                return Response(status_code=HTTPStatus.TOO_MANY_REQUESTS)
            response.body_iterator = counted(visit, while_it_lasts(visit, response.body_iterator))
        if own.deed is not None and _was_done(own, response):
            await site.aside(lambda: _note(site, own, visit))
        return response

    return answer


async def _let_in(site: Site, own: Page, request: Request) -> Visit:
    """By session and role, then by whose the import is. Raises Turned."""
    token = site.seal.token_of(request)
    is_there = not looks_by_itself(request)
    session = await site.aside(lambda: session_of(site, token, is_there=is_there)) if token else None
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
    if own.about is About.NOTHING:
        return visit
    record = await site.aside(lambda: _import(site, request.path_params["import_id"]))
    # That an import is there is nobody's business but of those who may see it.
    if record is None or not (visit.sees_all or record.uploaded_by == visit.login):
        raise Turned(notice(visit, HTTPStatus.NOT_FOUND, "nothing_here_title", "no_such_import"))
    if record.purged_at is not None:
        raise Turned(notice(visit, HTTPStatus.GONE, "nothing_here_title", "import_deleted"))
    if own.about is About.PEOPLE and not visit.sees_people_of(record):
        raise Turned(notice(visit, HTTPStatus.FORBIDDEN, "not_yours_title", "not_your_role"))
    return replace(visit, record=record)


async def _with_body(own: Page, visit: Visit) -> Visit:
    """What was sent, once it is known that our own page sent it. Raises Turned."""
    if not _is_from_here(visit):
        raise Turned(notice(visit, HTTPStatus.FORBIDDEN, "not_done_title", "sent_from_elsewhere"))
    await _slow_down(own, visit)
    limits, file = visit.site.house.settings.limits, None
    form: Mapping[str, str]
    most = most_of_row(limits) if own.body is Body.ROW else FormMost()
    try:
        if own.body is Body.FILE:
            form, file = await read_file(visit.request, limits.upload_bytes)
        else:
            form = await read_form(visit.request, most)
    except TooLarge:
        raise Turned(_too_large(own, visit, limits.upload_bytes if own.body is Body.FILE else most.bytes)) from None
    if not is_proven(visit.token, visit.request.headers.get(PROOF_HEADER) or form.get("proof", "")):
        if file is not None:
            file.content.close()
        raise Turned(notice(visit, HTTPStatus.FORBIDDEN, "not_done_title", "page_too_old"))
    return replace(visit, form=form, file=file)


def _too_large(own: Page, visit: Visit, most: int) -> Response:
    size, title = size_text(most, visit.lang), say("not_done_title", visit.lang)
    is_file = own.body is Body.FILE
    text = say("too_large", visit.lang, most=size) if is_file else say("form_too_large", visit.lang, most=size)
    return page(visit, "notice.html", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, title=title, text=text)


async def _without_body(own: Page, visit: Visit) -> Visit:
    """Raises Turned."""
    await _slow_down(own, visit)
    return visit


async def _slow_down(own: Page, visit: Visit) -> None:
    """Raises Turned for one too many."""
    rate = own.rate
    if rate is None:
        return
    is_page = visit.request.headers.get("sec-fetch-dest", "document") == "document"
    if own.who is None and own.method == "GET" and not is_page:
        # Pictures of another site would use up what people of the same address may ask for.
        raise Turned(notice(visit, HTTPStatus.FORBIDDEN, "not_done_title", "sent_from_elsewhere"))
    site, now, whom = visit.site, visit.site.house.clock(), _whom(visit)

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


def _whom(visit: Visit) -> str:
    return visit.login or address_of(visit)


def address_of(visit: Visit) -> str:
    """Where a browser is, as the nearest of the trusted proxies saw it."""
    client = visit.request.client
    return "" if client is None else client.host


def _has_failed(response: Response) -> bool:
    """By what was asked; what we or a provider cannot do just now is nobody's attempt."""
    return HTTPStatus.BAD_REQUEST <= response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR


def _uncount(site: Site, own: Page, visit: Visit) -> None:
    if own.rate is None:
        return
    with writing(site.house.ledger) as conn:
        take_back_attempt(conn, own.rate, _whom(visit))


def _is_from_here(visit: Visit) -> bool:
    """A browser names the page's origin with every form; other programs name none, and have no proof either."""
    told = visit.request.headers.get("origin")
    return told is None or is_own_origin(told, visit.request.headers.get("host", ""), visit.site.house.settings.web)


def _to_login(visit: Visit) -> Response:
    """Back to where the person wanted to go, once logged in; a form that was sent without a session is gone."""
    if visit.request.method != "GET" or EVENTS in visit.request.headers.get("accept", ""):
        return notice(visit, HTTPStatus.UNAUTHORIZED, "not_done_title", "session_over")
    asked = visit.request.url
    wanted = f"{asked.path}?{asked.query}" if asked.query else asked.path
    if visit.is_of_script:
        return to(visit, "/login")
    return RedirectResponse(f"/login?to={quote(wanted, safe='/')}", HTTPStatus.SEE_OTHER)


def _import(site: Site, import_id: str) -> ImportRecord | None:
    if not IMPORT_ID.fullmatch(import_id):
        return None
    with reading(site.house.ledger) as conn:
        return find_import(conn, import_id)


def _was_done(own: Page, response: Response) -> bool:
    """A page that sends on somewhere else shows nothing, and a download that there is none of gives no file."""
    if own.deed in DOWNLOADS:
        return "content-disposition" in response.headers
    sent_on = {HTTPStatus.SEE_OTHER, HTTPStatus.NO_CONTENT} if own.method == "POST" else set[HTTPStatus]()
    return response.status_code in {HTTPStatus.OK} | sent_on


def _note(site: Site, own: Page, visit: Visit) -> None:
    if own.deed is None:
        return
    details = {} if own.details is None else own.details(visit)
    with writing(site.house.ledger) as conn:
        note(conn, visit.login, own.deed, None if visit.record is None else visit.record.id, **details)
