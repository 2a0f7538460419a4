"""Knows what can be seen of a house's health, and how bad each of it is; the sentences are made elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from trunkload.settings import SettingsError


class Verdict(StrEnum):
    """How a check ended; `NOT_USED`: the settings have no use for it; `NOT_SEEN`: something else has to be right first,
    or the other side does not tell."""

    OK = "ok"
    WARNING = "warning"
    BROKEN = "broken"
    NOT_USED = "not_used"
    NOT_SEEN = "not_seen"


class Sight(StrEnum):
    """What was seen. Those that are not well have a remedy, too."""

    SETTINGS_IN_FILE = "settings_in_file"
    SETTINGS_WITHOUT_FILE = "settings_without_file"
    SENDER_MADE_UP = "sender_made_up"
    SENDER_SET = "sender_set"
    SECRETS_KEPT = "secrets_kept"
    SECRETS_READABLE = "secrets_readable"
    HOME_THERE = "home_there"
    HOME_MISSING = "home_missing"
    HOME_NO_FOLDER = "home_no_folder"
    HOME_UNWRITABLE = "home_unwritable"
    HOME_OPEN = "home_open"
    DATABASE_CURRENT = "database_current"
    DATABASE_MISSING = "database_missing"
    DATABASE_EMPTY = "database_empty"
    DATABASE_BEHIND = "database_behind"
    DATABASE_BEHIND_FILE = "database_behind_file"
    DATABASE_SERVER = "database_server"
    DATABASE_SOUND = "database_sound"
    DATABASE_UNSOUND = "database_unsound"
    DATABASE_LARGE = "database_large"
    DATABASE_WITH_LOG = "database_with_log"
    DATABASE_WITHOUT_LOG = "database_without_log"
    FILES_KEPT = "files_kept"
    FILES_CHANGED = "files_changed"
    FILES_LATER = "files_later"
    INBOX_READY = "inbox_ready"
    INBOX_NONE = "inbox_none"
    INBOX_NOT_THERE = "inbox_not_there"
    INBOX_UNWRITABLE = "inbox_unwritable"
    FILES_ARRIVED = "files_arrived"
    FILES_ARRIVED_LONG = "files_arrived_long"
    FOLDERS_ARRIVED = "folders_arrived"
    FILES_IN_HAND = "files_in_hand"
    FILES_LEFT = "files_left"
    CARRIER_ANSWERS = "carrier_answers"
    CARRIER_SLOW = "carrier_slow"
    CARRIER_REHEARSES = "carrier_rehearses"
    CARRIER_EMPTY = "carrier_empty"
    CARRIER_OTHER_VERSION = "carrier_other_version"
    CUSTOMER_KNOWN = "customer_known"
    CUSTOMER_UNKNOWN = "customer_unknown"
    HANDOVER_READY = "handover_ready"
    HANDOVER_FOLDER = "handover_folder"
    HANDOVER_UNWRITABLE = "handover_unwritable"
    CERTIFICATE_COUNTS = "certificate_counts"
    CERTIFICATE_ENDS = "certificate_ends"
    CERTIFICATE_ENDED = "certificate_ended"
    CERTIFICATE_NONE = "certificate_none"
    MAIL_ANSWERS = "mail_answers"
    OUTBOX_READY = "outbox_ready"
    OUTBOX_UNWRITABLE = "outbox_unwritable"
    SMS_READY = "sms_ready"
    PREFECT_NONE = "prefect_none"
    PREFECT_ANSWERS = "prefect_answers"
    PREFECT_SILENT = "prefect_silent"
    SERVE_ENDED = "serve_ended"
    NIGHT_RAN = "night_ran"
    NIGHT_AHEAD = "night_ahead"
    NIGHT_MISSED = "night_missed"
    PREFECT_CLOSED = "prefect_closed"
    PREFECT_OTHER_VERSION = "prefect_other_version"
    PREFECT_FLOWS = "prefect_flows"
    PREFECT_FLOWS_MISSING = "prefect_flows_missing"
    PREFECT_PAUSED = "prefect_paused"
    PREFECT_NOBODY_RUNS = "prefect_nobody_runs"
    PREFECT_WORKERS = "prefect_workers"
    PREFECT_NO_POOL = "prefect_no_pool"
    PREFECT_NO_WORKER = "prefect_no_worker"
    PREFECT_WORKER_LOST = "prefect_worker_lost"
    DISK_ROOM = "disk_room"
    DISK_LOW = "disk_low"
    DISK_FULL = "disk_full"
    CLOCK_RUNS = "clock_runs"
    CLOCK_OLD = "clock_old"
    CLOCK_JUMPS = "clock_jumps"
    CLOCK_AGREES = "clock_agrees"
    CLOCK_DIFFERS = "clock_differs"
    CLOCK_UNTOLD = "clock_untold"
    ZONE_KNOWN = "zone_known"
    ZONE_UNKNOWN = "zone_unknown"
    NOTHING_WAITS = "nothing_waits"
    APPROVALS_WAIT = "approvals_wait"
    APPROVALS_WAIT_LONG = "approvals_wait_long"
    IMPORTS_KNOWN = "imports_known"
    IMPORTS_LOST = "imports_lost"
    IMPORTS_OPEN = "imports_open"
    IMPORTS_STUCK = "imports_stuck"
    ORDERS_UNDER_WAY = "orders_under_way"
    ORDERS_UNSETTLED = "orders_unsettled"
    MESSAGES_GIVEN_UP = "messages_given_up"
    NUMBERS_OVER = "numbers_over"
    WORKERS_NONE = "workers_none"
    WORKERS_AT_WORK = "workers_at_work"
    WORKERS_ENDED = "workers_ended"
    WORKERS_ENDED_INBOX = "workers_ended_inbox"
    WORKERS_ENDED_IMPORT = "workers_ended_import"
    FAILED = "failed"
    UNFORESEEN = "unforeseen"
    TOO_SLOW = "too_slow"
    SETTINGS_FIRST = "settings_first"
    DATABASE_FIRST = "database_first"


WARNINGS = frozenset(
    {
        *(Sight.SENDER_MADE_UP, Sight.SECRETS_READABLE, Sight.HOME_MISSING, Sight.HOME_OPEN),
        *(Sight.DATABASE_MISSING, Sight.DATABASE_BEHIND_FILE, Sight.DATABASE_LARGE, Sight.DATABASE_WITHOUT_LOG),
        *(Sight.CARRIER_SLOW, Sight.CARRIER_EMPTY, Sight.CERTIFICATE_ENDS),
        *(Sight.PREFECT_OTHER_VERSION, Sight.PREFECT_PAUSED, Sight.PREFECT_WORKER_LOST),
        *(Sight.DISK_LOW, Sight.CLOCK_JUMPS, Sight.CLOCK_DIFFERS, Sight.ZONE_UNKNOWN),
        *(Sight.APPROVALS_WAIT_LONG, Sight.IMPORTS_STUCK, Sight.ORDERS_UNSETTLED, Sight.MESSAGES_GIVEN_UP),
        *(Sight.NUMBERS_OVER, Sight.WORKERS_ENDED, Sight.WORKERS_ENDED_INBOX, Sight.WORKERS_ENDED_IMPORT),
        *(Sight.FILES_ARRIVED_LONG, Sight.FOLDERS_ARRIVED, Sight.FILES_LEFT, Sight.SERVE_ENDED, Sight.NIGHT_MISSED),
    }
)
BROKEN = frozenset(
    {
        *(Sight.HOME_NO_FOLDER, Sight.HOME_UNWRITABLE),
        *(Sight.DATABASE_EMPTY, Sight.DATABASE_BEHIND, Sight.DATABASE_UNSOUND, Sight.FILES_CHANGED),
        *(Sight.IMPORTS_LOST,),
        *(Sight.CARRIER_OTHER_VERSION, Sight.CUSTOMER_UNKNOWN, Sight.HANDOVER_UNWRITABLE, Sight.CERTIFICATE_ENDED),
        *(Sight.OUTBOX_UNWRITABLE, Sight.PREFECT_SILENT, Sight.PREFECT_CLOSED, Sight.PREFECT_FLOWS_MISSING),
        *(Sight.PREFECT_NOBODY_RUNS, Sight.PREFECT_NO_POOL, Sight.PREFECT_NO_WORKER),
        *(Sight.INBOX_NOT_THERE, Sight.INBOX_UNWRITABLE),
        *(Sight.DISK_FULL, Sight.CLOCK_OLD, Sight.FAILED, Sight.UNFORESEEN, Sight.TOO_SLOW),
    }
)
IDLE = frozenset({Sight.CERTIFICATE_NONE, Sight.PREFECT_NONE, Sight.INBOX_NONE})
UNSEEN = frozenset({Sight.FILES_LATER, Sight.CLOCK_UNTOLD, Sight.SETTINGS_FIRST, Sight.DATABASE_FIRST})
"""Both are neither well nor ill."""

VERDICTS = {Verdict.BROKEN: BROKEN, Verdict.WARNING: WARNINGS, Verdict.NOT_USED: IDLE, Verdict.NOT_SEEN: UNSEEN}

Told = str | int | float


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `name`: the room, and what of it, as `database.version`; `facts` fill the sentence;
    `failure`: one of ours, where `sight` is FAILED, which has a sentence of its own."""

    name: str
    sight: Sight
    facts: Mapping[str, Told] = field(default_factory=dict)
    failure: Exception | None = None

    @property
    def verdict(self) -> Verdict:
        return next((verdict for verdict, sights in VERDICTS.items() if self.sight in sights), Verdict.OK)


def seen(name: str, sight: Sight, **facts: Told) -> Check:
    return Check(name, sight, facts)


def failed_with(name: str, failure: Exception) -> Check:
    """Of a wrong setting its key is known, and what it takes."""
    told = (
        {fact: str(getattr(failure, fact)) for fact in ("key", "detail")} if isinstance(failure, SettingsError) else {}
    )
    return Check(name, Sight.FAILED, told, failure)


def worst(checks: Iterable[Check]) -> Verdict:
    """OK where nothing is to be done."""
    verdicts = {one.verdict for one in checks}
    return next((one for one in (Verdict.BROKEN, Verdict.WARNING) if one in verdicts), Verdict.OK)
