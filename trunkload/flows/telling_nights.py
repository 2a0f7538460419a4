"""Knows what is told of a night, and that each file is told once: the mail is kept with the fact that it tells."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from trunkload.flows.night_schedule import zone_of
from trunkload.flows.refusals import read_refusal
from trunkload.flows.telling import queue
from trunkload.flows.wiring import House
from trunkload.intake.refusal import Refused
from trunkload.notify.night import Night, NightFile, OpenOrders, WaitingImport
from trunkload.notify.night_mail import night_email
from trunkload.notify.night_texts import NIGHT_TEXTS
from trunkload.orders.arrival import ArrivalOutcome
from trunkload.orders.states import ImportState, OrderState
from trunkload.reports.notation import moment_text
from trunkload.storage.arrivals import Arrival, take_untold
from trunkload.storage.database import writing
from trunkload.storage.file_names import kept_name
from trunkload.storage.imports import ImportRecord, find_import, list_imports
from trunkload.storage.inbox import Inbox
from trunkload.storage.message_values import Channel, Envelope, MessageKind
from trunkload.storage.messages import count_of_nights, count_unsent
from trunkload.storage.orders import orders_not_final
from trunkload.validation.wording import TYPED_PARAMS, words_of_refusal

LEFT_OUT = "…"


def close_night(house: House, inbox: Inbox) -> Night:
    """What was not told yet, and what waits; one mail about it, none where there is nothing.

    Without new files one mail a day says what waits, however often somebody looks.
    """
    folders = tuple(kept_name(one) for one in inbox.folders())
    with writing(house.ledger) as conn:
        told = night_of(conn, house, take_untold(conn, house.clock()))
        night = replace(told, folders=folders, done=inbox.place("done"), refused=inbox.place("refused"))
        begin = f"night-{house.clock().astimezone(_zone(house)).date()}"
        before = count_of_nights(conn, begin)
        if night.files or not (before or night.is_quiet):
            to = house.settings.notify.admin_email
            mail = night_email(night, f"{begin}-{before + 1}", to)
            queue(conn, Envelope(mail.name, MessageKind.NIGHT, Channel.EMAIL, to), mail, house.clock())
    return night


def night_of(conn: Connection, house: House, arrivals: tuple[Arrival, ...]) -> Night:
    return Night(
        lang=house.settings.language,
        files=tuple(_file(conn, house, one) for one in arrivals),
        waiting=tuple(_waiting(house, one) for one in reversed(list_imports(conn, {ImportState.PLANNED}))),
        orders=tuple(_open_orders(conn, house)),
        unsent=count_unsent(conn),
    )


def _file(conn: Connection, house: House, one: Arrival) -> NightFile:
    is_own = one.outcome is not ArrivalOutcome.SAME
    record = find_import(conn, one.import_id) if one.import_id is not None and is_own else None
    return NightFile(
        name=one.name,
        outcome=one.outcome or ArrivalOutcome.FAILED,
        import_id=one.import_id,
        ready=0 if record is None else record.ready + record.ready_with_warnings,
        blocked=0 if record is None else record.blocked,
        skipped=0 if record is None else record.skipped,
        why=_why(house, one, _refused(one)),
        why_untyped=_why(house, one, _untyped(_refused(one))),
        since=_moment(house, one.arrived_at),
    )


def _refused(one: Arrival) -> Refused | None:
    return read_refusal(one.why) if one.outcome is ArrivalOutcome.REFUSED else None


def _untyped(refused: Refused | None) -> Refused | None:
    """Names of columns and worksheets are words of the file's own."""
    if refused is None:
        return None
    params = {name: LEFT_OUT if name in TYPED_PARAMS else text for name, text in refused.params.items()}
    return Refused(refused.code, row=refused.row, column=refused.column, params=params)


def _why(house: House, one: Arrival, refused: Refused | None) -> str:
    lang = house.settings.language
    if refused is not None:
        words = words_of_refusal(refused, lang)
        return f"{words.message} {words.fix}"
    return NIGHT_TEXTS[lang].failures[one.why["kind"]] if one.outcome is ArrivalOutcome.FAILED else ""


def _waiting(house: House, record: ImportRecord) -> WaitingImport:
    patience = timedelta(days=house.settings.inbox.remind_days)
    return WaitingImport(
        import_id=record.id,
        file_name=record.file_name,
        since=_moment(house, record.received_at),
        until=_moment(house, record.held_until or record.received_at),
        too_long=record.received_at + patience <= house.clock(),
    )


def _open_orders(conn: Connection, house: House) -> Iterator[OpenOrders]:
    """By import; those that nobody approved yet wait for that."""
    found = (one for one in orders_not_final(conn) if one.state is not OrderState.DRAFT)
    for import_id, grouped in groupby(found, key=lambda one: one.import_id):
        orders = list(grouped)
        record = find_import(conn, import_id)
        begun = [one.sent_at for one in orders if one.sent_at is not None]
        since = min(begun) if begun else record and record.approved_at
        yield OpenOrders(import_id, len(orders), _moment(house, since or house.clock()))


def _moment(house: House, moment: datetime) -> str:
    return moment_text(moment.astimezone(_zone(house)), house.settings.language)


def _zone(house: House) -> ZoneInfo:
    """A night is that of the schedule, wherever the worker stands that tells of it."""
    return ZoneInfo(zone_of(house.settings.inbox.time_zone))
