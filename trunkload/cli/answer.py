"""Knows how `check` and `import` answer: text or JSON, in which language, and the report where one is asked for."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer

from trunkload.cli.say import say
from trunkload.flows.checking import limits_of, pick_up, read_upload, with_remembered
from trunkload.intake.choices import AS_ASKED, Choices
from trunkload.intake.refusal import Refused
from trunkload.intake.sheet import Sheet, Upload
from trunkload.reports.check_json import refusal_document
from trunkload.reports.page_names import further_pages, page_name
from trunkload.settings import Settings
from trunkload.validation.wording import words_of_refusal


@dataclass(frozen=True, slots=True)
class Answer:
    """`report` is a folder, made if it is not there."""

    settings: Settings
    as_json: bool
    report: Path | None

    def say_document(self, document: dict[str, object]) -> None:
        typer.echo(json.dumps(document, ensure_ascii=False, indent=1))

    def write_report(self, pages: Iterable[str]) -> Path | None:
        """Where the first page lies now; None where nobody asked for a report. Pages of a longer one before go."""
        if self.report is None:
            return None
        self.report.mkdir(parents=True, exist_ok=True)
        surplus = set(further_pages(path.name for path in self.report.iterdir()))
        for number, page in enumerate(pages, start=1):
            (self.report / page_name(number)).write_text(page, "utf-8")
            surplus.discard(page_name(number))
        for name in surplus:
            (self.report / name).unlink()
        return self.report / page_name(1)


@dataclass(frozen=True, slots=True)
class Read:
    """A file that can be used. `choices`: how it was read, with what is remembered about its header row."""

    upload: Upload
    sheet: Sheet
    choices: Choices


def read_or_refuse(file: Path, choices: Choices, answer: Answer) -> Read | None:
    """What was read; or the reason why the file cannot be used is told, and None comes back."""
    upload: Upload | None = None
    try:
        upload = pick_up(file, answer.settings)
        choices = with_remembered(choices, answer.settings)
        sheet = read_upload(upload, answer.settings, choices)
        return Read(upload, sheet, choices.about(sheet.facts.fingerprint))
    except Refused as refused:
        tell_refusal(file, upload, refused, answer, choices)
        return None


def tell_refusal(
    file: Path, upload: Upload | None, refused: Refused, answer: Answer, choices: Choices = AS_ASKED
) -> None:
    """The one problem of the file, in the form that was asked for."""
    lang = answer.settings.language
    words = words_of_refusal(refused, lang)
    if answer.as_json:
        answer.say_document(refusal_document(file.name, upload, refused, lang))
    else:
        typer.echo(say("refused", lang, file=file.name, message=words.message, fix=words.fix), err=True)
    if upload is not None and answer.report is not None:
        from trunkload.intake.found_columns import found_columns  # noqa: PLC0415 - the same
        from trunkload.reports.build_view import build_refusal  # noqa: PLC0415 - only a report needs pages
        from trunkload.reports.page import render_page  # noqa: PLC0415 - the same

        found = found_columns(upload, refused, choices, limits_of(answer.settings))
        answer.write_report([render_page(build_refusal(upload, refused, datetime.now(UTC), lang, found))])
