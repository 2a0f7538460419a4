"""Builds what is shown of cells that people changed after a sheet was sent: where, what, by whom and when."""

from collections.abc import Iterable

from trunkload.intake.sheet import Sheet
from trunkload.reports.correction_view import CorrectionView
from trunkload.reports.notation import moment_text
from trunkload.validation.correction import Correction
from trunkload.validation.language import Lang


def correction_views(made: Iterable[Correction], sheet: Sheet, lang: Lang) -> tuple[CorrectionView, ...]:
    """In the order in which they were made."""
    headers = {column.letter: column.header for column in sheet.columns}
    return tuple(
        CorrectionView(
            one.cell,
            headers.get(one.column, ""),
            one.before,
            one.after,
            one.who,
            moment_text(one.at.astimezone(), lang),
        )
        for one in made
    )
