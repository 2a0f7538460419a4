"""Knows what stands on this machine for PostgreSQL, the bucket and the carrier of the guide, and at which address."""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from moto.server import ThreadedMotoServer

from tests.integration.notify.mail_servers import free_port, make_certificate
from tests.integration.postgresql import NoPostgresql, installed_binaries, unprivileged_user
from tests.production.guide import ROOT

ACCESS = """\
local all all trust
hostssl trunkload trunkload 127.0.0.1/32 scram-sha-256
host prefect prefect 127.0.0.1/32 scram-sha-256
"""
SECRETS = (
    *("DATABASE_PASSWORD", "SCHEDULER_PASSWORD", "CARRIER_KEY", "MAIL_PASSWORD"),
    *("BUCKET_KEY", "BUCKET_SECRET", "PREFECT_PASSWORD"),
)
OTHERWISE = {
    "TRUNKLOAD_NOTIFY__MAIL": "outbox",
    "TRUNKLOAD_CARRIER__POLL_SECONDS": "0.2",
    "TRUNKLOAD_CARRIER__REQUESTS_PER_SECOND": "100",
    "TRUNKLOAD_CARRIER__TAKEOVER_SECONDS": "5",
    "TRUNKLOAD_INBOX__TAKEOVER_SECONDS": "5",
}
"""Settings that are other here than in the guide: nobody gets mail, and nobody waits for minutes."""


@dataclass(frozen=True, slots=True)
class Loopback:
    """`standing_for`: what is written in the guide, and what it is here; `beside`: what every process finds in its
    environment, `postgresql`: what those of its owner find there, too."""

    standing_for: dict[str, str]
    beside: dict[str, str]
    postgresql: dict[str, str]


@contextmanager
def loopback(folder: Path) -> Iterator[Loopback]:
    """All that the guide takes for granted. Raises NoPostgresql."""
    binaries = installed_binaries()
    if binaries is None:
        raise NoPostgresql("no PostgreSQL with pg_trgm, which Prefect needs; apt-get install postgresql brings it")
    chosen = {name: secrets.token_hex(12) for name in SECRETS}
    database, carrier = free_port(), free_port()
    with (
        _postgresql(binaries, folder, database) as postgresql,
        _bucket() as bucket,
        _carrier(folder, carrier, chosen["CARRIER_KEY"]),
    ):
        standing = _standing_for(folder, database, carrier, free_port()) | chosen
        yield Loopback(standing, bucket, postgresql)


def _standing_for(folder: Path, database: int, carrier: int, prefect: int) -> dict[str, str]:
    """Longer texts first."""
    return {
        "db.example.org/": f"127.0.0.1:{database}/",
        "@127.0.0.1/": f"@127.0.0.1:{database}/",
        "prefect.example.org:4200": f"127.0.0.1:{prefect}",
        "API_PORT=4200": f"API_PORT={prefect}",
        "8470": str(free_port()),
        "-o postgres -g postgres": _as_owner(),
        "192.0.2.10": "127.0.0.1",
        "https://api.carrier.example.org": f"http://127.0.0.1:{carrier}",
        "python3 -m venv": f"{sys.executable} -m venv",
        "/opt/trunkload/source": str(ROOT),
        "/opt/trunkload/venv": str(folder / "venv"),
        "/var/backups": str(folder),
    }


def _as_owner() -> str:
    """Of what `install` makes for whoever runs PostgreSQL here."""
    user = unprivileged_user()
    return f"-o {user['user']} -g {user['group']}" if user else ""


@contextmanager
def _postgresql(binaries: Path, folder: Path, port: int) -> Iterator[dict[str, str]]:
    """With TLS and passwords, as the guide's; what a client of its owner finds in the environment."""
    user, place = unprivileged_user(), folder / "postgresql"
    place.mkdir()
    certificate = make_certificate(place, "127.0.0.1")
    certificate.chmod(0o600)
    for path in (place, certificate):
        shutil.chown(path, *([user["user"], user["group"]] if user else [os.getuid(), os.getgid()]))

    def run(program: str, *options: str) -> None:
        command = [str(binaries / program), "-D", str(place / "data"), *options]
        subprocess.run(command, cwd=place, check=True, stdout=subprocess.DEVNULL, **user)

    run("initdb", "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")
    (place / "data" / "pg_hba.conf").write_text(ACCESS, "utf-8")
    tls = f"-c ssl=on -c ssl_cert_file={certificate} -c ssl_key_file={certificate}"
    asked = f"-c fsync=off -c listen_addresses=127.0.0.1 -p {port} -k {place} {tls}"
    run("pg_ctl", "start", "-w", "-l", str(place / "log"), "-o", asked)
    programs = f"{binaries}:{os.environ['PATH']}"
    try:
        yield {"PGHOST": str(place), "PGPORT": str(port), "PGUSER": "postgres", "PATH": programs}
    finally:
        run("pg_ctl", "stop", "-m", "immediate")


@contextmanager
def _bucket() -> Iterator[dict[str, str]]:
    """What its owner, who makes it, finds in the environment."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        keys = {"AWS_ACCESS_KEY_ID": "owner", "AWS_SECRET_ACCESS_KEY": "owner"}
        yield {"AWS_ENDPOINT_URL": f"http://{host}:{port}", **keys}
    finally:
        server.stop()


@contextmanager
def _carrier(folder: Path, port: int, key: str) -> Iterator[None]:
    """The rehearsal carrier over HTTP: what is ordered at it stays, whatever is restored here."""
    home = folder / "carrier"
    home.mkdir()
    script, account = Path(sys.executable).with_name("trunkload"), ROOT / "sample-data" / "account.toml"
    command: list[str | Path] = [script, "carrier", "serve", "--port", str(port), "--api-key", key]
    command += ["--account", account]
    with (folder / "carrier.log").open("wb") as log:
        environment = {**os.environ, "TRUNKLOAD_HOME": str(home), "PYTHONPATH": str(ROOT)}
        server = subprocess.Popen(command, cwd=home, env=environment, stdout=log, stderr=log)
    try:
        yield
    finally:
        server.terminate()
        server.wait(30)
