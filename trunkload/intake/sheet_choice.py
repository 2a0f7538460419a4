"""Knows which worksheet is the staff sheet: the one with people below a header; of several a person chooses."""

from dataclasses import replace

from trunkload.intake.choices import Choices
from trunkload.intake.header import Header, best_header
from trunkload.intake.limits import Limits
from trunkload.intake.meaning import with_meaning
from trunkload.intake.people import has_content_below
from trunkload.intake.raw import RawFile, RawTable
from trunkload.intake.refusal import RefusalCode, Refused

Candidate = tuple[RawTable, Header]


def staff_table(raw: RawFile, choices: Choices, limits: Limits) -> Candidate:
    """The worksheet with its header; raises Refused where none has one, or where several hold people."""
    found = [(table, header) for table in raw.tables if (header := best_header(table, limits, choices))]
    candidates = [(table, with_meaning(header, table, choices)) for table, header in found]
    _refuse_several([candidate for candidate in candidates if _holds_people(candidate)])
    if candidates:
        return max(candidates, key=_worth)
    raise _no_header(raw, choices, limits)


def _no_header(raw: RawFile, choices: Choices, limits: Limits) -> Refused:
    """A header may stand in a hidden row, or in a hidden worksheet."""
    params = {"looked_at": str(limits.header_rows), "sheets": ", ".join(raw.sheets)}
    shown = (replace(table, hidden_rows=frozenset()) for table in raw.tables)
    hidden = next((header for table in shown if (header := best_header(table, limits, choices))), None)
    if hidden is not None:
        params["what"] = "hidden_row"
    elif raw.hidden_sheets:
        params |= {"what": "beside_hidden", "hidden": ", ".join(raw.hidden_sheets)}
    told = {key: text for key, text in params.items() if text}
    return Refused(RefusalCode.HEADER_NOT_FOUND, row=None if hidden is None else hidden.row, params=told)


def _holds_people(candidate: Candidate) -> bool:
    table, header = candidate
    return header.match.has_names and has_content_below(table, header)


def _refuse_several(candidates: list[Candidate]) -> None:
    """Which of them is meant is not to be guessed: a workplace that is ordered too much stays for 30 days (R-11)."""
    if len(candidates) > 1:
        names = [table.sheet or "" for table, _ in candidates]
        params = {"what": "sheets", "sheets": ", ".join(names), "count": str(len(names)), "first": names[0]}
        raise Refused(RefusalCode.DUPLICATE_HEADER, params=params)


def _worth(candidate: Candidate) -> tuple[bool, bool, int]:
    table, header = candidate
    return header.match.has_names, has_content_below(table, header), len(header.match.found)
