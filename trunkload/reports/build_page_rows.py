"""Builds the rows of one page of a report, and the links between its pages."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from trunkload.reports.action_view import ROWS_OF_ACTION, ActionView
from trunkload.reports.build_cards import row_cards
from trunkload.reports.card import FindingView, RowCard, RowJump, RowStatus
from trunkload.reports.causes import Causes, cause_of, causes_of
from trunkload.reports.linked import LINKED_ROWS
from trunkload.reports.page_names import page_name
from trunkload.reports.page_room import SHORT, often_on, statuses_with_cells
from trunkload.reports.report_on import ReportOn
from trunkload.reports.row_places import STATUSES, Ints, RowPlaces, row_places
from trunkload.reports.view import PageOf, ReportView
from trunkload.reports.worded import Worded, worded_some
from trunkload.validation.codes import Code
from trunkload.validation.findings import Findings
from trunkload.validation.groups import Group


@dataclass(frozen=True, slots=True)
class PagedRows:
    """What all pages share. `findings` are places in the table of findings in the order of the pages, `begins` where
    those of each page begin; `jumps`: links to the first rows of each status."""

    about: ReportOn
    places: RowPlaces
    causes: Causes
    findings: Ints
    begins: Ints
    jumps: tuple[RowJump, ...]


def paged_rows(about: ReportOn, causes: Sequence[Group]) -> PagedRows:
    places = row_places(about.checked, about.shown.taken_out)
    told = about.checked.findings.table["row"].to_numpy(dtype=np.int64, na_value=-1)
    pages = places.pages_of(told)
    order = np.argsort(pages, kind="stable")
    begins = np.searchsorted(pages[order], np.arange(places.pages + 2))
    return PagedRows(about, places, causes_of(causes), order, begins, tuple(_jumps(places)))


def with_rows(view: ReportView, paged: PagedRows, number: int) -> ReportView:
    """`view` as the page of that number, with its rows."""
    places, about = paged.places, paged.about
    span = places.span(number)
    rows = places.rows[span]
    statuses = {row: STATUSES[rank] for row, rank in zip(rows.tolist(), places.ranks[span].tolist(), strict=True)}
    counts = tuple(Counter(statuses.values()).items())
    columns = sum(1 for column in about.checked.sheet.columns if column.field)
    told = worded_some(_findings_of(paged, number), about.checked.sheet, about.lang)
    cards = row_cards(about, statuses, _numbered(told, paged.causes, rows), statuses_with_cells(counts, columns))
    cards, reasons = _reasons_once(_usernames_in_brief(cards, told), often_on(len(rows)))
    linked = [*(row for jump in paged.jumps for row in jump.linked), *_linked(view.actions)]
    return replace(
        view,
        rows=cards,
        jumps=paged.jumps,
        page=PageOf(number, places.pages, span.start + 1, span.stop, len(places.rows)),
        elsewhere=_elsewhere(places, linked, number),
        reasons=reasons,
    )


def _jumps(places: RowPlaces) -> Iterator[RowJump]:
    for status in RowStatus:
        rows = places.of_status(status)
        if len(rows):
            yield RowJump(status, tuple(rows[:LINKED_ROWS].tolist()), len(rows))


def _linked(actions: Iterable[ActionView]) -> Iterator[int]:
    for action in actions:
        yield from action.rows[:ROWS_OF_ACTION]


def _elsewhere(places: RowPlaces, rows: list[int], number: int) -> dict[int, str]:
    pages = places.pages_of(np.array(rows, dtype=np.int64)).tolist()
    return {row: page_name(page) for row, page in zip(rows, pages, strict=True) if page not in {0, number}}


def _findings_of(paged: PagedRows, number: int) -> Findings:
    begin, end = paged.begins[number : number + 2]
    return Findings(paged.about.checked.findings.table.iloc[np.sort(paged.findings[begin:end])])


def _numbered(told: Sequence[Worded], causes: Causes, rows: Ints) -> list[Worded]:
    """Each finding with the thing to do first that it belongs to; what many rows share is said there alone."""
    numbers = causes.among(rows)
    found = [cause_of(one, numbers) for one in told]
    fixes = Counter((number, one.view.fix) for one, number in zip(told, found, strict=True))
    sentences = Counter(one.view.sentence for one in told)
    most = often_on(len(rows))
    return [
        one
        if number is None
        else replace(
            one,
            view=_of_cause(
                one.view,
                number,
                fix_there=fixes[number, one.view.fix] > most,
                sentence_there=sentences[one.view.sentence] > most,
            ),
        )
        for one, number in zip(told, found, strict=True)
    ]


def _of_cause(finding: FindingView, number: int, *, fix_there: bool, sentence_there: bool) -> FindingView:
    """Where many rows have the same to do, a value that the sentence names is not told twice."""
    all_there = fix_there and sentence_there and len(finding.sentence) > SHORT
    told = fix_there and not all_there and finding.value is not None and finding.value in finding.sentence
    value = None if told else finding.value
    return replace(finding, cause=number, fix_there=fix_there, value=value, all_there=all_there)


def _usernames_in_brief(cards: tuple[RowCard, ...], told: Sequence[Worded]) -> tuple[RowCard, ...]:
    """Where a person is ordered under a username of ours, a sign beside it says so instead of a note; where nobody is
    ordered, and many have such a note, the others count."""
    notes = {one.row: one.view for one in told if one.finding.code is Code.USERNAME_PROPOSED}
    many = len(notes) > often_on(len(cards))
    return tuple(
        _in_brief(card, notes[card.row]) if card.row in notes and (card.ordered or many) else card for card in cards
    )


def _in_brief(card: RowCard, note: FindingView) -> RowCard:
    others = tuple(one for one in card.findings if one.sentence != note.sentence)
    if card.ordered is None:
        return replace(card, findings=others)
    return replace(card, findings=others, ordered=replace(card.ordered, proposed=True))


def _reasons_once(cards: tuple[RowCard, ...], most: int) -> tuple[tuple[RowCard, ...], tuple[str, ...]]:
    """Why many rows have just these numbers is said once, under a number."""
    often = Counter(card.ordered.why for card in cards if card.ordered is not None)
    reasons = tuple(why for why, count in often.items() if count > most)
    numbers = {why: number for number, why in enumerate(reasons, start=1)}
    return tuple(_pointing(card, numbers) for card in cards), reasons


def _pointing(card: RowCard, numbers: dict[str, int]) -> RowCard:
    if card.ordered is None or card.ordered.why not in numbers:
        return card
    return replace(card, ordered=replace(card.ordered, why_at=numbers[card.ordered.why]))
