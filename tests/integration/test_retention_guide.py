"""The guide lists every column with personal data; of every other one somebody has decided that it has none."""

import re
from pathlib import Path

import pytest

from trunkload.storage.purging import KEYS, PERSONAL
from trunkload.storage.tables import metadata

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "retention.md"
OF_THE_COMPANY = {"account", "site", "trunk", "number_block", "block_range", "contingent", "price"}
"""Tables of what the customer has, without any person."""

IMPERSONAL = {
    "import": {
        *("id", "state", "sha256", "size", "format", "received_at", "lang", "rows", "ready", "ready_with_warnings"),
        *("blocked", "skipped_blank", "skipped_hidden", "skipped_example", "skipped_footer", "skipped_repeated"),
        *("digest", "rule_version", "held_until", "monthly", "one_off", "currency", "sample_prices", "approved_at"),
        *("finished_at", "accepted", "follows", "upload_version", "purged_at"),
    },
    "product_order": {
        *("reference", "import_id", "batch", "trunk", "start_date", "size", "state", "carrier_id", "sent_at"),
        *("answered_at", "finished_at", "fence", "sender", "sending_until"),
    },
    "order_item": {
        *("order_reference", "row", "action", "of_workplace", "package_before", "password_channel", "trunk"),
        *("extension", "package", "start_date", "block", "state", "carrier_code", "read_back", "differing"),
        *("claim_number", "claim_internal_number"),
    },
    "uploaded_people": {"import_id", "people"},
    "kept_number": {"e164", "import_id", "row", "employee_key", "identity_key", "name_key"},
    "message": {
        *("name", "import_id", "order_reference", "row", "kind", "channel", "state", "attempts", "problem"),
        *("queued_at", "next_attempt_at", "sent_at"),
    },
    "arrival": {"id", "arrived_at", "import_id", "outcome", "ended_at", "told_at"},
    "unfinished_import": {"import_id", "worker", "until", "tries"},
    "attempt": {"id", "kind", "of_whom", "at"},
    "company_account": {"identity", "bound_at", "disabled_at"},
    "login_link": {"token_hash", "ends_at"},
    "person": {"password_hash", "roles", "created_at", "disabled_at"},
    "session": {"token_hash", "roles", "came_by", "began_at", "seen_at"},
    "upload_job": {"import_id", "size", "queued_at", "begun_at", "worker", "step", "ended_at"},
    "correction": {"id", "import_id", "at"},
    "column_mapping": {"fingerprint", "decided", "decided_at"},
    "audit": {"id", "at", "what", "import_id", "details"},
    "number_change": {"id", "e164", "at", "from_state", "to_state", "import_id"},
    "number": {
        *("e164", "trunk", "block", "extension", "state", "holder", "held_until", "available_from", "import_id"),
        *("since", "source"),
    },
    "workplace": {column.name for column in metadata.tables["workplace"].c},
}


def told() -> dict[str, set[str]]:
    """Table → the names that the guide's table has for it."""
    found: dict[str, set[str]] = {}
    for line in GUIDE.read_text("utf-8").splitlines():
        if line.startswith("| `"):
            where, what = line.split("|")[1:3]
            for table in re.findall(r"`(\w+)`", where):
                found.setdefault(table, set()).update(re.findall(r"`(\w+)`", what))
    return found


@pytest.mark.parametrize("table", sorted(set(metadata.tables) - OF_THE_COMPANY))
def test_every_column_is_in_the_guide_or_has_nothing_personal(table: str) -> None:
    columns = {column.name for column in metadata.tables[table].c}
    listed = told().get(table, set())
    assert columns - listed == IMPERSONAL[table] - listed


def test_what_is_emptied_is_what_the_guide_says() -> None:
    rows = [line for line in GUIDE.read_text("utf-8").splitlines() if line.startswith("| `order_item`")]
    emptied = [set(re.findall(r"`(\w+)`", line.split("|")[2])) for line in rows if line.endswith("| emptied |")]
    assert emptied == [set(PERSONAL)]
    assert set(KEYS) <= told()["order_item"]
