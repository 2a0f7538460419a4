"""People are told what the carrier's record bears out, once, whatever the mail server does; no order fails for it."""

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from tests.integration.flows.houses import SAMPLES, approved, house_at, imported, items, state_of
from trunkload.flows.story import submit_story
from trunkload.flows.telling import tell_people
from trunkload.flows.wiring import House, delivery_of, open_portal, rehearsal_database
from trunkload.inventory.phone_text import phone_text
from trunkload.notify.errors import NotifyError, NotifyProblem
from trunkload.notify.messages import Email, Message
from trunkload.notify.retrying import MOST_ATTEMPTS
from trunkload.orders.states import ImportState
from trunkload.portal.rehearsal import load_account
from trunkload.storage.database import reading, writing
from trunkload.storage.message_values import Channel, Content, Envelope, MessageKind, MessageState, StoredMessage
from trunkload.storage.messages import LEASE, list_messages, queue_message

ROOT = Path(__file__).parents[3]
SHEET = """Aktion;Vorname;Nachname;E-Mail;Mobilfunknummer;Standort;Benutzername;Durchwahl;Konferenzpaket
neu;Eva;Vogt;eva.vogt@example.org;0152 28817386;Köln;;;
ändern;;;;;;anna.schmidt;;Premium
ändern;;;;;;tim.bauer;300;
löschen;;;;;;laura.koch;;
"""


class PostOffice:
    """A Messenger that keeps what it was given, and fails as it is told to."""

    def __init__(self, fails: Callable[[Message], NotifyProblem | None] = lambda _message: None) -> None:
        self.fails = fails
        self.tried: list[Message] = []
        self.told: list[Message] = []
        self.closed = 0

    def tell(self, message: Message) -> None:
        self.tried.append(message)
        problem = self.fails(message)
        if problem is not None:
            permanent = problem.name.endswith(("REFUSED", "UNUSABLE"))
            raise NotifyError(problem, permanent=permanent, name=message.name)
        self.told.append(message)

    def close(self) -> None:
        self.closed += 1


def with_post_office(house: House, office: PostOffice, hours: int = 0) -> House:
    """Login data go the same way."""
    portal = open_portal(house.settings, delivery_of(house.settings, office, house.ledger))
    clock = lambda: datetime.now(UTC) + timedelta(hours=hours)  # noqa: E731 - a moment, said where it is used
    return replace(house, messenger=office, open_portal=lambda: portal, clock=clock)


