"""Knows how we and each peer read a file, and what one reading costs: run in a child as `python -m bench.reader`."""

import csv
import json
import resource
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Final

Read = Callable[[Path], object]
ENOUGH: Final = 1 << 40


def ours(*modules: str) -> Read:
    """An upload to a Sheet, whole: format, cells, header, people. Only what we take at most is raised."""
    for name in modules:
        import_module(f"trunkload.intake.{name}")
    limits, upload, sheet = (import_module(f"trunkload.intake.{name}") for name in ("limits", "upload", "read"))

    def read(path: Path) -> object:
        raised = limits.LIMITS._replace(upload_bytes=path.stat().st_size, rows=ENOUGH, cells=ENOUGH)
        return sheet.read_sheet(upload.open_upload(path, limits=raised), limits=raised)

    return read


def pyarrow_csv() -> Read:
    arrow, pa = import_module("pyarrow.csv"), import_module("pyarrow")

    def read(path: Path) -> object:
        with path.open(encoding="utf-8") as lines:
            names = next(csv.reader(lines, delimiter=";"))
        return arrow.read_csv(
            path,
            parse_options=arrow.ParseOptions(delimiter=";", newlines_in_values=True),
            convert_options=arrow.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
        )

    return read


def polars_csv() -> Read:
    polars = import_module("polars")
    return lambda path: polars.read_csv(path, separator=";", infer_schema=False)


def pandas_csv(engine: str) -> Read:
    pandas = import_module("pandas")
    import_module("pyarrow.csv")
    return lambda path: pandas.read_csv(path, sep=";", dtype=str, keep_default_na=False, engine=engine)


def csv_dict_reader() -> Read:
    def read(path: Path) -> int:
        with path.open(encoding="utf-8", newline="") as lines:
            return sum(1 for _ in csv.DictReader(lines, delimiter=";"))

    return read


def fastexcel() -> Read:
    module = import_module("fastexcel")
    import_module("pyarrow")
    return lambda path: module.read_excel(path).load_sheet(0).to_arrow()


def calamine() -> Read:
    workbook: Any = import_module("python_calamine").CalamineWorkbook
    return lambda path: sum(1 for _ in workbook.from_path(path).get_sheet_by_index(0).iter_rows())


def pandas_calamine() -> Read:
    pandas = import_module("pandas")
    import_module("python_calamine")
    return lambda path: pandas.read_excel(path, dtype=str, engine="calamine")


def openpyxl(*, read_only: bool) -> Read:
    module = import_module("openpyxl")

    def read(path: Path) -> int:
        sheet = module.load_workbook(path, read_only=read_only).worksheets[0]
        return sum(1 for _ in sheet.iter_rows(values_only=True))

    return read


OUR_TEXT: Final = "trunkload, text"
OUR_WORKBOOK: Final = "trunkload, workbook"
READERS: Final[dict[str, Callable[[], Read]]] = {
    OUR_TEXT: lambda: ours("text_tables.delimited", "text_tables.blocks"),
    OUR_WORKBOOK: lambda: ours("reader_process"),
    "pyarrow.csv": pyarrow_csv,
    "polars": polars_csv,
    "pandas, pyarrow engine": lambda: pandas_csv("pyarrow"),
    "pandas, C engine": lambda: pandas_csv("c"),
    "csv.DictReader": csv_dict_reader,
    "fastexcel into Arrow": fastexcel,
    "python-calamine, streamed": calamine,
    "pandas with calamine": pandas_calamine,
    "openpyxl read-only": lambda: openpyxl(read_only=True),
    "openpyxl": lambda: openpyxl(read_only=False),
}
"""Each loads what it needs and gives back what is measured."""


def cpu_seconds() -> float:
    """User and system so far, of this process and of the children that it waited for."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def peak_bytes() -> int:
    """Resident memory at its highest, libraries included: of this process and of its largest child."""
    unit = 1 if sys.platform == "darwin" else 1024
    return unit * sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main() -> None:
    name, path = sys.argv[1], Path(sys.argv[2])
    try:
        read = READERS[name]()
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} is not installed")
    before = cpu_seconds()
    kept = read(path)
    print(json.dumps({"seconds": cpu_seconds() - before, "peak": peak_bytes()}))
    del kept


if __name__ == "__main__":
    main()
