"""Knows how a workbook is read in a child process, and what it means when the child dies."""

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final

import numpy as np

from trunkload.intake import workbooks
from trunkload.intake.failures import ReaderError, ReaderProblem
from trunkload.intake.limits import Limits
from trunkload.intake.raw import RawFile
from trunkload.intake.received import received
from trunkload.intake.refusal import RefusalCode, Refused

SCRIPT: Final = Path(workbooks.__file__).with_name("child.py")
OURS: Final = str(SCRIPT.parents[3])
NUMPYS: Final = str(Path(np.__file__).parents[1])
WAITS: Final = 3
"""The child may wait so many times its CPU seconds for a busy machine."""

KEPT_MEMORY: Final = {
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
    "MALLOC_TRIM_THRESHOLD_": str(1 << 30),
    "MALLOC_TOP_PAD_": str(1 << 24),
}
"""The child lives short: memory given back between two chunks would be asked for again at once (glibc's names)."""

OUT_OF_TIME: Final = {-signal.SIGXCPU, -signal.SIGKILL}
"""The system kills at the hard limit, and we when waiting is over; a child whose answer has ended is past killing."""


def read_workbook(content: bytes, limits: Limits) -> RawFile:
    """Raw cells of every visible worksheet; raises Refused, whatever the file does to its reader.

    Raises ReaderError where the machine has no process to give.
    """
    with _started(limits) as child:
        watch = threading.Timer(limits.cpu_seconds * WAITS, child.kill)
        watch.start()
        try:
            message = _answer(child, content, limits.memory_bytes)
        finally:
            watch.cancel()
            child.kill()
    if child.returncode in OUT_OF_TIME:
        raise Refused(RefusalCode.TOO_LARGE, params={"what": "time"})
    if child.returncode:
        raise Refused(RefusalCode.UNREADABLE, params={"what": "workbook"})
    return received(message, limits)


def _started(limits: Limits) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-I", "-S", str(SCRIPT), OURS, NUMPYS, json.dumps(limits._asdict())]
    try:
        return subprocess.Popen(  # noqa: S603  # our own interpreter and script
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.defpath, **KEPT_MEMORY},
            cwd="/",
        )
    except OSError:
        raise ReaderError(ReaderProblem.NO_PROCESS) from None


def _answer(child: "subprocess.Popen[bytes]", content: bytes, most: int) -> bytes:
    """All that the child says, `most` bytes at the most; it takes in everything before it speaks, so neither waits for
    the other. Raises Refused for more."""
    given, answered = child.stdin, child.stdout
    if given is None or answered is None:
        raise ValueError(child)
    with suppress(BrokenPipeError):
        given.write(content)
    with suppress(BrokenPipeError):
        given.close()
    message = answered.read(most + 1)
    if len(message) > most:
        raise Refused(RefusalCode.TOO_LARGE, params={"what": "memory"})
    return message
