"""Knows the pages of a plan that waits: what it orders and costs, its approval, and what else can be done with it."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from trunkload.flows.since_shown import taken_out_since
from trunkload.flows.stored import sent_or_changed
from trunkload.orders.states import ImportState
from trunkload.storage.database import reading
from trunkload.storage.people import Role
from trunkload.web.answers import notice, page, to
from trunkload.web.cart_view import ITEMS_SHOWN, CartView, cart_view
from trunkload.web.desk import Done
from trunkload.web.paging import page_asked
from trunkload.web.texts import say, texts_in
from trunkload.web.visit import Visit

ROW: Final = re.compile("row-([1-9][0-9]{0,6})")
VOID: Final = frozenset({"plan_changed"})
"""What stands against an approval for good: only a plan that is made anew can be approved."""

LATE: Final = frozenset({"already_ordered", "already_approved"})
"""Whoever was first has done what the person wanted."""


async def show_plan(visit: Visit) -> Response:
    return await _plan(visit)


async def approve(visit: Visit) -> Response:
    """Exactly what was shown, or nothing: where it is another plan by now, the page says so and asks again."""
    record, site = visit.import_, visit.site
    shown = visit.form.get("digest", "")
    done = await site.desk.approve(record.id, shown, visit.login, visit.lang)
    if done.stop and done.stop not in LATE:
        return await _asked_again(visit, done, shown)
    if not done.stop:
        await site.ordering.go_on(record.id)
    return to(visit, f"/imports/{record.id}/orders")


async def leave_out(visit: Visit) -> Response:
    """The plan without the rows that were ticked; it is shown again, and asks anew."""
    record = visit.import_
    rows = rows_ticked(visit.form)
    if not rows:
        return await _plan(visit, HTTPStatus.UNPROCESSABLE_ENTITY, why=say("no_rows_ticked", visit.lang))
    done = await visit.site.desk.leave_out(record.id, rows, visit.login)
    if done.stop:
        return await _asked_again(visit, done, "")
    return to(visit, f"/imports/{record.id}/plan")


async def cancel(visit: Visit) -> Response:
    done = await visit.site.desk.cancel(visit.import_.id, visit.login)
    return stopped(visit, done) if done.stop else to(visit, f"/imports/{visit.import_.id}/plan")


async def plan_again(visit: Visit) -> Response:
    done = await visit.site.desk.plan_again(visit.import_.id, visit.login)
    return stopped(visit, done) if done.stop else to(visit, f"/imports/{visit.import_.id}/plan")


async def begun(visit: Visit, done: Done) -> Response:
    """To the import that goes on with it, as soon as somebody begins with that."""
    if done.stop or done.import_id is None:
        return stopped(visit, done)
    await visit.site.workshop.start_import(done.import_id)
    return to(visit, f"/imports/{done.import_id}")


def rows_ticked(form: Mapping[str, str]) -> frozenset[int]:
    return frozenset(int(found[1]) for name in form if (found := ROW.fullmatch(name)) is not None)


def stopped(visit: Visit, done: Done) -> Response:
    """What stood against it, and what to do."""
    return notice(visit, HTTPStatus.CONFLICT, "not_done_title", why_stopped(done, visit))


def why_stopped(done: Done, visit: Visit) -> str:
    """The key of its text."""
    key = f"stop_{done.stop}"
    return key if key in texts_in(visit.lang) else "later"


async def _asked_again(visit: Visit, done: Done, shown: str) -> Response:
    """The plan as it is now, with what has changed since it was shown."""
    lines = done.lines
    if done.stop == "digest_wrong":
        lines = await visit.site.aside(lambda: _done_since(visit, shown))
    why = say(why_stopped(done, visit), visit.lang)
    return await _plan(visit, HTTPStatus.CONFLICT, why=why, lines=lines, is_void=done.stop in VOID)


async def _plan(
    visit: Visit,
    status: HTTPStatus = HTTPStatus.OK,
    *,
    why: str = "",
    lines: tuple[str, ...] = (),
    is_void: bool = False,
) -> Response:
    number = page_asked(visit)
    document = await visit.site.desk.cart(visit.import_.id, visit.lang, (number - 1) * ITEMS_SHOWN, ITEMS_SHOWN)
    if isinstance(document, Done):
        return stopped(visit, document)
    cart: CartView = cart_view(document, number, visit.lang)
    waits = document["state"] == ImportState.PLANNED
    own = visit.site.house.settings.approval.four_eyes and await visit.site.aside(lambda: _is_own(visit))
    may = {
        "may_approve": waits and not is_void and not own and Role.APPROVER in visit.roles,
        "is_own": waits and own,
        "may_cut": waits and not is_void and Role.APPROVER in visit.roles,
        "may_cancel": document["state"] in {ImportState.PLANNED, ImportState.APPROVED},
        "is_void": is_void,
    }
    return page(
        visit,
        "plan.html",
        status,
        record=visit.import_,
        state=document["state"],
        cart=cart,
        why=why,
        lines=lines,
        **may,
    )


def _is_own(visit: Visit) -> bool:
    with reading(visit.site.house.ledger) as conn:
        return sent_or_changed(conn, visit.import_, visit.login)


def _done_since(visit: Visit, shown: str) -> tuple[str, ...]:
    with reading(visit.site.house.ledger) as conn:
        entries = taken_out_since(conn, visit.import_.id, shown)
    return tuple(say("rows_taken_by", visit.lang, who=one.who, rows=one.details["rows"]) for one in entries)
