"""Knows how a page of MyPortal goes back: with its form's proof, its language and its cookie."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trunkload.portal.rehearsal.myportal.forms import form_proof, with_token
from trunkload.portal.rehearsal.myportal.language import COOKIE, language_of
from trunkload.portal.rehearsal.myportal.pages import render


def root_of(request: Request) -> str:
    """The path below which the app is mounted, without a slash at its end."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def page(request: Request, template: str, token: str, status: HTTPStatus = HTTPStatus.OK, **values: object) -> Response:
    """A page with forms; `token` is the visit's. A language that was chosen with it is kept."""
    lang, root = language_of(request), root_of(request)
    html = render(template, lang, root, proof=form_proof(token), **values)
    response = with_token(HTMLResponse(html, status), request, token)
    if "lang" in request.query_params:
        response.set_cookie(COOKIE, lang.value, path=root or "/", httponly=True, samesite="lax")
    return response


def notice(request: Request, status: HTTPStatus, text: str) -> Response:
    return HTMLResponse(render("notice.html", language_of(request), root_of(request), text=text), status)


def to(request: Request, path: str, token: str | None = None) -> Response:
    """Look there next, by GET; with `token` the visit has another one from now on."""
    response = RedirectResponse(f"{root_of(request)}{path}", HTTPStatus.SEE_OTHER)
    return response if token is None else with_token(response, request, token)
