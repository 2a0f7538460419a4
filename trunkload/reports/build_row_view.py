"""Builds what the page of one row alone shows."""

import numpy as np

from trunkload.reports.build_cards import row_cards
from trunkload.reports.notation import moment_text
from trunkload.reports.page_names import FIRST, FIRST_MASKED, page_name
from trunkload.reports.report_on import ReportOn
from trunkload.reports.row_places import STATUSES, row_places
from trunkload.reports.row_view import RowView
from trunkload.reports.worded import worded_some


def row_view(about: ReportOn, row: int) -> RowView | None:
    """None where the file has no such row, or where it stands for nobody."""
    checked, lang = about.checked, about.lang
    places = row_places(checked, about.shown.taken_out)
    page = int(places.pages_of(np.array([row]))[0])
    if not page:
        return None
    status = STATUSES[int(places.ranks[places.rows == row][0])]
    told = worded_some(checked.findings.of_row(row), checked.sheet, lang)
    (card,) = row_cards(about, {row: status}, told)
    return RowView(
        lang=lang,
        title=checked.sheet.facts.name,
        import_id=about.shown.import_id or "",
        made_at=moment_text(about.made_at.astimezone(), lang),
        card=card,
        currency="" if about.plan is None else about.plan.cost.currency,
        report=f"../{page_name(page, FIRST_MASKED if about.masked else FIRST)}#row-{row}",
        masked=about.masked,
    )
