"""Knows how the desk's processes look at the account and change it: by the functions of the command line."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import pandas as pd

from trunkload.flows.importing import receive_upload
from trunkload.flows.move_words import moved_words, not_moved_lines, reserved_words
from trunkload.flows.number_moves import Moved, move_numbers, reserve_numbers
from trunkload.flows.number_words import cells_of, local_day, shown_number, state_names, why_text
from trunkload.flows.overview_asked import Asked
from trunkload.flows.overviews import (
    Found,
    all_numbers,
    all_workplaces,
    contingents_found,
    numbers_found,
    states_counted,
    workplace_found,
    workplaces_found,
)
from trunkload.flows.record_words import contingent_words
from trunkload.flows.single_rows import one_row_upload
from trunkload.flows.wiring import House
from trunkload.flows.workplace_words import package_names, package_text, workplace_states
from trunkload.intake.fields import Field
from trunkload.inventory.account import Account
from trunkload.inventory.account_words import Move, Package
from trunkload.inventory.workplace_overview import AskedPeople, workplaces_overview
from trunkload.reports.masking.overviews import masked_overview
from trunkload.reports.records import written_records
from trunkload.storage.account_pages import Place
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang
from trunkload.web.account_values import (
    ON_A_PAGE,
    By,
    ContingentLine,
    Contingents,
    Line,
    Listed,
    NumberLine,
    WorkplaceLine,
    WorkplaceShown,
)
from trunkload.web.desk import Done
from trunkload.web.queueing import queued_upload, working_as

RECORD: Final[Mapping[Field, str]] = {
    Field.FIRST_NAME: "given_name",
    Field.LAST_NAME: "family_name",
    Field.USERNAME: "username",
    Field.INTERNAL_NUMBER: "internal_number",
    Field.CONFERENCE_PACKAGE: "package",
    Field.AUTH_EMAIL: "email",
    Field.MOBILE: "mobile",
    Field.STREET: "street",
    Field.HOUSE_NUMBER: "house_number",
    Field.POSTAL_CODE: "postal_code",
    Field.CITY: "city",
    Field.COUNTRY: "country",
}
"""What can be changed in a form, by the column of a sheet, and what the account calls it."""


def numbers(house: House, asked: Asked, page: int, lang: Lang) -> Listed[NumberLine]:
    found = numbers_found(house, asked, _place(page))
    rows = found.rows if asked.sees_people else masked_overview(found.rows)
    return _listed(_number_lines(rows, found.account, lang), found, states_counted(house))


def workplaces(house: House, asked: Asked, page: int, lang: Lang) -> Listed[WorkplaceLine]:
    found = workplaces_found(house, asked, _place(page))
    rows = found.rows if asked.sees_people else masked_overview(found.rows)
    return _listed(_workplace_lines(rows, found.account, lang), found)


def contingents(house: House, lang: Lang, sought: str) -> Contingents:
    """`sought`: a part of the name, as it is shown."""
    found, taken_at = contingents_found(house)
    lines = (
        ContingentLine(one.name, contingent_words(one.name, lang), one.booked, one.used, one.planned, one.left)
        for one in found
        if _is_called(one.name, sought, lang)
    )
    return Contingents(tuple(lines), taken_at)


def workplace(house: House, workplace_id: str, lang: Lang) -> WorkplaceShown | None:
    """None where the carrier has none of this id, as far as we know."""
    found = _one(house, workplace_id)
    if found is None:
        return None
    record, account = found
    (line,) = _workplace_lines(workplaces_overview(account, AskedPeople()).loc[[workplace_id]], account, lang)
    has = {field.value: record[name] or "" for field, name in RECORD.items()}
    return WorkplaceShown(line, has | {Field.CONFERENCE_PACKAGE: record["package"] or Package.NONE})


def change(house: House, workplace_id: str, wishes: Mapping[str, str], by: By) -> Done:
    """An import that asks for it, queued; it is approved like any other. `wishes`: by column, the changed ones only."""
    return _asked_for(house, workplace_id, {**wishes, Field.ACTION: Action.MODIFY}, by)


def remove(house: House, workplace_id: str, wishes: Mapping[str, str], by: By) -> Done:
    """The same; of the columns only the day may be among the wishes."""
    return _asked_for(house, workplace_id, {**wishes, Field.ACTION: Action.DELETE}, by)


def move(house: House, typed: str, wanted: str, why: str, by: By) -> Done:
    """Its lines say what was done; `stop` is `obstructed` where something stands in the way of it."""
    moved = move_numbers(working_as(house, by.login), typed, Move(wanted), why)
    if moved.span is None or moved.obstructed:
        return _obstructed(moved, by.lang)
    return Done(lines=(moved_words(moved, moved.span, Move(wanted), why, by.lang),))


def reserve(house: House, base: str, extensions: str, purpose: str, by: By) -> Done:
    moved = reserve_numbers(working_as(house, by.login), base, extensions, purpose)
    if moved.span is None:
        return _obstructed(moved, by.lang)
    return Done(lines=(reserved_words(moved, moved.span, purpose, by.lang),))


def numbers_file(house: House, asked: Asked, kind: str) -> bytes:
    return _file(all_numbers(house, asked), asked, kind)


def workplaces_file(house: House, asked: Asked, kind: str) -> bytes:
    return _file(all_workplaces(house, asked), asked, kind)


def contingents_file(house: House, lang: Lang, sought: str, kind: str) -> bytes:
    found, taken_at = contingents_found(house)
    names = ("name", "booked", "used", "planned", "left", "taken_at")
    shown = [one for one in found if _is_called(one.name, sought, lang)]
    rows = ((one.name, one.booked, one.used, one.planned, one.left, taken_at.isoformat()) for one in shown)
    return "".join(written_records(names, rows, kind)).encode()


def _is_called(name: str, sought: str, lang: Lang) -> bool:
    return sought.casefold() in contingent_words(name, lang).casefold()


def _place(page: int) -> Place:
    return Place((page - 1) * ON_A_PAGE, ON_A_PAGE)


def _listed(lines: tuple[Line, ...], found: Found, counts: Mapping[str, int] | None = None) -> Listed[Line]:
    return Listed(
        lines=lines,
        more=found.more,
        trunks=tuple(one.id for one in found.account.trunks),
        sites=tuple(one.name for one in found.account.sites),
        taken_at=found.account.taken_at,
        counts=counts or {},
    )


def _number_lines(rows: pd.DataFrame, account: Account, lang: Lang) -> tuple[NumberLine, ...]:
    bases, states = {block.id: block.base for block in account.blocks}, state_names(lang)
    return tuple(
        NumberLine(
            e164=one["number"],
            shown=shown_number(one["number"], one["block"], bases),
            trunk=one["trunk"],
            site=one["site"],
            state=one["state"],
            state_words=states[one["state"]],
            since=local_day(one["activated_on"] or one["since"], lang),
            why=why_text(one, lang),
        )
        for one in cells_of(rows.reset_index())
    )


def _workplace_lines(people: pd.DataFrame, account: Account, lang: Lang) -> tuple[WorkplaceLine, ...]:
    packages, states = package_names(lang), workplace_states(lang)
    bases = {block.id: block.base for block in account.blocks}
    blocks = account.numbers["block"].reindex(people["number"]).set_axis(people.index)
    return tuple(
        WorkplaceLine(
            id=one["workplace_id"],
            name=" ".join(filter(None, (one["given_name"], one["family_name"]))),
            username=one["username"],
            trunk=one["trunk"],
            number=shown_number(one["number"], one["block"], bases) if one["number"] else "",
            internal_number=one["internal_number"],
            package=package_text(one, packages, lang),
            since=local_day(one["activated_on"], lang),
            may_end=local_day(one["may_end_on"], lang),
            state=one["state"],
            state_words=states[one["state"]],
            import_id=one["import_id"],
        )
        for one in cells_of(people.assign(block=blocks).rename_axis("workplace_id").reset_index())
    )


def _one(house: House, workplace_id: str) -> tuple[dict[str, str | None], Account] | None:
    account = workplace_found(house, workplace_id)
    if account is None:
        return None
    told = account.workplaces.loc[workplace_id]
    return {str(name): None if pd.isna(value) else str(value) for name, value in told.items()}, account


def _asked_for(house: House, workplace_id: str, asked: Mapping[str, str], by: By) -> Done:
    found = _one(house, workplace_id)
    if found is None or found[0]["state"] == "planned":
        return Done("workplace_gone")
    upload = one_row_upload(workplace_id, found[0], {Field(name): text for name, text in asked.items()})
    return queued_upload(house, receive_upload(house, upload, by.login, by.lang))


def _obstructed(moved: Moved, lang: Lang) -> Done:
    return Done("obstructed", tuple(line.strip() for line in not_moved_lines(moved, lang, on_page=True)))


def _file(overview: pd.DataFrame, asked: Asked, kind: str) -> bytes:
    told = (overview if asked.sees_people else masked_overview(overview)).reset_index()
    rows = told.astype(object).where(told.notna(), None).itertuples(index=False, name=None)
    return "".join(written_records([str(name) for name in told.columns], rows, kind)).encode()


TASKS: Final[dict[str, Callable[..., Any]]] = {
    task.__name__: task
    for task in (
        *(numbers, workplaces, contingents, workplace, change, remove, move, reserve),
        *(numbers_file, workplaces_file, contingents_file),
    )
}
