"""What is to be told is kept, sent by one at a time, and never lost (promise 6)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, text

from tests.integration.storage.builders import IMPORT, NOW, OTHER, record
from trunkload.storage.database import reading, writing
from trunkload.storage.imports import save_import
from trunkload.storage.login_messages import (
    login_message_waiting,
    note_login_message,
    replace_login_messages,
    was_sent,
)
from trunkload.storage.message_values import (
    Channel,
    Claimed,
    Content,
    Ending,
    Envelope,
    MessageKind,
    MessageState,
    StoredMessage,
)
from trunkload.storage.messages import (
    LEASE,
    claim_message,
    count_unsent,
    list_messages,
    put_off,
    queue_message,
    retry_messages,
    settle_failed,
    settle_sent,
)

TIMS = Envelope(
    name=f"{IMPORT}/b01-4-changed",
    kind=MessageKind.CHANGED,
    channel=Channel.EMAIL,
    recipient="tim.bauer@example.org",
    recipient_name="Tim Bauer",
    import_id=IMPORT,
    order_reference=f"{IMPORT}/b01",
    row=4,
)
ANNAS = replace(TIMS, name=f"{IMPORT}/b01-5-changed", recipient="anna.schmidt@example.org", row=5)
EVAS = replace(
    TIMS,
    name=f"{IMPORT}/b01-6-password",
    kind=MessageKind.PASSWORD,
    channel=Channel.SMS,
    recipient="+4915228817386",
    row=6,
)
LETTER = Content("Guten Tag\n", "Geändert", "<p>Guten Tag</p>")
LATER = Ending(MessageState.QUEUED, "mail_busy", NOW + timedelta(minutes=1))
REFUSED = Ending(MessageState.FAILED, "mail_recipient_refused")


@pytest.fixture
def ledger(engine: Engine) -> Engine:
    """Two messages are queued: Tim's, and a second later Anna's."""
    with writing(engine) as conn:
        save_import(conn, record(IMPORT))
        save_import(conn, record(OTHER))
        assert queue_message(conn, TIMS, LETTER, NOW)
        assert queue_message(conn, ANNAS, LETTER, NOW + timedelta(seconds=1))
    return engine


def claim(ledger: Engine, seconds: int = 1) -> Claimed:
    with writing(ledger) as conn:
        return claim_in(conn, seconds)


def claim_in(conn: Connection, seconds: int = 0) -> Claimed:
    claimed = claim_message(conn, NOW + timedelta(seconds=seconds))
    assert claimed is not None
    return claimed


def stored(ledger: Engine, name: str = TIMS.name) -> StoredMessage:
    with reading(ledger) as conn:
        return next(one for one in list_messages(conn) if one.envelope.name == name)


def test_a_message_is_claimed_once_and_the_oldest_first(ledger: Engine) -> None:
    assert claim(ledger) == Claimed(TIMS, LETTER, 1)
    assert claim(ledger).envelope == ANNAS
    with writing(ledger) as conn:
        assert claim_message(conn, NOW + timedelta(seconds=2)) is None


def test_what_was_sent_is_known_without_its_text(ledger: Engine) -> None:
    with writing(ledger) as conn:
        assert settle_sent(conn, claim_in(conn), NOW)
        assert was_sent(conn, TIMS.name)
        assert not was_sent(conn, ANNAS.name)
        left = conn.execute(text("SELECT subject, text, html FROM message WHERE name = :it"), {"it": TIMS.name}).one()
    assert tuple(left) == (None, None, None)
    assert stored(ledger) == StoredMessage(TIMS, MessageState.SENT, 1, None, NOW, None, NOW, has_content=False)


def test_the_same_occasion_again_is_the_same_message(ledger: Engine) -> None:
    with writing(ledger) as conn:
        settle_sent(conn, claim_in(conn), NOW)
        assert not queue_message(conn, TIMS, Content("other words"), NOW)
    assert stored(ledger).state is MessageState.SENT


def test_a_transaction_that_fails_tells_nobody(engine: Engine) -> None:
    """The message is kept with the fact that it tells, or neither is."""

    def tell_and_fail() -> None:
        with writing(engine) as conn:
            save_import(conn, record(IMPORT))
            queue_message(conn, TIMS, LETTER, NOW)
            raise KeyError

    with pytest.raises(KeyError):
        tell_and_fail()
    with reading(engine) as conn:
        assert list_messages(conn) == ()


def test_who_died_while_sending_is_followed_by_another_and_comes_too_late(ledger: Engine) -> None:
    """A lease ends; whoever took the message over has the last word on it."""
    lost = claim(ledger)
    assert claim(ledger).envelope == ANNAS
    after = int(LEASE.total_seconds()) + 1
    again = claim(ledger, after)
    assert (again.envelope, again.attempts) == (TIMS, 2)
    with writing(ledger) as conn:
        assert not settle_sent(conn, lost, NOW)
        assert not settle_failed(conn, lost, REFUSED)
        assert settle_sent(conn, again, NOW)


def test_a_message_that_did_not_get_out_waits_for_its_next_attempt(ledger: Engine) -> None:
    with writing(ledger) as conn:
        assert settle_failed(conn, claim_in(conn), LATER)
    assert claim(ledger).envelope == ANNAS
    with writing(ledger) as conn:
        assert claim_message(conn, NOW + timedelta(seconds=59)) is None
    assert (claim(ledger, 60).envelope, stored(ledger).attempts) == (TIMS, 2)


def test_a_closed_way_puts_off_all_that_are_due_on_it(ledger: Engine) -> None:
    """Without a try of their own; what goes another way is not touched."""
    with writing(ledger) as conn:
        queue_message(conn, EVAS, Content("Hallo"), NOW)
        settle_failed(conn, claim_in(conn), LATER)
        put_off(conn, Channel.EMAIL, NOW + timedelta(seconds=1), LATER)
        other = claim_message(conn, NOW + timedelta(seconds=1))
        assert claim_message(conn, NOW + timedelta(seconds=1)) is None
    assert other is not None
    assert other.envelope == EVAS
    waiting = [stored(ledger, one.name) for one in (TIMS, ANNAS)]
    assert [(one.attempts, one.problem, one.next_attempt_at) for one in waiting] == [
        (1, "mail_busy", LATER.next_attempt_at)
    ] * 2


def test_the_unsent_are_counted_listed_and_tried_again(ledger: Engine) -> None:
    """What was never tried is no failure yet."""
    with writing(ledger) as conn:
        assert count_unsent(conn) == 0
        assert retry_messages(conn, NOW) == 0
        settle_failed(conn, claim_in(conn), REFUSED)
        settle_failed(conn, claim_in(conn, 1), LATER)
        assert (count_unsent(conn), count_unsent(conn, IMPORT), count_unsent(conn, OTHER)) == (2, 2, 0)
        assert [one.envelope for one in list_messages(conn, unsent=True)] == [TIMS, ANNAS]
        assert list_messages(conn, OTHER) == ()
        assert claim_message(conn, NOW + timedelta(seconds=2)) is None
        assert retry_messages(conn, NOW, [TIMS.name]) == 1
        again = claim_message(conn, NOW)
    assert again == Claimed(TIMS, LETTER, 1)


def test_login_data_are_listed_without_a_text_and_sent_by_nobody_here(ledger: Engine) -> None:
    """Promise 10: they are the carrier's, who tries again by itself."""
    with writing(ledger) as conn:
        note_login_message(conn, EVAS, NOW, LATER)
        assert retry_messages(conn, NOW) == 0
        assert login_message_waiting(conn, NOW) is None
        assert login_message_waiting(conn, NOW + timedelta(minutes=1)) == EVAS.order_reference
        names = [claim_message(conn, NOW + timedelta(days=1)) for _ in range(3)]
        assert [one and one.envelope.name for one in names] == [TIMS.name, ANNAS.name, None]
        assert count_unsent(conn) == 1
        note_login_message(conn, EVAS, NOW, None)
        assert login_message_waiting(conn, NOW + timedelta(days=1)) is None
        assert count_unsent(conn) == 0
    assert (stored(ledger, EVAS.name).state, stored(ledger, EVAS.name).attempts) == (MessageState.SENT, 2)


