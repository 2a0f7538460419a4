"""Pages of the sample files as a reader sees them; run as a module, it makes the golden ones anew."""

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

from tests.builders import TODAY, sample_account
from trunkload.flows.checking import judge, limits_of, price_list
from trunkload.intake.choices import AS_ASKED
from trunkload.intake.found_columns import found_columns
from trunkload.intake.read import read_sheet
from trunkload.intake.refusal import Refused
from trunkload.intake.upload import upload_of
from trunkload.orders.build import build_plan
from trunkload.reports.build_plan_view import PlanShown
from trunkload.reports.build_view import build_refusal, build_report
from trunkload.reports.check_json import check_document, refusal_document
from trunkload.reports.page import render_page
from trunkload.reports.plan_view import NextStep
from trunkload.reports.report_on import ReportOn
from trunkload.reports.view import RefusalView, ReportView
from trunkload.reports.workbook.marks import Marks, marks_of
from trunkload.settings import Settings
from trunkload.validation.language import Lang

SAMPLES = Path(__file__).parents[3] / "sample-data"
GOLDEN = Path(__file__).parent / "golden"
IMPORT_ID = "imp-2026-11-23-0001"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BLOCKS = frozenset(
    {
        *("p", "li", "h1", "h2", "h3", "dt", "dd", "tr", "div", "section", "article", "summary"),
        *("header", "main", "nav", "pre", "details", "option", "label"),
    }
)
DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
SEPARATORS = {"td": " | ", "th": " | ", "br": ", "}
UNSEEN = frozenset({"head", "style", "script", "svg"})
"""A picture has its figures as a table below it."""


@dataclass(frozen=True, slots=True)
class SamplePage:
    """What a sample file becomes: the view, its page, the JSON and the marks of the workbook of the same check."""

    view: ReportView | RefusalView
    page: str
    document: dict[str, Any]
    marks: Marks | None = None


def samples() -> list[tuple[str, Lang]]:
    """Every sample; the one that people see first in both languages, the bad ones in German."""
    bad = sorted(path for path in (SAMPLES / "bad").iterdir() if path.is_file())
    names = [path.relative_to(SAMPLES).as_posix() for path in bad]
    return [("new-staff.xlsx", Lang.DE), ("new-staff.xlsx", Lang.EN), ("new-staff.csv", Lang.DE)] + [
        (name, Lang.DE) for name in names
    ]


def golden_file(name: str, lang: Lang) -> Path:
    return GOLDEN / f"{name.replace('/', '-')}.{lang}.txt"


def sample_page(name: str, lang: Lang) -> SamplePage:
    settings, path = Settings(), SAMPLES / name
    upload, limits = upload_of(path.name, path.read_bytes()), limits_of(settings)
    try:
        sheet = read_sheet(upload, limits=limits)
    except Refused as refused:
        view = build_refusal(upload, refused, NOON, lang, found_columns(upload, refused, AS_ASKED, limits))
        return SamplePage(view, render_page(view), refusal_document(path.name, upload, refused, lang))
    account = sample_account()
    checked = judge(sheet, account, settings, TODAY)
    prices = price_list(account, settings)
    plan = build_plan(IMPORT_ID, checked, prices, settings.carrier.batch_size) if len(checked.ready) else None
    order, row = f"trunkload approve {IMPORT_ID} --digest …", f"trunkload report {IMPORT_ID} --row …"
    shown = PlanShown(IMPORT_ID, order, next_step=NextStep.APPROVE, row_command=row)
    report = build_report(ReportOn(checked, account, plan, prices, shown, NOON, lang))
    marks = marks_of(checked, lang, account.taken_at)
    return SamplePage(report, render_page(report), check_document(checked, plan, IMPORT_ID, lang), marks)


def parsed(page: str) -> Element:
    """The page's tree; html5lib's strict parser raises at the first fault."""
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    return tree


def lines_of(tree: Element) -> list[str]:
    """The text as a reader sees it: a line for each block, a bar between the cells of a table."""
    told = DIGEST.sub("…", "".join(_pieces(tree)))
    return [line for line in (" ".join(one.split()) for one in told.split("\n")) if line.strip("| ")]


def _pieces(element: Element) -> Iterator[str]:
    if str(element.tag).rpartition("}")[2] in UNSEEN or "hidden" in element.attrib:
        yield element.tail or ""
        return
    block = element.tag in BLOCKS
    yield "\n" if block else SEPARATORS.get(str(element.tag), "")
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
    yield ("\n" if block else "") + (element.tail or "")


def main() -> None:
    os.environ["TZ"] = "UTC"
    time.tzset()
    GOLDEN.mkdir(exist_ok=True)
    for name, lang in samples():
        lines = lines_of(parsed(sample_page(name, lang).page))
        golden_file(name, lang).write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
