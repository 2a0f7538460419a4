"""Knows what may be asked of the command `report`, and which of it goes together."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from trunkload.cli.refusal import WrongCall


class ReportFormat(StrEnum):
    """The page, the marked workbook, or figures for machines."""

    HTML = "html"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


class Table(StrEnum):
    """What a table is of."""

    FINDINGS = "findings"
    PLAN = "plan"


class SplitBy(StrEnum):
    """What a workbook is split by."""

    SITE = "site"


TABLES: Final = (ReportFormat.CSV, ReportFormat.JSON, ReportFormat.PARQUET)
PAGES: Final = (".html", ".htm")
FILES: Final = (ReportFormat.HTML, ReportFormat.XLSX, ReportFormat.PARQUET)


@dataclass(frozen=True, slots=True)
class Asked:
    """One call of `report`; `out` is where to write it, `table` what a table is of."""

    import_id: str
    wanted: ReportFormat
    out: Path | None = None
    table: Table | None = None
    to_fix: bool = False
    split_by: SplitBy | None = None
    result: bool = False
    opened: bool = False
    masked: bool = False
    row: int | None = None
    lang: str | None = None


def refuse_what_does_not_go_together(asked: Asked) -> None:
    """Raises WrongCall, naming the option and the formats that it goes with."""
    only: dict[str, tuple[bool, tuple[ReportFormat, ...]]] = {
        "--to-fix": (asked.to_fix, (ReportFormat.XLSX,)),
        "--split-by": (asked.split_by is not None, (ReportFormat.XLSX,)),
        "--result": (asked.result, (ReportFormat.XLSX,)),
        "--mask": (asked.masked, (ReportFormat.HTML,)),
        "--row": (asked.row is not None, (ReportFormat.HTML,)),
        "--of": (asked.table is not None, TABLES),
        "--open": (asked.opened, FILES),
    }
    for option, (is_asked, formats) in only.items():
        if is_asked and asked.wanted not in formats:
            raise WrongCall("report_only_for", option=option, formats=", ".join(formats))
    if asked.wanted is ReportFormat.HTML and asked.out is not None and asked.out.suffix.lower() not in PAGES:
        raise WrongCall("report_page_suffix", file=asked.out.name)
    if asked.result and (asked.to_fix or asked.split_by is not None):
        raise WrongCall("report_result_alone")
    if asked.split_by is not None and not asked.to_fix:
        raise WrongCall("report_split_needs_to_fix")
