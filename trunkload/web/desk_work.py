"""Knows how the tasks of the desk are done: each by the same functions as on the command line."""

from collections.abc import Callable
from typing import Any, Final

from trunkload.flows.approving import approve_plan
from trunkload.flows.carts import stored_cart
from trunkload.flows.changeable import Change
from trunkload.flows.checking_again import check_again
from trunkload.flows.failures import Stopped
from trunkload.flows.giving_up import cancel_import
from trunkload.flows.leaving_out import leave_out
from trunkload.flows.plan_change_words import change_lines
from trunkload.flows.plan_changes import PlanChanged
from trunkload.flows.record_words import contingent_words
from trunkload.flows.sending_credentials import send_credentials_again
from trunkload.flows.sending_words import sending_words
from trunkload.flows.telling import tell_again as tell_messages_again
from trunkload.flows.undo_words import ground_words
from trunkload.flows.undoing import look_back as looked_back
from trunkload.flows.undoing import receive_undo
from trunkload.flows.verify_words import difference_lines
from trunkload.flows.verifying import verify_import
from trunkload.flows.wiring import House
from trunkload.intake.failures import ReaderError
from trunkload.intake.refusal import Refused
from trunkload.inventory.phone_text import phone_text
from trunkload.orders.outcome_words import item_words
from trunkload.orders.reversal import Standing
from trunkload.orders.states import OrderState
from trunkload.portal.protocol import PortalError, PortalProblem
from trunkload.reports.build_plan_view import trunk_views
from trunkload.reports.plan_json import plan_document
from trunkload.reports.plan_view import NumberRange
from trunkload.storage.database import reading
from trunkload.storage.failures import StorageError
from trunkload.storage.messages import list_messages
from trunkload.validation.language import Lang
from trunkload.web import account_work, number_work
from trunkload.web.desk import Compared, Done, Lists
from trunkload.web.queueing import queued_upload, working_as

NOT_OFFERED: Final = frozenset({PortalProblem.NOT_OFFERED, PortalProblem.NOT_ALLOWED})


def do(house: House, task: str, *told: Any) -> object:  # noqa: ANN401 - what a task takes is its own
    """What the task answers, or what stood against it."""
    try:
        return TASKS[task](house, *told)
    except Stopped as stopped:
        return Done(stopped.code.value)
    except PortalError as failed:
        return Done("not_offered" if failed.problem in NOT_OFFERED else "carrier")
    except (StorageError, ReaderError, Refused):
        return Done("storage")


def cart(house: House, import_id: str, lang: str, first: int, most: int) -> dict[str, Any]:
    told, spoken = stored_cart(house, import_id), Lang(lang)
    document = plan_document(told, spoken, slice(first, first + most))
    trunks = [
        {"trunk": one.trunk, "site": one.site, "items": one.items, "ranges": [[*_ends(each)] for each in one.ranges]}
        for one in trunk_views(told.plan, told.account)
    ]
    bases = {block.id: block.base for block in told.account.blocks}
    blocks = told.plan.items["block"]
    shown = [
        {**item, "number": phone_text(item["number"], bases.get(str(blocks[item["row"]])))}
        for item in document["items"]
    ]
    contingents = [{**one, "words": contingent_words(one["name"], spoken)} for one in document["contingents"]]
    return {**document, "items": shown, "trunks": trunks, "contingents": contingents}


def approve(house: House, import_id: str, digest: str, user: str, lang: str) -> Done:
    try:
        approve_plan(house, import_id, digest, user)
    except PlanChanged as changed:
        return Done(changed.code.value, change_lines(changed.changes, Lang(lang)))
    return Done()


def without(house: House, import_id: str, rows: list[int], user: str) -> Done:
    leave_out(house, import_id, rows, user)
    return Done()


def cancel(house: House, import_id: str, user: str) -> Done:
    cancel_import(house, import_id, user)
    return Done()


def plan_again(house: House, import_id: str, user: str) -> Done:
    """With all that people changed of it, by the rules and the account as they are now."""
    check_again(house, import_id, Change(), user)
    return Done()


def compare(house: House, import_id: str, user: str, lang: str) -> Compared:
    verification = verify_import(working_as(house, user), import_id)
    return Compared(
        compared=verification.compared,
        drifted=len(verification.drifted),
        changed_later=sum(one.changed_by is not None for one in verification.rows),
        lines=tuple(tuple(line) for one in verification.drifted for line in difference_lines(one, Lang(lang))),
    )


def send_credentials(house: House, import_id: str, rows: list[int], user: str, lang: str) -> Done:
    sent = send_credentials_again(working_as(house, user), import_id, rows)
    return Done(lines=tuple(sending_words(one, Lang(lang)) for one in sent))


def tell_again(house: House, import_id: str | None, user: str) -> Done:
    with reading(house.ledger) as conn:
        unsent = [one.envelope.name for one in list_messages(conn, import_id, unsent=True) if one.has_content]
    if unsent:
        tell_messages_again(working_as(house, user), unsent, import_id)
    return Done()


def look_back(house: House, import_id: str, lang: str) -> Lists:
    looked, spoken = looked_back(house, import_id), Lang(lang)
    rows = {
        standing: tuple(
            (
                str(item.row),
                f"{item.given_name} {item.family_name}",
                phone_text(item.number),
                item_words(OrderState.COMPLETED, item.action, spoken),
                ground_words(reversal, spoken),
            )
            for item, reversal in looked.of(standing)
        )
        for standing in Standing
    }
    return Lists(rows[Standing.NOW], rows[Standing.STAYS], rows[Standing.LOCKED], looked.not_done)


def undo(house: House, import_id: str, user: str, lang: str) -> Done:
    return queued_upload(house, receive_undo(house, looked_back(house, import_id), user, Lang(lang)))


def _ends(one: NumberRange) -> tuple[str, str, int]:
    return one.first, one.last, one.count


_OWN: Final[dict[str, Callable[..., object]]] = {
    task.__name__: task
    for task in (cart, approve, without, cancel, plan_again, compare, send_credentials, tell_again, look_back, undo)
}
TASKS: Final[dict[str, Callable[..., object]]] = _OWN | account_work.TASKS | number_work.TASKS
