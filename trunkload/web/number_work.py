"""Knows how the desk's processes enter numbers and tell of them: by the functions of the command line."""

from collections.abc import Callable
from typing import Any, Final

from trunkload.flows.entering import enter_numbers, entry_of, known_account_of
from trunkload.flows.entry_words import entered_lines, problem_text
from trunkload.flows.forecast_words import forecast_line
from trunkload.flows.number_file_words import sheet_lines
from trunkload.flows.number_files import enter_number_sheet, read_sent_numbers
from trunkload.flows.number_life_words import is_own_words, life_cells, life_title
from trunkload.flows.number_lives import life_of
from trunkload.flows.overviews import places_found
from trunkload.flows.strategies import choosing_of
from trunkload.flows.wiring import House
from trunkload.intake.choices import AS_ASKED, Choices
from trunkload.intake.refusal import Refused
from trunkload.intake.upload import upload_of
from trunkload.inventory.availability import may_be_given
from trunkload.inventory.forecast import PACE_DAYS, forecasts
from trunkload.reports.masking.looks import HIDDEN
from trunkload.storage.database import reading
from trunkload.validation.language import Lang
from trunkload.validation.wording import words_of_refusal
from trunkload.web.desk import Done
from trunkload.web.number_values import Lasts, LastsLine, Life, Places, SentNumbers, Typed
from trunkload.web.queueing import working_as

WRONG: Final = "obstructed"


def number_places(house: House) -> Places:
    account = places_found(house)
    return Places(tuple(one.id for one in account.trunks), tuple(one.name for one in account.sites))


def add_numbers(house: House, typed: Typed) -> Done:
    """All of them or none; its lines say what was entered, or what is wrong."""
    judged = enter_numbers(
        working_as(house, typed.by.login), entry_of({name: text or None for name, text in typed.fields.items()})
    )
    if judged.entered is None:
        return Done(WRONG, tuple(problem_text(one, typed.by.lang) for one in judged.problems))
    return Done(lines=tuple(entered_lines(judged.entered, typed.by.lang)))


def import_numbers(house: House, sent: SentNumbers) -> Done:
    """The same of a spreadsheet, which is kept nowhere."""
    own, lang = working_as(house, sent.by.login), sent.by.lang
    try:
        sheet = read_sent_numbers(own, upload_of(sent.name, sent.content), Choices())
    except Refused as refused:
        words = words_of_refusal(refused, lang)
        return Done(WRONG, (words.message, words.fix))
    judged = enter_number_sheet(own, sheet, sent.trunk or None, dry_run=sent.only_look)
    lines = tuple(line.strip() for line in sheet_lines(sheet, judged, lang, dry_run=sent.only_look))
    return Done("" if judged.entered is not None else WRONG, lines)


def number_life(house: House, typed: str, lang: Lang, sees_people: bool) -> Life | None:
    """None where we know of no such number. A person's own words are not for whoever sees nobody."""
    life = life_of(house, typed)
    if life is None or not life.is_known:
        return None
    rows = []
    for one in life.changes:
        cells = life_cells(one, lang)
        rows.append(cells if sees_people or not is_own_words(one) else (*cells[:-1], HIDDEN))
    return Life(life_title(life.number, life.now, lang), tuple(rows))


def numbers_last(house: House, lang: Lang) -> Lasts:
    """When each trunk runs out at the pace of the last days."""
    with reading(house.ledger) as conn:
        account = known_account_of(house, conn)
    sites = {one.id: one.site for one in account.trunks}
    told = forecasts(account, may_be_given(account, choosing_of(house.settings, AS_ASKED, account)))
    lines = (
        LastsLine(
            trunk=one.trunk,
            site=sites[one.trunk],
            free=one.free,
            came=one.activated,
            words=forecast_line(one, house.today, lang, named=False),
            is_short=one.is_short,
        )
        for one in told
    )
    return Lasts(tuple(lines), PACE_DAYS, account.taken_at)


TASKS: Final[dict[str, Callable[..., Any]]] = {
    task.__name__: task for task in (number_places, add_numbers, import_numbers, number_life, numbers_last)
}
