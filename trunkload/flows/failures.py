"""Knows why the story cannot go on although nothing is broken: each is a sentence for a person, made elsewhere."""

from enum import StrEnum


class StopCode(StrEnum):
    """What a person asked for and cannot have."""

    NO_SUCH_IMPORT = "no_such_import"
    DIGEST_WRONG = "digest_wrong"
    PLAN_CHANGED = "plan_changed"
    FOUR_EYES = "four_eyes"
    NOT_APPROVED = "not_approved"
    NOTHING_PLANNED = "nothing_planned"
    WAS_CANCELLED = "was_cancelled"
    HAS_LAPSED = "has_lapsed"
    WAS_REJECTED = "was_rejected"
    ALREADY_APPROVED = "already_approved"
    ALREADY_ORDERED = "already_ordered"
    ROWS_NOT_PLANNED = "rows_not_planned"
    ROWS_NOT_ORDERED = "rows_not_ordered"
    ALL_LEFT_OUT = "all_left_out"
    NOTHING_TO_VERIFY = "nothing_to_verify"
    NOTHING_HANDED_OVER = "nothing_handed_over"
    UNDO_BEFORE_ORDER = "undo_before_order"
    UNDO_STILL_OPEN = "undo_still_open"
    NOTHING_TO_UNDO = "nothing_to_undo"
    CONTENDED = "contended"
    IN_OTHER_HANDS = "in_other_hands"
    IMPORTED_BEFORE = "imported_before"
    NO_SUCH_CELL = "no_such_cell"
    CELL_CHANGED = "cell_changed_meanwhile"
    UPLOAD_CHANGED = "upload_changed"
    INBOX_NOT_THERE = "inbox_not_there"
    DATA_DELETED = "data_deleted"
    ACCOUNT_MISSING = "account_missing"
    PREFECT_NOT_THERE = "prefect_not_there"
    PREFECT_NOT_NAMED = "prefect_not_named"
    SERVER_NOT_STARTED = "server_not_started"
    SERVER_ENDED = "server_ended"
    PORT_TAKEN = "port_taken"


WITH_OTHERS = frozenset({StopCode.IN_OTHER_HANDS, StopCode.IMPORTED_BEFORE})
"""Whatever was asked for is done, by somebody who has it in hand or had it before."""


class Stopped(Exception):  # noqa: N818 - a refusal of ours with a reason, not a failure
    """`code` and `params` make the sentence; nothing half done stays behind."""

    def __init__(self, code: StopCode, **params: str) -> None:
        super().__init__(str(code))
        self.code = code
        self.params = params
