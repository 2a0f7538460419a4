"""Knows the messages that are told: to the person the login and what changed, to the admin the order confirmation."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from trunkload.notify.letter import Letter, LetterTable, render_html, render_text
from trunkload.notify.occasions import Confirmation, ConfirmedRow, Outcome, WorkplaceChange, WorkplaceLogin
from trunkload.notify.texts import TEXTS, Texts
from trunkload.validation.counting import count_text


@dataclass(frozen=True, slots=True)
class Email:
    """One e-mail. `name` is the same for the same occasion; subject and bodies are in no repr: a password may be in."""

    name: str
    to: str
    to_name: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sms:
    """One SMS to an E.164 number; `name` as above, the text in no repr."""

    name: str
    to: str
    text: str = field(repr=False)


Message = Email | Sms


def welcome_email(login: WorkplaceLogin) -> Email:
    """Username, numbers and package; no password (S-08, S-25)."""
    texts = TEXTS[login.lang]
    letter = Letter(
        lang=login.lang,
        subject=(texts.again_subject if login.again else texts.welcome_subject).format(number=login.number),
        greeting=texts.greeting.format(name=_full_name(login)),
        intro=texts.again if login.again else texts.welcome,
        facts=(
            *([(texts.login_at, login.login_at)] if login.login_at else ()),
            (texts.username, login.username),
            (texts.number, login.number),
            (texts.internal_number, login.internal_number),
            (texts.package, texts.packages[login.package]),
        ),
        paragraphs=(texts.password_by_sms if login.mobile else texts.password_by_email,),
        closing=texts.closing,
    )
    return _email(_name(login, "welcome"), login.email, _full_name(login), letter)


def password_message(login: WorkplaceLogin) -> Message:
    """The first password, on the way that S-09 says; the username is not in it."""
    texts = TEXTS[login.lang]
    if login.mobile:
        return Sms(_name(login, "password"), login.mobile, texts.password_sms.format(password=login.password))
    letter = Letter(
        lang=login.lang,
        subject=texts.password_subject,
        greeting=texts.greeting.format(name=_full_name(login)),
        intro=texts.password_intro,
        facts=((texts.password, login.password),),
        paragraphs=(texts.password_next,),
        closing=texts.closing,
    )
    return _email(_name(login, "password"), login.email, _full_name(login), letter)


def change_email(change: WorkplaceChange) -> Email:
    """Only what changed, before and now, and what to do about it (S-21)."""
    texts = TEXTS[change.lang]
    name = f"{change.given_name} {change.family_name}"
    letter = Letter(
        lang=change.lang,
        subject=texts.change_subject,
        greeting=texts.greeting.format(name=name),
        intro=texts.change_intro,
        facts=tuple(_changed_facts(change, texts)),
        paragraphs=tuple(_changed_next(change, texts)),
        closing=texts.closing,
    )
    return _email(f"{change.order_reference}-{change.item_id}-changed", change.email, name, letter)


def _changed_facts(change: WorkplaceChange, texts: Texts) -> Iterator[tuple[str, str]]:
    packages = None if change.package is None else [texts.packages[one] for one in change.package]
    for label, pair in (
        (texts.number, change.number),
        (texts.internal_number, change.internal_number),
        (texts.package, packages),
    ):
        if pair is not None:
            yield label, texts.change_pair.format(before=pair[0], now=pair[1])
    yield texts.change_since, change.since


def _changed_next(change: WorkplaceChange, texts: Texts) -> Iterator[str]:
    if change.number is not None:
        yield texts.change_number
    if change.package is not None:
        yield texts.change_package


def confirmation_email(confirmation: Confirmation) -> Email:
    """Every row with its result, counts first, and what to do about the rows that are not done (S-25)."""
    texts = TEXTS[confirmation.lang]
    letter = Letter(
        lang=confirmation.lang,
        subject=_confirmed_subject(confirmation, texts),
        greeting=texts.admin_greeting,
        intro=texts.confirmation_intro,
        facts=(
            (texts.import_id, confirmation.import_id),
            *_confirmed_counts(confirmation, texts),
        ),
        paragraphs=tuple(_confirmed_paragraphs(confirmation, texts)),
        closing=texts.closing,
        table=LetterTable(
            headers=(texts.row, texts.name, texts.username, texts.number, texts.result),
            rows=tuple(_confirmed_cells(row, texts) for row in confirmation.rows),
        ),
    )
    return _email(confirmation.name, confirmation.to, "", letter)


def _confirmed_subject(confirmation: Confirmation, texts: Texts) -> str:
    """Done of ordered for each action; the first count says of what, the others leave it out."""
    counts = (
        texts.confirmation_counts[action].format(
            done=count_text(confirmation.count(Outcome.DONE, action), confirmation.lang),
            all=count_text(confirmation.ordered(action), confirmation.lang),
            workplaces=texts.confirmation_workplaces if first else "",
        )
        for first, action in zip((True, False, False), confirmation.actions, strict=False)
    )
    return texts.confirmation_subject.format(counts=", ".join(counts))


def _confirmed_counts(confirmation: Confirmation, texts: Texts) -> Iterator[tuple[str, str]]:
    for outcome in Outcome:
        counts: dict[str, int] = {}
        for action in confirmation.actions:
            said = texts.outcomes[action][outcome]
            counts[said] = counts.get(said, 0) + confirmation.count(outcome, action)
        yield from ((said, count_text(count, confirmation.lang)) for said, count in counts.items() if count)


def _confirmed_paragraphs(confirmation: Confirmation, texts: Texts) -> Iterator[str]:
    """What is to be done about each outcome, what people were told (S-21), what the carrier's list leaves out."""
    yield from (texts.outcome_next[one] for one in Outcome if confirmation.count(one) and texts.outcome_next[one])
    if confirmation.reopening == 1:
        yield texts.reopening_one
    elif confirmation.reopening:
        yield texts.reopening.format(n=count_text(confirmation.reopening, confirmation.lang))
    if confirmation.not_compared:
        yield texts.not_compared.format(names=", ".join(confirmation.not_compared))
    if confirmation.login_by_carrier:
        yield texts.login_by_carrier


def _confirmed_cells(row: ConfirmedRow, texts: Texts) -> tuple[str, ...]:
    result = texts.outcomes[row.action][row.outcome]
    return str(row.row), row.name, row.username, row.number, f"{result}: {row.reason}" if row.reason else result


def _email(name: str, to: str, to_name: str, letter: Letter) -> Email:
    return Email(name, to, to_name, letter.subject, render_text(letter), render_html(letter))


def _full_name(login: WorkplaceLogin) -> str:
    return f"{login.given_name} {login.family_name}"


def _name(login: WorkplaceLogin, occasion: str) -> str:
    return f"{login.order_reference}-{login.item_id}-{occasion}"
