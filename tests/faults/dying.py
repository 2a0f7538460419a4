"""Makes the process of a flow, and the worker that started it, end at one moment of a story: as a machine does."""

import os
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.faults.killing import Countdown, Watched, watched
from trunkload.flows.wiring import House

MARK = "DIES_TOGETHER"
"""In the environment of everything that ends at once."""


class Machine(Countdown):
    """Counts from the beginning of a story on; writes down where it was, and takes its worker with it. Where it only
    `halts`, it goes on as soon as a file `go on` lies beside."""

    def __init__(self, last: int, told_in: Path, together: str, *, halts: bool = False) -> None:
        super().__init__(last)
        self.step = ""
        self._on = False
        self._told_in = told_in
        self._together = together
        self._halts = halts

    def begin(self) -> None:
        self._on = True

    def moment(self, name: object = "commit", *more: object) -> None:
        if self._on:
            super().moment(name, *more)

    def end(self, name: str) -> None:
        self._told_in.write_text(f"{self.step.replace('_', ' ')}: {name}", "utf-8")
        if self._halts:
            while not self._told_in.with_name("go on").exists():
                time.sleep(0.01)
            return
        for process in sharing(self._together):
            os.kill(process, signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)


def sharing(together: str) -> list[int]:
    """Every other process of this machine with that mark."""
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"{MARK}={together}".encode() in environ.read_bytes().split(b"\0"):
                found.append(int(environ.parent.name))
        except OSError:
            continue
    return [process for process in found if process != os.getpid()]


def watched_whole(house: House, countdown: Countdown) -> House:
    """The file store as well."""
    files: Any = Watched(house.files, countdown)
    return replace(watched(house, countdown), files=files)


def doom(environ: Mapping[str, str]) -> None:
    """Before any flow is loaded: whoever opens a house, begins a story or runs a step is counted."""
    from trunkload.flows import carrying, story, task_run, wiring

    machine = Machine(int(environ["DIES_AT"]), Path(environ["DIES_TELLING"]), environ[MARK], halts="HALTS" in environ)
    as_task, open_house = task_run.as_task, wiring.open_house

    def in_step(step: Callable[..., Any], /, *args: object) -> Any:  # noqa: ANN401 - the step's own
        machine.step = step.__name__
        return as_task(step, *args)

    def begun(told: Callable[..., Any]) -> Callable[..., Any]:
        def tell(*args: object, **more: object) -> object:
            machine.begin()
            return told(*args, **more)

        return tell

    replaced: dict[Any, dict[str, Callable[..., Any]]] = {
        task_run: {"as_task": in_step},
        wiring: {"open_house": lambda *args: watched_whole(open_house(*args), machine)},
        carrying: {"carry_import": begun(carrying.carry_import)},
        story: {"submit_story": begun(story.submit_story)},
    }
    for module, names in replaced.items():
        for name, other in names.items():
            setattr(module, name, other)
