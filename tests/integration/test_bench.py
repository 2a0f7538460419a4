"""What the benchmarks measure of ours does what it is measured for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.reader import OUR_TEXT, OUR_WORKBOOK, READERS
from bench.staff_files import write_csv, write_xlsx
from trunkload.intake.sheet import Sheet


@pytest.mark.parametrize(
    ("reader", "write", "name"), [(OUR_TEXT, write_csv, "staff.csv"), (OUR_WORKBOOK, write_xlsx, "staff.xlsx")]
)
def test_our_readers_of_the_benchmarks_read_every_row(
    reader: str, write: Callable[[Path, int], Path], name: str, tmp_path: Path
) -> None:
    read = READERS[reader]()(write(tmp_path / name, 30))
    assert isinstance(read, Sheet)
    assert len(read.staff) == 30
