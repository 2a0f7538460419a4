"""Knows how the child answers: the book, or a refusal, whatever happened on the way."""

from collections.abc import Iterator

from trunkload.intake.limits import Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.book import read_book
from trunkload.intake.workbooks.wire import told, told_refusal


def answer(content: bytes, limits: Limits) -> Iterator[bytes]:
    """The message to the parent, in pieces."""
    try:
        book = read_book(content, limits)
    except Refused as refused:
        yield told_refusal(refused)
    except (MemoryError, RecursionError):
        yield told_refusal(Refused(RefusalCode.TOO_LARGE, params={"what": "memory"}))
    except Exception:  # noqa: BLE001  # a stranger's file may break us in ways that nobody foresaw; it costs one sentence
        yield told_refusal(Refused(RefusalCode.UNREADABLE, params={"what": "workbook"}))
    else:
        yield from told(
            book.sheets,
            format=book.format,
            hidden_sheets=list(book.hidden_sheets),
            date_system=book.date_system,
            macros=book.macros,
        )
