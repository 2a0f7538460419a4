"""Knows what is logged: the events of the story, and of each key how its values look; anything else is left out."""

import re
from enum import Enum, StrEnum
from re import Pattern


class Event(StrEnum):
    """What can happen; the words stand in the log."""

    IMPORT_RECEIVED = "import.received"
    IMPORT_TAKEN_UP = "import.taken_up"
    IMPORT_CHECKED = "import.checked"
    IMPORT_PLANNED = "import.planned"
    IMPORT_REJECTED = "import.rejected"
    IMPORT_APPROVED = "import.approved"
    IMPORT_CLOSED = "import.closed"
    ORDER_TAKEN_OVER = "order.taken_over"
    ORDER_SENDING = "order.sending"
    ORDER_NOT_SENT = "order.not_sent"
    ORDER_ANSWERED = "order.answered"
    ORDER_FINAL = "order.final"
    ORDER_READ_BACK = "order.read_back"
    MESSAGE_SENT = "message.sent"
    MESSAGE_NOT_SENT = "message.not_sent"
    CARRIER_ASKED = "carrier.asked"
    CARRIER_ASKED_AGAIN = "carrier.asked_again"
    PLANS_LAPSED = "plans.lapsed"
    DATA_DELETED = "data.deleted"
    PARTITIONS_HERE = "partitions.here"
    LIMIT_FULL = "limit.full"
    REPORT_NOT_WRITTEN = "report.not_written"
    LOGIN_REFUSED = "login.refused"
    PAGE_FAILED = "page.failed"
    LIBRARY = "library.message"
    PREFECT = "prefect.message"


WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,79}")
"""A word of the program's own, such as the code of a problem or a state."""

CODE_PLACE = re.compile(r"[A-Za-z_<][A-Za-z0-9_.<>-]{0,120}")
IMPORT_ID = re.compile(r"imp-\d{4}-\d\d-\d\d-\d{4,}")
COUNT = re.compile(r"\d{1,15}")
FIGURE = re.compile(r"-?\d{1,12}(\.\d{1,6})?")
NAME = re.compile(r"[a-z][a-z0-9_ -]{0,60}|<unknown>")
"""Of a flow or a task, as the program calls it; the name of a run may hold that of a file."""

RUN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FLAG = re.compile(r"True|False")

ALLOWED: dict[str, Pattern[str]] = {
    "timestamp": re.compile(r"\d{4}-\d\d-\d\dT[0-9:.]+(Z|\+00:00)"),
    "level": WORD,
    "event": WORD,
    "trace_id": re.compile(r"[0-9a-f]{32}"),
    "span_id": re.compile(r"[0-9a-f]{16}"),
    "import.id": IMPORT_ID,
    "order.reference": re.compile(rf"{IMPORT_ID.pattern}/b\d+"),
    "order.state": WORD,
    "order.items": COUNT,
    "row": COUNT,
    "receipt.rows": COUNT,
    "receipt.ready": COUNT,
    "receipt.blocked": COUNT,
    "plan.items": COUNT,
    "plan.orders": COUNT,
    "read_back.equal": COUNT,
    "read_back.different": COUNT,
    "read_back.missing": COUNT,
    "import.state": WORD,
    "upload.bytes": COUNT,
    "message.kind": WORD,
    "message.channel": WORD,
    "attempt": COUNT,
    "http.request.method": WORD,
    "url.template": re.compile(r"/[A-Za-z0-9/_.{}-]{0,120}"),
    "http.response.status_code": COUNT,
    "duration_ms": COUNT,
    "problem": WORD,
    "permanent": FLAG,
    "wait_seconds": FIGURE,
    "plans": COUNT,
    "imports": COUNT,
    "files": COUNT,
    "logger": CODE_PLACE,
    "code.function": CODE_PLACE,
    "code.lineno": COUNT,
    "exception.type": CODE_PLACE,
    "prefect.flow": NAME,
    "prefect.flow_run.id": RUN_ID,
    "prefect.task": NAME,
    "prefect.task_run.id": RUN_ID,
}
"""Every key that may stand in the log, and all of what a value of it looks like."""


def let_through(facts: dict[str, object]) -> dict[str, object]:
    """What may be written: known keys, whose values look as they must; a value that does not goes."""
    return {
        name: _shown(ALLOWED[name], value) for name, value in facts.items() if name in ALLOWED and value is not None
    }


def _shown(form: Pattern[str], value: object) -> object:
    told = value.value if isinstance(value, Enum) else value
    plain = told if isinstance(told, (bool, int, float)) else str(told)
    return plain if form.fullmatch(str(plain)) else "-"
