"""The database or the file store is taken away in the middle of a story and given back: the end is the same."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from sqlalchemy import NullPool, create_engine, make_url

from tests.faults.door import Door
from tests.faults.dying import watched_whole
from tests.faults.homes import Elsewhere, Home, in_a_process
from tests.faults.killing import Countdown
from tests.faults.nothing_lost import Point, Tale, copy_of
from tests.faults.orchestra import until
from tests.integration.postgresql import Server, stoppable_postgresql
from tests.integration.storage.buckets import CREDENTIALS, REGION, client_of, new_bucket
from trunkload.flows.in_work import may_pass
from trunkload.storage.database import open_database
from trunkload.storage.upgrade import upgrade_database

AWAY_SECONDS = 1.0
_numbered = count(1)


class Outage(Protocol):
    """Something that can be taken away from every process at once."""

    def take_away(self) -> None: ...

    def give_back(self) -> None: ...


@dataclass(frozen=True)
class Postgres:
    """A database on a server that can be stopped."""

    server: Server
    name: str

    @property
    def settings(self) -> Mapping[str, Any]:
        return {"database_url": self._address(self.name)}

    def copy(self) -> "Elsewhere":
        return Postgres(self.server, _new_database(self.server, f"TEMPLATE {self.name}"))

    def take_away(self) -> None:
        self.server.stop()

    def give_back(self) -> None:
        self.server.start()

    def _address(self, name: str) -> str:
        address = make_url(self.server.url).set(drivername="postgresql+psycopg", database=name)
        return address.render_as_string(hide_password=False)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """An empty database with our tables. Raises NoPostgresql."""
    with stoppable_postgresql() as server:
        found = Postgres(server, _new_database(server))
        engine = open_database(found.settings["database_url"])
        upgrade_database(engine)
        engine.dispose()
        yield found


def _new_database(server: Server, more: str = "") -> str:
    name = f"home_{next(_numbered)}"
    address = make_url(server.url).set(drivername="postgresql+psycopg")
    with create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect() as conn:
        conn.exec_driver_sql(f"CREATE DATABASE {name} {more}")
    return name


@dataclass(frozen=True)
class Bucket:
    """A prefix of a bucket, reached through a door that can be shut."""

    endpoint: str
    door: Door
    bucket: str
    prefix: str = "p0"

    @property
    def settings(self) -> Mapping[str, Any]:
        store = f"s3://{self.bucket}/{self.prefix}"
        return {"files": {"store": store, "endpoint": self.door.address, "region": REGION}}

    def copy(self) -> "Elsewhere":
        prefix, client = f"p{next(_numbered)}", client_of(self.endpoint)
        for one in client.list_objects_v2(Bucket=self.bucket, Prefix=f"{self.prefix}/").get("Contents", ()):
            key = prefix + one["Key"].removeprefix(self.prefix)
            client.copy_object(Bucket=self.bucket, Key=key, CopySource={"Bucket": self.bucket, "Key": one["Key"]})
        client.close()
        return Bucket(self.endpoint, self.door, self.bucket, prefix)

    def take_away(self) -> None:
        self.door.shut()

    def give_back(self) -> None:
        self.door.open()


@contextmanager
def _s3_apart() -> Iterator[str]:
    """The endpoint of a server in a process of its own: a process with threads must not fork."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            until("a server of S3", lambda: _listens(port))
            yield f"http://127.0.0.1:{port}"
        finally:
            server.kill()


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


@contextmanager
def bucket() -> Iterator[Bucket]:
    """An empty bucket, with credentials where boto3 finds them."""
    before = {name: os.environ.get(name) for name in CREDENTIALS}
    os.environ.update(CREDENTIALS)
    with _s3_apart() as endpoint:
        door = Door(urlsplit(endpoint).port or 0)
        door.open()
        try:
            yield Bucket(endpoint, door, new_bucket(endpoint))
        finally:
            door.shut()
            for name, value in before.items():
                os.environ.pop(name) if value is None else os.environ.update({name: value})


class Halted(Countdown):
    """Waits at its moment until it may go on."""

    def __init__(self, last: int, folder: Path) -> None:
        super().__init__(last)
        self._folder = folder

    def end(self, _name: str) -> None:
        (self._folder / "halted").touch()
        while not (self._folder / "go on").exists():
            time.sleep(0.005)


def taken_away(tale: Tale, what: str, outage: Outage) -> Iterator[Point]:
    """At each moment it goes; the story fails for a reason that may pass, and whoever looks later finishes it."""
    for moment in tale.moments:
        with copy_of(tale.story.home) as home:
            told = _disturbed(tale, home, moment, outage)
            began = time.monotonic()
            went_on = tale.story.is_finished(home) or tale.story.taken_up(home)
            seconds = time.monotonic() - began
            wrong = (
                *(() if told in {"", "may pass"} else (told,)),
                *(() if went_on else ("it was not gone on with",)),
                *tale.wrong(home),
            )
        by = "another process" if told else "the same process"
        yield Point(tale.story.name, f"moment {moment}", what, by, seconds, wrong)


def _disturbed(tale: Tale, home: Home, moment: int, outage: Outage) -> str:
    """How the process ended whose `outage` came at that moment: well (""), by a failure that may pass, or how else."""
    failed = home.folder / "failed"

    def work() -> None:
        house = home.house()
        try:
            tale.story.begin(watched_whole(house, Halted(moment, home.folder)), tale.story.import_id)
        except Exception as raised:  # noqa: BLE001 - told, whatever it is
            failed.write_text("may pass" if may_pass(raised) else repr(raised), "utf-8")

    child = in_a_process(work)
    while not (home.folder / "halted").exists():
        time.sleep(0.005)
    outage.take_away()
    (home.folder / "go on").touch()
    time.sleep(AWAY_SECONDS)
    over = os.waitpid(child, os.WNOHANG)[0]
    outage.give_back()
    if not over:
        os.waitpid(child, 0)
    return failed.read_text("utf-8") if failed.exists() else ""
