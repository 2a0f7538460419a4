"""Knows the steps by which a person enters an order in the portal, in the order of its form (S-01 to S-24)."""

from collections.abc import Iterator
from dataclasses import dataclass

from trunkload.intake.field_names import field_name
from trunkload.inventory.account import Package
from trunkload.inventory.phone_text import phone_text
from trunkload.portal.handover.cells import ByHand, Unsayable, cells_of
from trunkload.portal.handover.item_texts import Surroundings
from trunkload.portal.handover.mapping import Column
from trunkload.portal.handover.words import word
from trunkload.portal.protocol import WorkplaceItem
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang

Field = tuple[str, str]
"""What the form calls it, and what is to be entered there."""


@dataclass(frozen=True, slots=True)
class Step:
    text: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """One person. `why` is empty where all of the order is done by hand."""

    title: str
    row: str
    name: str
    why: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """The whole page, every sentence made."""

    lang: Lang
    title: str
    people: str
    starts: str | None
    hint: str
    after: str
    done: str
    boxes: tuple[Box, ...]


def build_checklist(
    by_hand: tuple[ByHand, ...], columns: tuple[Column, ...], around: Surroundings, lang: Lang
) -> Checklist:
    """A box for each item. `columns` are the form's own fields, where a mapping names them."""
    request, start = around.request, around.request.start_date
    day = "" if start is None else f"{start:%d.%m.%Y}" if lang is Lang.DE else start.isoformat()
    people = "people_one" if len(by_hand) == 1 else "people"
    return Checklist(
        lang=lang,
        title=word("title", lang, reference=request.reference),
        people=word(people, lang, n=str(len(by_hand)), trunk=request.trunk),
        starts=word("starts", lang, day=day) if day else None,
        hint=word("hint", lang),
        after=word("after", lang),
        done=word("done", lang),
        boxes=tuple(_box(one, columns, around, lang) for one in by_hand),
    )


def _box(one: ByHand, columns: tuple[Column, ...], around: Surroundings, lang: Lang) -> Box:
    item = one.item
    if item.action is Action.DELETE:
        steps: tuple[Step, ...] = (_find(item, lang), Step(word("step_delete", lang)))
    else:
        begin = Step(word("step_trunk", lang), ((field_name("trunk", lang), around.request.trunk),))
        end = Step(word("step_cart" if item.action is Action.ADD else "step_save", lang))
        fields = _own_fields(item, columns, around, lang) if columns else tuple(_form(item, lang))
        steps = (begin if item.action is Action.ADD else _find(item, lang), *fields, end)
    return Box(
        title=word(item.action.value, lang),
        row=word("row", lang, row=item.id),
        name=f"{item.given_name} {item.family_name}",
        why=_why(one, lang),
        steps=steps,
    )


def _why(one: ByHand, lang: Lang) -> str:
    return "" if one.why is Unsayable.ALL else word(f"why_{one.why.value}", lang, header=one.header)


def _find(item: WorkplaceItem, lang: Lang) -> Step:
    known = [("username", item.username), ("phone_number", phone_text(item.number))]
    return Step(word("step_find", lang), tuple((field_name(name, lang), text) for name, text in known))


def _own_fields(item: WorkplaceItem, columns: tuple[Column, ...], around: Surroundings, lang: Lang) -> tuple[Step, ...]:
    cells = cells_of(item, columns, around)
    return (Step(word("step_fields", lang), tuple(zip((one.header for one in columns), cells, strict=True))),)


def _form(item: WorkplaceItem, lang: Lang) -> Iterator[Step]:
    """S-02 to S-23, where no mapping says how the form calls its fields."""

    def fields(*told: tuple[str, str | None]) -> tuple[Field, ...]:
        return tuple((field_name(name, lang), text) for name, text in told if text)

    address = ("street", "house_number", "postal_code", "city", "country")
    who = (("first_name", item.given_name), ("last_name", item.family_name))
    yield Step(word("step_user_data", lang), fields(*who, *((name, getattr(item, name)) for name in address)))
    if item.action is Action.ADD:
        yield Step(word("step_username", lang), fields(("username", item.username)))
    yield Step(word("step_auth_email", lang), fields(("auth_email", item.email)))
    mobile = "step_mobile" if item.mobile else "step_no_mobile"
    yield Step(word(mobile, lang), fields(("mobile", item.mobile and phone_text(item.mobile))))
    numbers = (("phone_number", phone_text(item.number)), ("internal_number", item.internal_number))
    yield Step(word("step_number", lang), fields(*numbers))
    if item.package == Package.NONE:
        yield Step(word("step_no_package", lang))
    else:
        yield Step(word("step_package", lang), fields(("conference_package", item.package.title())))
