"""Knows how the rooms are put together from the settings; the only place that makes engines and clients."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import finalize

from sqlalchemy import Engine

from trunkload.flows.file_stores import open_files
from trunkload.flows.messengers import open_messenger
from trunkload.flows.sharing import shares_of
from trunkload.logs.writing import configure
from trunkload.settings import Settings
from trunkload.storage.database import open_database
from trunkload.storage.failures import StorageError
from trunkload.storage.files import FileStore
from trunkload.storage.upgrade import require_current, upgrade_database
from trunkload.validation.shares import ALL_HERE, Shares

if TYPE_CHECKING:
    import httpx

    from trunkload.notify.messenger import Messenger
    from trunkload.portal.handover.portal import HandoverPortal
    from trunkload.portal.protocol import Portal
    from trunkload.portal.rehearsal.answering import Answering
    from trunkload.portal.rehearsal.delivery import CredentialDelivery

REHEARSAL_FILE = "rehearsal-carrier.sqlite"


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class House:
    """Everything outside that the story reads and writes. `clock` answers an aware UTC time, `wait` lets so many
    seconds pass; `shares`: who judges the rows of large sheets."""

    settings: Settings
    ledger: Engine
    files: FileStore
    open_portal: "Callable[[], Portal]"
    messenger: "Messenger"
    clock: Callable[[], datetime] = _now
    wait: Callable[[float], None] = time.sleep
    shares: Shares = ALL_HERE

    @property
    def today(self) -> date:
        """The person's own calendar day, as `check` has it."""
        return self.clock().astimezone().date()

    @property
    def workers(self) -> Path:
        """Where each worker of this machine that sends orders has its lock."""
        return self.settings.home / "workers"


def open_house(settings: Settings, clock: Callable[[], datetime] = _now) -> House:
    """The house with a database of this program's version. Raises StorageError.

    A SQLite file is brought up to date here; a server's database, which other programs may be working on, only by
    `trunkload db upgrade`.
    """
    configure(settings.log.level, settings.log.format)
    ledger = open_database(settings.ledger_url)
    if ledger.dialect.name == "sqlite":
        upgrade_database(ledger)
    else:
        _refuse_other_version(ledger)
    messenger = open_messenger(settings)
    portal = cache(lambda: open_portal(settings, delivery_of(settings, messenger, ledger)))
    shares = shares_of(settings.flows)
    return House(settings, ledger, open_files(settings), portal, messenger, clock, shares=shares)


def _refuse_other_version(ledger: Engine) -> None:
    """No connection to the server stays open behind a refusal."""
    try:
        require_current(ledger)
    except StorageError:
        ledger.dispose()
        raise


def delivery_of(settings: Settings, messenger: "Messenger", ledger: Engine | None) -> "CredentialDelivery":
    """How the rehearsal carrier's login data reach people; `ledger`: where that is listed, if anywhere."""
    from trunkload.flows.credentials import MessengerDelivery  # noqa: PLC0415 - `check` asks nobody

    login_at = settings.notify.login_url
    address = None if login_at is None else str(login_at)
    return MessengerDelivery(messenger, settings.language, ledger, login_at=address)


def open_portal(settings: Settings, delivery: "CredentialDelivery") -> "Portal":
    """The carrier that the settings name. Raises StorageError or PortalError where it cannot be reached at all."""
    if settings.carrier.kind == "handover":
        return open_handover(settings)
    from trunkload.portal.tmforum import TmForumPortal  # noqa: PLC0415 - `check` asks nobody

    if settings.carrier.kind == "rehearsal":
        return TmForumPortal(_rehearsal(settings, delivery), _rehearsal_customer(settings))
    from trunkload.flows.connecting import carrier_client  # noqa: PLC0415 - the same

    carrier = settings.carrier
    client = carrier_client(carrier)
    portal = TmForumPortal(client, carrier.customer_id, most_pages=carrier.most_pages)
    finalize(portal, client.close)
    return portal


def open_handover(settings: Settings) -> "HandoverPortal":
    """The carrier without an API, whose settings have a mapping and an account. Raises PortalError."""
    from trunkload.portal.handover.desk import Desk  # noqa: PLC0415 - `check` asks nobody
    from trunkload.portal.handover.mapping_reading import load_mapping  # noqa: PLC0415 - the same
    from trunkload.portal.handover.portal import HandoverPortal  # noqa: PLC0415 - the same

    carrier = settings.carrier
    mapping = load_mapping(str(carrier.mapping))
    return HandoverPortal(mapping, Path(str(carrier.account)), Desk(handover_folder(settings)), settings.language)


def handover_folder(settings: Settings) -> Path:
    """Where files for a carrier without an API lie."""
    return settings.carrier.handover_folder or settings.home / "handover"


def rehearsal_database(settings: Settings) -> Engine:
    """The embedded carrier's own file, next to ours and never the same."""
    return open_database(f"sqlite:///{settings.home / REHEARSAL_FILE}")


def rehearsal_carrier(
    settings: Settings,
    delivery: "CredentialDelivery",
    engine: Engine,
    callback_hosts: frozenset[str] = frozenset(),
) -> "Answering":
    """The rehearsal carrier on its database, with the faults that the settings name; its events go to `callback_hosts`
    too.

    Raises FaultScriptError, and PortalError where the database is of another version.
    """
    from trunkload.portal.rehearsal.carrier import RehearsalCarrier  # noqa: PLC0415 - `check` asks nobody
    from trunkload.portal.rehearsal.faults import FaultyCarrier, read_script_file  # noqa: PLC0415 - the same
    from trunkload.portal.rehearsal.hub import LOOPBACK  # noqa: PLC0415 - the same

    script = () if settings.carrier.faults is None else read_script_file(settings.carrier.faults)
    limit = settings.carrier.batch_size
    plain = RehearsalCarrier(engine, delivery, batch_limit=limit, callback_hosts=LOOPBACK | callback_hosts)
    return FaultyCarrier(plain, engine, script) if script else plain


def _rehearsal(settings: Settings, delivery: "CredentialDelivery") -> "httpx.Client":
    from trunkload.portal.rehearsal.transport import rehearsal_client  # noqa: PLC0415 - `check` asks nobody

    return rehearsal_client(rehearsal_carrier(settings, delivery, rehearsal_database(settings)))


def _rehearsal_customer(settings: Settings) -> str:
    return settings.carrier.customer_id or "muster-gmbh"
