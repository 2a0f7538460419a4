from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunkload.reports.action_view import ActionView
from trunkload.reports.card import RowCard, RowStatus
from trunkload.reports.languages import LABELS
from trunkload.reports.verdict import BAR_WIDTH, receipt_shares, verdict_sentences
from trunkload.reports.view import ReceiptView, SkippedRows, SkipReason
from trunkload.validation.findings import Severity
from trunkload.validation.language import Lang

REPEATED = (SkippedRows(SkipReason.REPEATED, (4, 5)),)


@pytest.mark.parametrize(
    ("receipt", "said"),
    [
        (
            ReceiptView(40, 33, 3, 4),
            ("36 people are ready.", "4 rows need fixing.", "None of it has been ordered."),
        ),
        (ReceiptView(1, 1, 0, 0), ("1 person is ready.", "None of it has been ordered.")),
        (ReceiptView(1, 0, 0, 1), ("No row is ready to be ordered.", "1 row needs fixing.")),
        (
            ReceiptView(40, 0, 0, 40, held_back=36),
            (
                "No row is ready to be ordered.",
                "4 rows need fixing.",
                "36 rows are right and wait, because all or nothing is ordered.",
            ),
        ),
        (
            ReceiptView(2, 0, 0, 0, REPEATED),
            ("There is nothing to do for 2 people: it is so already, planned or ordered.",),
        ),
    ],
)
def test_the_verdict_says_what_is_ready_and_what_is_left_to_do(receipt: ReceiptView, said: tuple[str, ...]) -> None:
    assert verdict_sentences(receipt, LABELS[Lang.EN], Lang.EN) == said


@given(st.lists(st.integers(0, 5000), min_size=4, max_size=4).filter(any))
def test_the_bar_shows_every_row_once(counts: list[int]) -> None:
    """Promise 1: what the bar shows adds up as the receipt does."""
    ready, warned, blocked, skipped = counts
    rows = (SkippedRows(SkipReason.BLANK, tuple(range(skipped))),)
    shares = receipt_shares(ReceiptView(sum(counts), ready, warned, blocked, rows))
    assert [share.rows for share in shares] == [blocked, warned, ready, skipped]
    assert sum(share.width for share in shares) == pytest.approx(BAR_WIDTH, abs=0.05)
    assert all(right.left == pytest.approx(left.left + left.width, abs=0.05) for left, right in pairwise(shares))


def test_rows_that_wait_have_a_part_of_their_own_in_the_bar() -> None:
    """Policy all_or_nothing: the figure to fix is the one of the sentence above the bar."""
    shares = receipt_shares(ReceiptView(13, 0, 0, 13, held_back=1))
    assert [(one.status, one.rows) for one in shares if one.rows] == [("blocked", 12), ("waiting", 1)]


def test_rows_that_were_taken_out_have_their_own_share_and_sentence() -> None:
    receipt = ReceiptView(4, 2, 0, 1, taken_out=1)
    assert {share.status: share.rows for share in receipt_shares(receipt)}[RowStatus.TAKEN_OUT] == 1
    assert "1 row is taken out of the plan." in verdict_sentences(receipt, LABELS[Lang.EN], Lang.EN)


def test_an_empty_receipt_has_an_empty_bar() -> None:
    assert {share.width for share in receipt_shares(ReceiptView(0, 0, 0, 0))} == {0.0}


def test_more_links_than_anyone_follows_are_counted_instead() -> None:
    action = ActionView(Severity.BLOCKED, "“E-mail” is empty.", "Enter the e-mail address.", tuple(range(2, 102)))
    assert (len(action.linked), action.unlinked) == (20, 80)


def test_a_blocked_row_shows_its_cells_at_once() -> None:
    assert [status for status in RowStatus if RowCard(2, "Anna Beispiel", status, ()).needs_fixing] == [
        RowStatus.BLOCKED
    ]
