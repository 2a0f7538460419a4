"""Knows how the staff sheet is written down, and with it the oracle's failures: `python -m bench.validation.sheets`."""

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import pyarrow as pa
from xlsxwriter.workbook import Workbook

from bench.validation.oracle import Failure, failures
from bench.validation.staff import FIELDS, HEADERS, Row, people

SCHEMA: Final = pa.schema([(name, pa.large_string()) for name in FIELDS])
AT_ONCE: Final = 50_000


def table_file(folder: Path, rows: int) -> Path:
    return folder / f"staff-{rows}.arrow"


def failures_file(folder: Path, rows: int) -> Path:
    return folder / f"failures-{rows}.json"


def write_sheet(folder: Path, rows: int) -> None:
    """Piece by piece: a million rows as Python objects would take gigabytes."""
    path = table_file(folder, rows)
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, SCHEMA) as writer:
        found = failures(_written(people(rows), writer))
    failures_file(folder, rows).write_text(json.dumps(sorted(found)), encoding="utf-8")


def _written(rows: Iterator[Row], writer: pa.RecordBatchFileWriter) -> Iterator[Row]:
    while piece := list(islice(rows, AT_ONCE)):
        writer.write_batch(pa.RecordBatch.from_pylist(piece, SCHEMA))
        yield from piece


def read_table(folder: Path, rows: int) -> pa.Table:
    """Every column in one piece, as our readers give it."""
    with pa.OSFile(str(table_file(folder, rows))) as file:
        return pa.ipc.open_file(file).read_all().combine_chunks()


def read_failures(folder: Path, rows: int) -> set[Failure]:
    told: Iterable[tuple[int, str]] = json.loads(failures_file(folder, rows).read_text(encoding="utf-8"))
    return {(place, rule) for place, rule in told}


def write_workbook(path: Path, rows: int) -> Path:
    """The same sheet as XLSX, under the headers of German sheets."""
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("Neueinstellungen")
        sheet.write_row(0, 0, HEADERS.values())
        for place, row in enumerate(people(rows), start=1):
            for column, cell in enumerate(row.values()):
                if cell is not None:
                    sheet.write_string(place, column, cell)
    return path


if __name__ == "__main__":
    write_sheet(Path(sys.argv[1]), int(sys.argv[2]))
