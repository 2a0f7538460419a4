"""Knows the served page from outside: its address, its process, and a browser that is logged in."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from bench.web.house import PASSWORD, USER

PROOF: Final = re.compile(r'name="proof" value="([0-9a-f]{64})"')
PATIENCE: Final = 300.0
CORES: Final = 2
"""What the figures are promised for, however many this machine has."""


@dataclass(frozen=True, slots=True)
class Served:
    """`pid`: of the page itself; what is heavy is done in others."""

    address: str
    pid: int

    @property
    def memory(self) -> int:
        """Bytes of the page's process that are in memory now."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def served(home: Path) -> Iterator[Served]:
    """`trunkload web` on CORES, with no limit on how often somebody sends."""
    command = [str(Path(sys.executable).with_name("trunkload")), "web", "--port", "0"]
    settings = {"UPLOADS_PER_MINUTE": "1000000", "WORKERS": str(CORES + 1)}
    environment = {**os.environ, "TRUNKLOAD_HOME": str(home)}
    environment |= {f"TRUNKLOAD_WEB__{name}": value for name, value in settings.items()}
    with _on_few_cores():
        started = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    with started as process:
        try:
            told = process.stdout.readline() if process.stdout is not None else ""
            found = re.search(r"http://[0-9.:]+", told)
            if found is None:
                raise RuntimeError(told)
            yield Served(found[0], process.pid)
        finally:
            process.terminate()


@contextmanager
def _on_few_cores() -> Iterator[None]:
    """What begins meanwhile stays on CORES of this machine, and so does all that it begins."""
    ours = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(ours)[:CORES])
    try:
        yield
    finally:
        os.sched_setaffinity(0, ours)


def logged_in(address: str, login: str = USER) -> httpx.Client:
    client = httpx.Client(base_url=address, follow_redirects=True, trust_env=False, timeout=PATIENCE)
    shown = client.get("/login").text
    client.post("/login", data={"proof": proof_of(shown), "username": login, "password": PASSWORD})
    return client


def proof_of(page: str) -> str:
    found = PROOF.search(page)
    if found is None:
        raise RuntimeError(page[:500])
    return found[1]


def seconds(client: httpx.Client, path: str) -> float:
    began = time.perf_counter()
    client.get(path).raise_for_status()
    return time.perf_counter() - began
