"""Knows how a night is told: the same sentences in the mail and at the command line."""

from collections.abc import Iterator

from trunkload.notify.letter import Letter, LetterTable, render_html, render_text
from trunkload.notify.messages import Email
from trunkload.notify.night import Night, NightFile
from trunkload.notify.night_texts import NIGHT_TEXTS, NightTexts
from trunkload.orders.arrival import ArrivalOutcome
from trunkload.validation.counting import count_text


def night_email(night: Night, name: str, to: str) -> Email:
    """To the admin; of people nothing but the names of files."""
    texts, rows = NIGHT_TEXTS[night.lang], night_rows(night)
    letter = Letter(
        lang=night.lang,
        subject=_subject(night, texts),
        greeting=texts.greeting,
        intro=texts.intro,
        facts=(),
        # Right above the table stands what is in it.
        paragraphs=tuple(_waiting(night, texts)) + tuple(_arrived(night, texts)),
        closing=texts.closing,
        table=LetterTable(night_headers(night), rows) if rows else None,
    )
    return Email(name, to, "", letter.subject, render_text(letter), render_html(letter))


def night_sentences(night: Night) -> tuple[str, ...]:
    """What is so and what waits, one sentence for each; what waits too long before the others."""
    texts = NIGHT_TEXTS[night.lang]
    return (*_arrived(night, texts), *_waiting(night, texts)) or (texts.quiet,)


def _arrived(night: Night, texts: NightTexts) -> Iterator[str]:
    if night.files:
        found = ((one, night.count(one)) for one in ArrivalOutcome)
        counts = ", ".join(texts.counts[one].format(n=count_text(n, night.lang)) for one, n in found if n)
        yield _counted(texts.files, len(night.files), night, counts=counts)
    if any(one.outcome is not ArrivalOutcome.FAILED for one in night.files):
        yield texts.laid_aside.format(done=night.done, refused=night.refused)


def _waiting(night: Night, texts: NightTexts) -> Iterator[str]:
    for one in sorted(night.waiting, key=lambda one: not one.too_long):
        said = texts.too_long if one.too_long else texts.waiting
        yield said.format(id=one.import_id, file=one.file_name, since=one.since, until=one.until)
    for open_orders in night.orders:
        yield _counted(texts.orders, open_orders.count, night, id=open_orders.import_id, since=open_orders.since)
    if night.unsent:
        yield _counted(texts.unsent, night.unsent, night)


def night_headers(night: Night) -> tuple[str, str, str, str]:
    return NIGHT_TEXTS[night.lang].headers


def night_rows(night: Night) -> tuple[tuple[str, str, str, str], ...]:
    """File, result, import and rows of each, under `headers`; then the folders."""
    texts = NIGHT_TEXTS[night.lang]
    folders = ((name, texts.folder, "", "") for name in night.folders)
    return (*(_row(one, night, texts) for one in night.files), *folders)


def _row(one: NightFile, night: Night, texts: NightTexts) -> tuple[str, str, str, str]:
    result = texts.outcomes[one.outcome].format(why=one.why, id=one.import_id, since=one.since)
    counts = ((texts.ready, one.ready), (texts.blocked, one.blocked), (texts.skipped, one.skipped))
    rows = ", ".join(text.format(n=count_text(count, night.lang)) for text, count in counts if count)
    return one.name, result, one.import_id or "", rows


def _subject(night: Night, texts: NightTexts) -> str:
    told = [_counted(texts.subject_files, len(night.files), night)] if night.files else []
    if night.waiting:
        told.append(_counted(texts.subject_waiting, len(night.waiting), night))
    subject = ", ".join(told) or texts.subject_else
    return subject[:1].upper() + subject[1:]


def _counted(pair: tuple[str, str], count: int, night: Night, **params: str) -> str:
    return pair[count != 1].format(n=count_text(count, night.lang), **params)