@pytest.fixture(scope="module")
def planned_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One import is planned that adds one person, changes two and ends one; nobody changes it."""
    folder = tmp_path_factory.mktemp("planned")
    house = house_at(folder / "home")
    load_account(rehearsal_database(house.settings), (SAMPLES / "account.toml").read_text("utf-8"))
    sheet = folder / "staff.csv"
    sheet.write_text(SHEET, "utf-8")
    imported(house, sheet)
    house.ledger.dispose()
    return folder / "home"


@pytest.fixture
def house(planned_home: Path, tmp_path: Path) -> House:
    return house_at(shutil.copytree(planned_home, tmp_path / "home"))


def messages_of(house: House) -> dict[str, StoredMessage]:
    """By what they are about and the row."""
    with reading(house.ledger) as conn:
        return {f"{one.envelope.kind}-{one.envelope.row or 0}": one for one in list_messages(conn)}


def states(house: House) -> dict[str, str]:
    return {name: one.state.value for name, one in messages_of(house).items()}


def test_everyone_is_told_what_concerns_them_and_who_is_gone_nothing(house: House) -> None:
    import_id, office = approved(house), PostOffice()
    submit_story(with_post_office(house, office), import_id)
    told = {message.name.partition("/")[2] or message.name: message.to for message in office.told}
    assert told == {
        f"{import_id}-confirmation": "telephony-admin@example.org",
        "b01-2-welcome": "eva.vogt@example.org",
        "b01-2-password": "+4915228817386",
        "b01-3-changed": "anna.schmidt@example.org",
        "b01-4-changed": "tim.bauer@example.org",
    }
    assert set(states(house).values()) == {"sent"}
    assert office.closed == 1


def test_a_person_reads_only_what_changed_of_the_own_workplace(house: House) -> None:
    """S-21: before and now, and the clients to be closed, not logged out, and opened again."""
    office = PostOffice()
    submit_story(with_post_office(house, office), approved(house))
    annas, tims = (one for one in office.told if isinstance(one, Email) and one.name.endswith("-changed"))
    assert "Conference package: Conference Basic before, Conference Premium now" in annas.text
    assert "Do not log out." in annas.text
    assert "Telephone number" not in annas.text
    numbers = [phone_text(number) for number in ("+492214710109", "+492214710300")]
    assert f"Telephone number: {numbers[0]} before, {numbers[1]} now" in tims.text
    assert "Internal number" not in tims.text
    assert "Conference package" not in tims.text


def test_told_again_nobody_is_told_twice(house: House) -> None:
    import_id, office = approved(house), PostOffice()
    for _ in range(3):
        submit_story(with_post_office(house, office), import_id)
        tell_people(with_post_office(house, office, hours=100))
    assert set(Counter(one.name for one in office.told).values()) == {1}


def test_a_mail_server_that_is_down_fails_no_order_and_is_asked_once(house: House) -> None:
    import_id = approved(house)
    office = PostOffice(lambda _message: NotifyProblem.MAIL_UNREACHABLE)
    submit_story(with_post_office(house, office), import_id)
    assert state_of(house, import_id) is ImportState.DONE
    assert len(office.tried) == 2
    assert set(states(house).values()) == {"queued"}
    assert {one.problem for one in messages_of(house).values()} == {"mail_unreachable"}

    office.fails = lambda _message: None
    tell_people(with_post_office(house, office))
    assert office.told == []
    tell_people(with_post_office(house, office, hours=1))
    told = {"changed-3": "sent", "changed-4": "sent", "confirmation-0": "sent"}
    assert states(house) == told | {"welcome-2": "queued"}
    _let_a_minute_pass(house)
    tell_people(with_post_office(house, office, hours=1))
    assert states(house) == told | {"welcome-2": "sent", "password-2": "sent"}


def test_login_data_wait_at_the_carrier_and_come_with_the_password_that_opens(house: House) -> None:
    """The welcome that a person has is not sent again; a password that did not get out opens nothing."""
    import_id = approved(house)
    office = PostOffice(lambda told: NotifyProblem.SMS_BUSY if told.name.endswith("-password") else None)
    submit_story(with_post_office(house, office), import_id)
    assert items(house, import_id)[0].as_ordered
    assert (states(house)["welcome-2"], states(house)["password-2"]) == ("sent", "queued")

    office.fails = lambda _message: None
    _let_a_minute_pass(house)
    tell_people(with_post_office(house, office, hours=1))
    assert states(house)["password-2"] == "sent"
    names = Counter(one.name.rpartition("-")[2] for one in office.told)
    assert (names["welcome"], names["password"]) == (1, 1)
    (password,) = (one.text.splitlines()[1] for one in office.told if one.name.endswith("-password"))
    engine = rehearsal_database(house.settings)
    with engine.connect() as conn:
        kept = conn.exec_driver_sql("SELECT password_hash FROM workplace WHERE username = 'eva.vogt'").scalar_one()
    engine.dispose()
    assert PasswordHasher().verify(str(kept), password)


def _let_a_minute_pass(house: House) -> None:
    """At the carrier, whose clock nobody sets."""
    engine = rehearsal_database(house.settings)
    with engine.begin() as conn:
        conn.exec_driver_sql("UPDATE handover SET due_at = '2026-01-01T00:00:00.000000+00:00'")
    engine.dispose()


def test_a_refused_address_stops_nobody_else_and_waits_for_a_person(house: House) -> None:
    office = PostOffice(lambda told: NotifyProblem.MAIL_RECIPIENT_REFUSED if told.to.startswith("anna") else None)
    submit_story(with_post_office(house, office), approved(house))
    annas = messages_of(house)["changed-3"]
    assert (annas.state, annas.problem, annas.has_content) == (MessageState.FAILED, "mail_recipient_refused", True)
    assert Counter(states(house).values()) == {"sent": 4, "failed": 1}


def test_a_message_is_given_up_after_days(house: House) -> None:
    office = PostOffice(lambda told: NotifyProblem.MAIL_BUSY if told.to.startswith("anna") else None)
    submit_story(with_post_office(house, office), approved(house))
    for hours in range(1, 200, 13):
        tell_people(with_post_office(house, office, hours=hours))
    assert Counter(states(house).values()) == {"sent": 4, "given_up": 1}
    assert sum(one.to.startswith("anna") for one in office.tried) == MOST_ATTEMPTS


SENDING = """
import sys
from pathlib import Path
from tests.integration.flows.houses import house_at
from trunkload.flows.telling import tell_people
tell_people(house_at(Path(sys.argv[1])))
"""
DYING = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from tests.integration.flows.houses import house_at
from trunkload.flows.telling import tell_people

class DiesAtTheThird:
    count = 0
    def __init__(self, outbox):
        self.outbox = outbox
    def tell(self, message):
        self.count += 1
        if self.count == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        self.outbox.tell(message)
    def close(self):
        pass

house = house_at(Path(sys.argv[1]))
tell_people(replace(house, messenger=DiesAtTheThird(house.messenger)))
"""


def queue_many(house: House, count: int) -> None:
    with writing(house.ledger) as conn:
        for at in range(count):
            told = Envelope(f"note-{at:02}", MessageKind.CHANGED, Channel.EMAIL, f"person-{at}@example.org")
            queue_message(conn, told, Content("Hello\n", "Hello", "<p>Hello</p>"), house.clock())


def start(code: str, home: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code, str(home)], env={**os.environ, "PYTHONPATH": str(ROOT)})


def test_two_processes_at_once_send_each_message_once(tmp_path: Path) -> None:
    house = house_at(tmp_path / "home")
    queue_many(house, 20)
    both = [start(SENDING, tmp_path / "home") for _ in range(2)]
    assert [one.wait(60) for one in both] == [0, 0]
    with reading(house.ledger) as conn:
        found = list_messages(conn)
    assert {(one.state, one.attempts) for one in found} == {(MessageState.SENT, 1)}
    assert len(list((tmp_path / "home" / "outbox").iterdir())) == 20


def test_a_killed_process_loses_no_message(tmp_path: Path) -> None:
    """At least once, as the same message: what it was at is sent again when its lease is over."""
    house = house_at(tmp_path / "home")
    queue_many(house, 5)
    assert start(DYING, tmp_path / "home").wait(60) == -signal.SIGKILL
    outbox = tmp_path / "home" / "outbox"
    assert [path.stem for path in sorted(outbox.iterdir())] == ["note-00", "note-01"]
    tell_people(house)
    assert [path.stem for path in sorted(outbox.iterdir())] == ["note-00", "note-01", "note-03", "note-04"]
    tell_people(replace(house, clock=lambda: datetime.now(UTC) + LEASE))
    assert [path.stem for path in sorted(outbox.iterdir())] == [f"note-0{at}" for at in range(5)]
    ids = {message_from_bytes(path.read_bytes(), policy=policy.default)["Message-ID"] for path in outbox.iterdir()}
    assert len(ids) == 5