def test_login_data_that_were_sent_again_replace_those_that_did_not_get_out(ledger: Engine) -> None:
    """Of the same person and order only, and of nothing else that the person is told."""
    again, welcome = (
        replace(EVAS, name=f"{IMPORT}/b01-6-again-1-password"),
        replace(EVAS, name=f"{IMPORT}/b01-6-welcome"),
    )
    others = replace(EVAS, name=f"{IMPORT}/b01-7-password", row=7)
    with writing(ledger) as conn:
        note_login_message(conn, welcome, NOW, None)
        for one in (EVAS, others):
            note_login_message(conn, one, NOW, REFUSED)
        note_login_message(conn, again, NOW, None)
        replace_login_messages(conn, again)
        assert [one.envelope for one in list_messages(conn, unsent=True)] == [others]
    assert [stored(ledger, one.name).state for one in (EVAS, welcome, again, TIMS)] == [
        MessageState.REPLACED,
        MessageState.SENT,
        MessageState.SENT,
        MessageState.QUEUED,
    ]


def test_nothing_that_is_logged_of_a_message_names_a_person() -> None:
    """Promise 10."""
    assert "example.org" not in repr(Claimed(TIMS, LETTER, 1))
    assert "Guten" not in repr(Claimed(TIMS, LETTER, 1))
