"""Shows on a terminal what is being done once it takes longer than a second; a pipe sees nothing of it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import Any

from trunkload.cli.say import say
from trunkload.flows.running import Outcome, Run, plainly
from trunkload.validation.language import Lang

PATIENCE = 1.0
"""Seconds before anything moves on the screen."""


class StepBar:
    """Names the present step; the bar itself is made only when the patience is over."""

    def __init__(self, lang: Lang, steps: int) -> None:
        self._lang = lang
        self._steps = steps
        self._done = 0
        self._text = ""
        self._bar: Any = None
        self._over = False
        self._lock = Lock()
        self._timer = Timer(PATIENCE, self._start)
        self._timer.daemon = True
        self._timer.start()

    def run(self, step: Callable[..., Outcome], /, *args: object) -> Outcome:
        """A Run: the step as a call, with its name shown."""
        self._show(say(f"step_{step.__name__}", self._lang))
        outcome = plainly(step, *args)
        self._done += 1
        self._show(self._text)
        return outcome

    def stop(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True
            if self._bar is not None:
                self._bar.stop()

    def _show(self, text: str) -> None:
        self._text = text
        with self._lock:
            if self._bar is not None:
                self._bar.update(self._bar.task_ids[0], description=text, completed=self._done)

    def _start(self) -> None:
        from rich.console import Console  # noqa: PLC0415 - most commands are over before it is needed
        from rich.progress import Progress  # noqa: PLC0415 - the same

        with self._lock:
            if self._over:
                return
            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.add_task(self._text, total=self._steps, completed=self._done)
            self._bar.start()


@contextmanager
def steps_shown(lang: Lang, steps: int) -> Iterator[Run]:
    """How to run `steps` steps: with a bar on a terminal, plainly elsewhere."""
    if not sys.stderr.isatty():
        yield plainly
        return
    bar = StepBar(lang, steps)
    try:
        yield bar.run
    finally:
        bar.stop()
