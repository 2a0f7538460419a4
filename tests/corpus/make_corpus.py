"""Knows how the corpus is made: run by hand with `python -m tests.corpus.make_corpus`; its output is committed.

`--office` makes the files of LibreOffice anew as well. A workbook whose parts are as before keeps its bytes, so that
one input gives one corpus although some writers put the time into their archives.
"""

import argparse
import io
import json
import zipfile
from pathlib import Path
from typing import Final

from tests.corpus.case import Case
from tests.corpus.office import office_cases
from tests.corpus.opendocument import opendocument_cases
from tests.corpus.patched import patched_cases
from tests.corpus.texts import text_cases
from tests.corpus.written import written_cases

FILES: Final = Path(__file__).parent / "files"
TIMED: Final = ("docProps/core.xml",)
"""Parts in which writers put the time."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--office", action="store_true", help="make the files of LibreOffice anew")
    cases = [
        *text_cases(),
        *written_cases(),
        *patched_cases(),
        *opendocument_cases(),
        *office_cases(FILES, anew=arguments.parse_args().office),
    ]
    names = [case.name for case in cases]
    if len(set(names)) < len(names):
        raise ValueError(f"Two files of one name: {sorted(name for name in names if names.count(name) > 1)}")
    for case in cases:
        save(case)
    wanted = {FILES / name for name in names} | {expectation_of(FILES / name) for name in names}
    for path in sorted(set(filter(Path.is_file, FILES.rglob("*"))) - wanted):
        path.unlink()


def save(case: Case) -> None:
    path = FILES / case.name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or not same_parts(path.read_bytes(), case.content):
        path.write_bytes(case.content)
    expected = json.dumps(case.expected, ensure_ascii=False, indent=1)
    expectation_of(path).write_text(f"{expected}\n", encoding="utf-8")


def expectation_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.expected.json")


def same_parts(one: bytes, other: bytes) -> bool:
    try:
        return one == other or _parts(one) == _parts(other)
    except (zipfile.BadZipFile, RuntimeError):
        return False


def _parts(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return [(name, opened.read(name)) for name in opened.namelist() if name not in TIMED]


if __name__ == "__main__":
    main()
