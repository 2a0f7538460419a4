"""Runs commands in this process as a person would, in an environment that holds nothing but what a test says."""

import gc
import os
import sys
import warnings
from dataclasses import dataclass, replace
from pathlib import Path

from typer.testing import CliRunner

from trunkload.cli.app import app
from trunkload.cli.say import say
from trunkload.validation.language import Lang

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "sample-data"
STAFF = SAMPLES / "new-staff.xlsx"
FOREIGN = ("TRUNKLOAD_", "PREFECT_", "LC_", "LANG")


@dataclass(frozen=True)
class Ran:
    """What a command said, and the code it ended with."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The last line of the output."""
        return self.out.rstrip().splitlines()[-1]


@dataclass(frozen=True)
class Shell:
    """Somebody's terminal: an own TRUNKLOAD_HOME and a language."""

    home: Path
    lang: Lang = Lang.EN
    settings: tuple[tuple[str, str], ...] = ()

    def run(self, *arguments: str | Path) -> Ran:
        """An exception that no sentence was made of is raised here, so a test shows its traceback."""
        words = [str(one) for one in arguments]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            done = CliRunner().invoke(app, words, env=self.environment)
            if sys.version_info >= (3, 13) or self._on_a_server:
                gc.collect()  # connections that a process's end would close say so; SQLite's from Python 3.13 on
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ran(done.exit_code, done.stdout, done.stderr)

    @property
    def _on_a_server(self) -> bool:
        return any(name == "TRUNKLOAD_DATABASE_URL" for name, _ in self.settings)

    @property
    def environment(self) -> dict[str, str | None]:
        removed = {name: None for name in os.environ if name.startswith(FOREIGN)}
        own = {"TRUNKLOAD_HOME": str(self.home), "TRUNKLOAD_LANG": self.lang.value, "TRUNKLOAD_USER": "admin"}
        # A test that wants a carrier to be asked again says so.
        impatient = {"TRUNKLOAD_CARRIER__RETRY_SECONDS": "0"}
        return {**removed, **own, **impatient, **dict(self.settings)}

    def with_settings(self, **settings: str) -> "Shell":
        """`carrier__batch_size="4"` is TRUNKLOAD_CARRIER__BATCH_SIZE."""
        named = tuple((f"TRUNKLOAD_{name.upper()}", value) for name, value in settings.items())
        return replace(self, settings=(*self.settings, *named))

    def speaking(self, lang: Lang) -> "Shell":
        return replace(self, lang=lang)

    def says(self, key: str, /, **params: object) -> str:
        """The sentence of the command line with this key, in the shell's language."""
        return say(key, self.lang, **params)
