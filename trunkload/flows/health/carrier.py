"""Looks at the carrier: is it there, does it take our credentials, does it know the customer; nothing is ordered."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx

from trunkload.flows.commands import from_here
from trunkload.flows.connecting import carrier_client
from trunkload.flows.health.certificates import certificate_check, last_moment, last_moment_in
from trunkload.flows.health.checks import Check, Sight, failed_with, seen
from trunkload.flows.health.clock import compared
from trunkload.flows.health.home import may_write
from trunkload.flows.health.side_by_side import PROBE_SECONDS
from trunkload.flows.wiring import REHEARSAL_FILE, handover_folder
from trunkload.portal.certificates import CertificateFiles, shown_certificate
from trunkload.portal.greeting import Greeting, greet
from trunkload.portal.handover.account import read_account_rows
from trunkload.portal.handover.mapping_reading import load_mapping
from trunkload.portal.protocol import PortalError
from trunkload.portal.rehearsal.database import rehearsal_version
from trunkload.portal.rehearsal.tables import SCHEMA_VERSION
from trunkload.settings import Settings
from trunkload.settings.sections import CarrierSettings
from trunkload.storage.database import open_database

SLOW_SECONDS = 2.0
"""An answer to a question about one entry that takes longer makes an import of many rows a long one."""


def look_at_carrier(settings: Settings) -> Iterator[Check]:
    """Raises PortalError, StorageError."""
    looks = {"tmforum": _over_http, "handover": _by_hand, "rehearsal": _embedded}
    return looks[settings.carrier.kind](settings)


def look_at_certificates(settings: Settings) -> Iterator[Check]:
    """Of the carrier, of who gives tokens, and our own; each where there is one."""
    carrier = settings.carrier
    for key, address in (("url", carrier.url), ("token_url", carrier.token_url)):
        if carrier.kind == "tmforum" and address is not None and address.scheme == "https":
            yield from _shown(carrier, f"certificate.carrier.{key}", httpx.URL(str(address)))
    for key, file in (("client_cert", carrier.client_cert), ("ca_file", carrier.ca_file)):
        if file is not None:
            yield certificate_check(f"certificate.carrier.{key}", str(from_here(file)), last_moment_in(file))


def _shown(carrier: CarrierSettings, name: str, url: httpx.URL) -> Iterator[Check]:
    """Where nobody answers, the carrier's own room says so."""
    files = CertificateFiles(carrier.ca_file, carrier.client_cert, carrier.client_key)
    with suppress(OSError, PortalError):
        yield certificate_check(name, url.host, last_moment(shown_certificate(url, files)))


def _over_http(settings: Settings) -> Iterator[Check]:
    carrier = settings.carrier.model_copy(update={"timeout_seconds": PROBE_SECONDS - 1})
    host = httpx.URL(str(carrier.url)).host
    try:
        with carrier_client(carrier) as client:
            told = greet(client, carrier.customer_id)
    except PortalError as failure:
        yield failed_with("carrier", failure)
    else:
        yield from _greeted(told, host, carrier.customer_id)


def _greeted(told: Greeting, host: str, customer: str) -> Iterator[Check]:
    sight = Sight.CARRIER_SLOW if told.seconds > SLOW_SECONDS else Sight.CARRIER_ANSWERS
    yield seen("carrier", sight, host=host, milliseconds=round(told.seconds * 1000))
    known = Sight.CUSTOMER_KNOWN if told.knows_customer else Sight.CUSTOMER_UNKNOWN
    yield seen("carrier.customer", known, customer=customer)
    if told.date is not None:
        yield compared("clock.carrier", told.date)


def _by_hand(settings: Settings) -> Iterator[Check]:
    carrier = settings.carrier
    mapping = load_mapping(str(carrier.mapping))
    read_account_rows(Path(str(carrier.account)))
    yield seen("carrier", Sight.HANDOVER_READY, mapping=mapping.name, account=str(carrier.account))
    folder = handover_folder(settings)
    sight = Sight.HANDOVER_FOLDER if may_write(folder) else Sight.HANDOVER_UNWRITABLE
    yield seen("carrier.folder", sight, path=str(from_here(folder)))


def _embedded(settings: Settings) -> Iterator[Check]:
    file = settings.home / REHEARSAL_FILE
    if not file.is_file():
        yield seen("carrier", Sight.CARRIER_EMPTY)
        return
    engine = open_database(f"sqlite:///{file}", read_only=True)
    try:
        version = rehearsal_version(engine)
    finally:
        engine.dispose()
    if version is None:
        yield seen("carrier", Sight.CARRIER_EMPTY)
    elif version != SCHEMA_VERSION:
        yield seen("carrier", Sight.CARRIER_OTHER_VERSION, there=version, needed=SCHEMA_VERSION)
    else:
        yield seen("carrier", Sight.CARRIER_REHEARSES, there=version)
