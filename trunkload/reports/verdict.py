"""Knows how a receipt is summed up: in sentences, and as a bar."""

from dataclasses import dataclass

from trunkload.reports.card import RowStatus
from trunkload.reports.labels import Labels
from trunkload.reports.notation import count_text, rows_text
from trunkload.reports.outcome_view import OutcomesView
from trunkload.reports.view import ReceiptView, ReportView
from trunkload.validation.language import Lang
from trunkload.validation.rules import Policy

BAR_WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Share:
    """One part of the receipt: how many rows, and where its stretch of the bar lies (of BAR_WIDTH)."""

    status: RowStatus
    rows: int
    left: float
    width: float


def verdict_sentences(
    receipt: ReceiptView, labels: Labels, lang: Lang, *, is_approved: bool = False
) -> tuple[str, ...]:
    """What is ready, what to fix, what is ordered already; and that nothing new has been ordered, if so."""
    ready = labels.orderable.of(receipt.orderable, lang) if receipt.orderable else labels.none_orderable
    sentences = {
        ready: not is_approved and (receipt.orderable or not receipt.repeated),
        labels.to_fix.of(receipt.to_fix, lang): receipt.to_fix,
        labels.held_back.of(receipt.held_back, lang): receipt.held_back,
        labels.taken_out.of(receipt.taken_out, lang): receipt.taken_out,
        labels.repeated.of(receipt.repeated, lang): receipt.repeated,
        labels.nothing_ordered: receipt.orderable and not is_approved,
    }
    return tuple(sentence for sentence, said in sentences.items() if said)


def outcome_sentences(told: OutcomesView, labels: Labels, lang: Lang) -> tuple[str, ...]:
    """How many are as ordered, of how many; then what is open, and what is not as ordered."""
    sentences = {
        labels.as_ordered.of(told.as_ordered, lang, of=count_text(told.items, lang)): True,
        labels.under_way.of(told.under_way, lang): told.under_way,
        labels.not_as_ordered.of(told.not_as_ordered, lang): told.not_as_ordered,
    }
    return tuple(sentence for sentence, said in sentences.items() if said)


def policy_sentence(view: ReportView, labels: Labels) -> str | None:
    """What stays behind and how it can follow; None where nothing is ordered, or nothing stays behind."""
    receipt = view.receipt
    if not receipt.orderable:
        return None
    if receipt.to_fix:
        return labels.stays_behind.of(receipt.to_fix, view.lang)
    together = view.policy is Policy.ALL_OR_NOTHING
    return labels.all_together.of(receipt.orderable, view.lang) if together else None


def rows_sentence(view: ReportView, labels: Labels) -> str | None:
    """Which rows of its file the import is of; None where it is of all."""
    rows = view.only_rows
    return labels.only_rows.of(len(rows), view.lang, rows=rows_text(rows)) if rows else None


def undo_sentences(view: ReportView, labels: Labels) -> tuple[str, ...]:
    """Which import this one takes back, and which were planned to take this one back; nothing of most."""
    own = () if view.undoes is None else (labels.undoes.format(id=view.undoes),)
    return (*own, *(labels.undone.format(id=one) for one in view.undone_by))


def receipt_shares(receipt: ReceiptView) -> tuple[Share, ...]:
    """Every status with its part of the bar, in the order of the page; the widths of a filled file add up. Nothing is
    said of rows that wait or are taken out where none is."""
    counts = {
        RowStatus.BLOCKED: receipt.to_fix,
        RowStatus.WARNING: receipt.ready_with_warnings,
        RowStatus.READY: receipt.ready,
        **({RowStatus.TAKEN_OUT: receipt.taken_out} if receipt.taken_out else {}),
        **({RowStatus.WAITING: receipt.held_back} if receipt.held_back else {}),
        RowStatus.SKIPPED: receipt.skipped_rows,
    }
    scale = BAR_WIDTH / max(1, receipt.rows)
    shares, seen = [], 0
    for status, rows in counts.items():
        shares.append(Share(status, rows, round(seen * scale, 2), round(rows * scale, 2)))
        seen += rows
    return tuple(shares)
