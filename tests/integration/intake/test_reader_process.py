"""The child process that reads strangers' workbooks: what it may use, and what its death means."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.integration.intake.builders import staff_workbook
from tests.unit.intake.builders import zipped
from tests.unit.intake.workbooks.builders import parts_of
from trunkload.intake.limits import LIMITS, MEGABYTE, Limits
from trunkload.intake.read import read_raw, read_sheet
from trunkload.intake.reader_process import NUMPYS, OURS, SCRIPT
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.upload import upload_of

GOOD = staff_workbook(("Vorname", "Nachname"), ("Ute", "Arndt"))
CHILDREN = Path("/proc/self/task") / str(threading.get_native_id()) / "children"
CONFINED = """
import sys
sys.path.insert(0, {ours!r})
from trunkload.intake.limits import LIMITS
from trunkload.intake.workbooks.confinement import confine
confine(LIMITS)
try:
    {attempt}
except PermissionError:
    print("refused")
"""


def busy_workbook(rows: int) -> bytes:
    """Rich text in every cell, which is read element by element; all different, so that it is no bomb."""
    chance = random.Random(7)  # noqa: S311  # no secret
    cells = (
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><r><t>{chance.getrandbits(128):x}</t></r></is></c></row>'
        for row in range(1, rows + 1)
    )
    return zipped(parts_of("".join(cells)))


def children_of(thread: int) -> set[int]:
    return set(map(int, Path(f"/proc/self/task/{thread}/children").read_text("utf-8").split()))


def kill_the_child_of(thread: int, others: set[int]) -> None:
    """As the system does when a program touches memory that is not its own; `others` were there before."""
    children: set[int] = set()
    while not children:
        children = children_of(thread) - others
        time.sleep(0.01)
    os.kill(children.pop(), signal.SIGSEGV)


def refusal(content: bytes, limits: Limits) -> Refused:
    with pytest.raises(Refused) as refused:
        read_raw(content, limits)
    return refused.value


def test_a_file_that_takes_too_much_time_is_refused_and_the_next_one_read() -> None:
    refused = refusal(busy_workbook(400_000), LIMITS._replace(cpu_seconds=1))
    assert (refused.code, refused.params) == (RefusalCode.TOO_LARGE, {"what": "time"})
    assert len(read_sheet(upload_of("good.xlsx", GOOD)).staff) == 1


def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_one_read() -> None:
    refused = refusal(busy_workbook(600_000), LIMITS._replace(memory_bytes=128 * MEGABYTE))
    assert (refused.code, refused.params) == (RefusalCode.TOO_LARGE, {"what": "memory"})
    assert len(read_sheet(upload_of("good.xlsx", GOOD)).staff) == 1


@pytest.mark.skipif(not CHILDREN.exists(), reason="Only Linux names a thread's children.")
def test_a_child_that_dies_costs_one_sentence() -> None:
    content = busy_workbook(300_000)
    here = threading.get_native_id()
    killer = threading.Thread(target=kill_the_child_of, args=(here, children_of(here)))
    killer.start()
    refused = refusal(content, LIMITS)
    killer.join()
    assert (refused.code, refused.params) == (RefusalCode.UNREADABLE, {"what": "workbook"})
    assert len(read_sheet(upload_of("good.xlsx", GOOD)).staff) == 1


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket().connect(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "open('/tmp/trunkload-was-here', 'w')",
        "open('/tmp/trunkload-was-here', 'ab')",
        "import os; os.open('/tmp/trunkload-was-here', os.O_CREAT | os.O_WRONLY)",
        "import os; os.mkdir('/tmp/trunkload-was-here')",
        "import os; os.remove('/tmp/trunkload-was-here')",
        "import os; os.system('true')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.fork()",
    ],
)
def test_a_confined_process_opens_no_connection_writes_no_file_starts_no_program(attempt: str) -> None:
    code = CONFINED.format(ours=OURS, attempt=attempt)
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "refused\n", done.stderr


def test_a_confined_process_may_still_read() -> None:
    code = CONFINED.format(ours=OURS, attempt=f"print(len(open({str(SCRIPT)!r}).read()) > 0)")
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


@pytest.mark.parametrize(("rows", "loaded"), [(1, ""), (30_000, "numpy")])
def test_the_child_loads_little_for_a_small_sheet_and_numpy_for_a_large_one(rows: int, loaded: str) -> None:
    content = busy_workbook(rows)
    command = [sys.executable, "-I", "-S", "-X", "importtime", str(SCRIPT), OURS, NUMPYS, json.dumps(LIMITS._asdict())]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    imported = {line.rpartition(b"|")[2].strip().decode() for line in done.stderr.splitlines()}
    heavy = {"numpy", "pandas", "pyarrow", "zipfile", "subprocess", "socket", "openpyxl", "decimal", "email"}
    assert " ".join(sorted(imported & heavy)) == loaded


def test_a_machine_without_a_free_process_is_no_fault_of_the_file() -> None:
    """Trying again can help, so it is no refusal (promise 12)."""
    code = f"""
import resource, sys
sys.path.insert(0, {OURS!r})
from trunkload.intake.failures import ReaderError
from trunkload.intake.limits import LIMITS
from trunkload.intake.reader_process import read_workbook
resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
try:
    read_workbook(b"PK", LIMITS)
except ReaderError as error:
    print(error.problem, error.permanent)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "no_process False\n", done.stderr
