"""Reads a staff workbook, marks it and reads it again; prints the CPU seconds of it all, those of the readers too."""

import json
import resource
import sys
from datetime import date
from pathlib import Path

from bench.marking.peak import peak_mib
from trunkload.intake.read import read_sheet
from trunkload.intake.sheet import Sheet
from trunkload.intake.upload import open_upload, upload_of
from trunkload.reports.workbook.marks import marks_of
from trunkload.reports.workbook.package import mark_workbook
from trunkload.validation.check import check_sheet
from trunkload.validation.language import Lang
from trunkload.validation.rules import Rules


def round_trip(path: Path) -> Sheet:
    """As a person has it marked and sends it once more."""
    upload = open_upload(path)
    checked = check_sheet(read_sheet(upload), None, Rules(), date(2026, 11, 23), ())
    content = mark_workbook(upload.content, checked.sheet, marks_of(checked, Lang.DE, None))
    return read_sheet(upload_of("marked.xlsx", content))


def main(path: Path) -> None:
    before = _seconds()
    rows = len(round_trip(path).staff)
    peak = max(peak_mib(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    sys.stdout.write(json.dumps({"seconds": _seconds() - before, "peak_mib": peak, "rows": rows}))


def _seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
