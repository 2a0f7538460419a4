"""Knows which files an order becomes: one for the carrier's portal, one for the person where the first has no words."""

from dataclasses import dataclass

from trunkload.portal.handover.cells import Unsayable, sort_items
from trunkload.portal.handover.checklist import build_checklist
from trunkload.portal.handover.csv_file import write_csv
from trunkload.portal.handover.item_texts import Surroundings
from trunkload.portal.handover.mapping import Format, Mapping
from trunkload.portal.handover.page import write_checklist
from trunkload.portal.handover.workbook import write_workbook
from trunkload.validation.language import Lang

CHECKLIST_END = "-checklist.html"


@dataclass(frozen=True, slots=True)
class HandoverFile:
    """One file; `end` follows the order's name; `rows` items are in it. `by_hand`: a person enters what it says."""

    end: str
    content: bytes
    rows: int
    by_hand: bool


def make_files(mapping: Mapping, around: Surroundings, lang: Lang) -> tuple[HandoverFile, ...]:
    """The same order gives the same bytes, always; every item is in just one of the files."""
    told = sort_items(mapping, around)
    files: list[HandoverFile] = []
    if told.rows:
        content = write_csv(mapping, told.rows) if mapping.format is Format.CSV else write_workbook(mapping, told.rows)
        files.append(HandoverFile(f".{mapping.format.value}", content, len(told.rows), by_hand=False))
    if told.by_hand:
        # What has no room in the file's own columns is told by the form's usual fields.
        whole = all(one.why is Unsayable.ALL for one in told.by_hand)
        columns = mapping.columns if whole else ()
        page = write_checklist(build_checklist(told.by_hand, columns, around, lang))
        files.append(HandoverFile(CHECKLIST_END, page, len(told.by_hand), by_hand=True))
    return tuple(files)
