"""The command `doctor`: what was looked at, how it is, and what to do."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import typer

import trunkload
from trunkload.cli.exits import FAILED, NEEDS_FIXING, READY
from trunkload.cli.failures import language_of, sentence_of
from trunkload.cli.say import say
from trunkload.cli.table import print_table
from trunkload.flows.health.checks import Check, Told, Verdict, worst
from trunkload.flows.health.doctor import examine
from trunkload.notify.night_texts import NIGHT_TEXTS
from trunkload.reports.notation import count_text, day_text, moment_text
from trunkload.validation.language import Lang

CODES = {Verdict.OK: READY, Verdict.WARNING: NEEDS_FIXING, Verdict.BROKEN: FAILED}
ILL = frozenset({Verdict.WARNING, Verdict.BROKEN})
BYTES = frozenset({"bytes", "free", "low", "full"})
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Words:
    """A check as a person reads it; `what_to_do` is empty where nothing is."""

    detail: str
    what_to_do: str


def run_doctor(lang: str | None, *, as_json: bool) -> int:
    """Exit code: 0 all is well, 1 something should be looked at, 3 something is broken."""
    spoken = language_of(lang)
    checks = examine()
    words = [words_of(one, spoken) for one in checks]
    if as_json:
        typer.echo(json.dumps(document(checks, words), ensure_ascii=False, indent=1))
    else:
        rows = [_cells(check, said, spoken) for check, said in zip(checks, words, strict=True)]
        print_table(say("columns_doctor", spoken).split("|"), rows, whole=(0, 1))
        typer.echo(_sum(checks, spoken))
    return CODES[worst(checks)]


def document(checks: Sequence[Check], words: Sequence[Words]) -> dict[str, object]:
    """For machines: names, verdicts, codes and facts are stable; sentences are for people."""
    return {
        "program": trunkload.__version__,
        "checked_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "verdict": worst(checks).value,
        "checks": [
            {
                "name": check.name,
                "verdict": check.verdict.value,
                "code": code_of(check),
                "facts": dict(check.facts),
                "detail": said.detail,
                "what_to_do": said.what_to_do or None,
            }
            for check, said in zip(checks, words, strict=True)
        ],
    }


def code_of(check: Check) -> str:
    """What was seen; of a failure from outside, which one."""
    problem = getattr(check.failure, "problem", None)
    return check.sight.value if problem is None else str(problem)


def words_of(check: Check, lang: Lang) -> Words:
    """The sentence of a failure says first what is so, then what to do."""
    if check.failure is not None:
        told = sentence_of(check.failure, lang.value) or say("seen_failed", lang)
        detail, _, remedy = told.partition(". ")
        return Words(f"{detail}." if remedy else _said_of(check, lang), remedy or told)
    facts = {name: _text(name, value, lang) for name, value in check.facts.items()}
    detail = say(f"seen_{check.sight.value}", lang, **facts)
    remedy = say(f"remedy_{check.sight.value}", lang, **facts) if check.verdict in ILL else ""
    return Words(detail, remedy)


def _said_of(check: Check, lang: Lang) -> str:
    """Where the sentence of the failure says only what to do."""
    key = check.facts.get("key")
    return say("seen_failed", lang) if key is None else say("setting_wrong", lang, key=key)


def _text(name: str, value: Told, lang: Lang) -> str:
    """Sizes in megabytes, days and moments as people write them."""
    if name in BYTES:
        return f"{count_text(round(int(value) / MEGABYTE), lang)} MB"
    if name == "why":
        return ", ".join(NIGHT_TEXTS[lang].failures[kind] for kind in str(value).split(", "))
    if name == "day":
        return day_text(date.fromisoformat(str(value)), lang)
    if name == "since" and value != "–":
        return moment_text(datetime.fromisoformat(str(value)).astimezone(), lang)
    if isinstance(value, int):
        return count_text(value, lang)
    return str(value).replace(".", ",") if isinstance(value, float) and lang is Lang.DE else str(value)


def _cells(check: Check, said: Words, lang: Lang) -> list[str]:
    return [check.name, say(f"verdict_{check.verdict.value}", lang), said.detail, said.what_to_do]


def _sum(checks: Sequence[Check], lang: Lang) -> str:
    counts = {one.value: sum(check.verdict is one for check in checks) for one in Verdict}
    return say("doctor_sum", lang, **counts)
