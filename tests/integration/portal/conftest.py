"""The rehearsal carrier on a SQLite file, with what it delivered and what was sent to it."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine

from trunkload.portal.protocol import OrderRequest, WorkplaceItem
from trunkload.portal.rehearsal import (
    Credentials,
    RehearsalCarrier,
    RehearsalTransport,
    load_account,
)
from trunkload.portal.tmforum import TmForumPortal
from trunkload.storage.database import open_database
from trunkload.validation.actions.action import Action

ROOT = Path(__file__).parents[3]
ACCOUNT = (ROOT / "sample-data" / "account.toml").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)


class Remembering:
    """A CredentialDelivery that only remembers."""

    def __init__(self, delivered: list[Credentials]) -> None:
        self._delivered = delivered

    def deliver(self, credentials: Credentials) -> None:
        self._delivered.append(credentials)


class Recording(httpx.BaseTransport):
    """Passes on, and keeps the JSON of every exchange."""

    def __init__(self, inner: httpx.BaseTransport, sent: list[Any], received: list[Any]) -> None:
        self._inner = inner
        self._sent = sent
        self._received = received

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        content = request.read()
        if content:
            self._sent.append(json.loads(content))
        response = self._inner.handle_request(request)
        self._received.append(response.json())
        return response


@pytest.fixture
def account_file() -> str:
    return ACCOUNT


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """With the pragmas and transactions that the product uses."""
    engine = open_database(f"sqlite:///{tmp_path / 'carrier.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def delivered() -> list[Credentials]:
    return []


@pytest.fixture
def sent() -> list[Any]:
    return []


@pytest.fixture
def received() -> list[Any]:
    return []


@pytest.fixture
def carrier(engine: Engine, account_file: str, delivered: list[Credentials]) -> RehearsalCarrier:
    assert load_account(engine, account_file)
    return RehearsalCarrier(engine, Remembering(delivered), lambda: NOW)


@pytest.fixture
def transport(carrier: RehearsalCarrier, sent: list[Any], received: list[Any]) -> httpx.BaseTransport:
    return Recording(RehearsalTransport(carrier), sent, received)


@pytest.fixture
def portal(transport: httpx.BaseTransport) -> Iterator[TmForumPortal]:
    with httpx.Client(transport=transport, base_url="https://carrier.example.org", trust_env=False) as client:
        yield TmForumPortal(client, "muster-gmbh", clock=lambda: NOW)


@pytest.fixture
def request_of_two() -> OrderRequest:
    return order_of_two()


def order_of_two() -> OrderRequest:
    """Jürgen's workplace, whose password goes by SMS, and Bernd's."""
    anna = WorkplaceItem(
        id="2",
        action=Action.ADD,
        given_name="Jürgen",
        family_name="Müller",
        street="Musterstraße",
        house_number="1",
        postal_code="50667",
        city="Köln",
        country="DE",
        email="juergen.mueller@example.org",
        mobile="+4915228817386",
        password_channel="sms",  # noqa: S106 - the name of a channel
        username="juergen.mueller",
        number="+492214710001",
        internal_number="001",
        package="plus",
    )
    bernd = replace(
        anna,
        id="3",
        given_name="Bernd",
        family_name="Meyer",
        street=None,
        house_number=None,
        postal_code=None,
        city=None,
        country=None,
        email="bernd.meyer@example.org",
        mobile=None,
        password_channel="email",  # noqa: S106 - the name of a channel
        username="bernd-meyer2",
        number="+492214710002",
        internal_number="002",
        package="none",
    )
    return OrderRequest(
        reference="imp-2026-11-23-0001/b01",
        customer_id="muster-gmbh",
        submitter="admin",
        trunk="KOELN-1",
        start_date=date(2026, 12, 1),
        plan_digest="2a97516c354b6884",
        items=(anna, bernd),
    )


@pytest.fixture(scope="session")
def official_documents() -> Path:
    """Where TM Forum's documents lie; skipped loudly where they are missing, and with CI=true a failure."""
    folder = Path(os.environ.get("TRUNKLOAD_TMF_DOCUMENTS", ROOT.parent / "shared" / "tmf"))
    if not (folder / "TMF622-ProductOrder-v4.0.0.swagger.json").is_file():
        reason = "TM Forum's official documents are missing; name their folder in TRUNKLOAD_TMF_DOCUMENTS"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
