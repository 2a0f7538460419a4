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
    texts = NIGHT_TEXTS[night.lang]
    letter = Letter(
        lang=night.lang,
        subject=_subject(night, texts),
        greeting=texts.greeting,
        intro=texts.intro,
        facts=(),
        paragraphs=night_sentences(night),
        closing=texts.closing,
        table=LetterTable(night_headers(night), night_rows(night)) if night.files else None,
    )
    return Email(name, to, "", letter.subject, render_text(letter), render_html(letter))


def night_sentences(night: Night) -> tuple[str, ...]:
    """What is so and what waits, one sentence for each; what waits too long first."""
    texts = NIGHT_TEXTS[night.lang]
    return tuple(_sentences(night, texts)) or (texts.quiet,)


def _sentences(night: Night, texts: NightTexts) -> Iterator[str]:
    if night.files:
        counts = (_counted(texts.counts[one], night.count(one), night) for one in ArrivalOutcome if night.count(one))
        yield f"{_counted(texts.files, len(night.files), night)} ({', '.join(counts)})"
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
    """File, result, import and rows of each, under `headers`."""
    texts = NIGHT_TEXTS[night.lang]
    return tuple(_row(one, night, texts) for one in night.files)


def _row(one: NightFile, night: Night, texts: NightTexts) -> tuple[str, str, str, str]:
    result = texts.outcomes[one.outcome].format(why=one.why, id=one.import_id)
    ready, blocked = count_text(one.ready, night.lang), count_text(one.blocked, night.lang)
    rows = texts.needs_fixing.format(ready=ready, blocked=blocked) if one.ready or one.blocked else ""
    return one.name, result, one.import_id or "", rows


def _subject(night: Night, texts: NightTexts) -> str:
    told = [_counted(texts.subject_files, len(night.files), night)] if night.files else []
    if night.waiting:
        told.append(_counted(texts.subject_waiting, len(night.waiting), night))
    subject = ", ".join(told) or texts.subject_else
    return subject[:1].upper() + subject[1:]


def _counted(pair: tuple[str, str], count: int, night: Night, **params: str) -> str:
    return pair[count != 1].format(n=count_text(count, night.lang), **params)
