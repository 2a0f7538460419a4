"""What Prefect's page shows of an import: figures, in German and in English, and no markup of anybody's."""

import string
from dataclasses import fields, replace
from decimal import Decimal

import pytest

from trunkload.flows.approving_typed import TO_TYPE_AGAIN
from trunkload.flows.failures import StopCode
from trunkload.flows.giving_up import STOPS_OF
from trunkload.orders.plan import Cost
from trunkload.reports.markdown import as_it_is, markdown_page
from trunkload.reports.run_texts import RUN_TEXTS
from trunkload.reports.run_view import (
    RunPlan,
    RunView,
    cost_words,
    form_sentence,
    plan_sentence,
    plan_table,
    receipt_sentence,
    receipt_table,
    report_sentence,
)
from trunkload.validation.language import Lang
from trunkload.validation.receipt import Receipt

PLAN = RunPlan(
    digest="1a2367e3499fae9b",
    command="trunkload approve imp-2026-11-23-0001 --digest 1a2367e3499fae9b",
    trunks=[("BERLIN-1", 1, 7), ("KOELN-1", 25, 1229)],
    cost=Cost(Decimal("191.40"), Decimal(0), "EUR", sample=True),
    until="2026-11-30 02:00 CET",
)
VIEW = RunView(
    lang=Lang.EN,
    import_id="imp-2026-11-23-0001",
    file_name="juni_neu.xlsx",
    page=None,
    place="s3://telephony/live/imports/imp-2026-11-23-0001/report.html",
    receipt=Receipt(rows=1243, ready=1230, ready_with_warnings=6, blocked=5, hidden=2),
    plan=PLAN,
)
MAY_STOP = {*TO_TYPE_AGAIN, *STOPS_OF.values(), StopCode.PLAN_CHANGED, StopCode.ALREADY_APPROVED} | {
    *(StopCode.NO_SUCH_IMPORT, StopCode.DATA_DELETED, StopCode.ACCOUNT_MISSING),
}


def test_the_receipt_counts_every_kind_of_row_that_there_is() -> None:
    assert [tuple(row.values()) for row in receipt_table(VIEW)] == [
        ("in the file", "1,243"),
        ("ready", "1,230"),
        ("ready, with a warning", "6"),
        ("to fix", "5"),
        ("hidden", "2"),
    ]
    assert receipt_table(replace(VIEW, lang=Lang.DE))[1] == {"Zeilen": "bereit", "Anzahl": "1.230"}


def test_the_plan_tells_trunks_cost_digest_and_the_command_that_orders_it() -> None:
    assert plan_table(PLAN, Lang.EN)[1] == {"SIP trunk": "KOELN-1", "orders": "25", "workplaces": "1,229"}
    assert plan_sentence(VIEW, PLAN) == (
        r"Plan of imp-2026-11-23-0001 (juni\_neu.xlsx), digest `1a2367e3499fae9b`: 191.40 € a month, 0.00 € once "
        "(sample prices). Nothing is ordered without an approval: "
        "`trunkload approve imp-2026-11-23-0001 --digest 1a2367e3499fae9b`"
    )


def test_a_report_is_found_in_the_page_by_whoever_may_see_it_and_in_the_store_by_its_name() -> None:
    """Nothing that opens by itself stands there."""
    told = (
        "The report lies in `s3://telephony/live/imports/imp-2026-11-23-0001/report.html`; "
        "`trunkload report imp-2026-11-23-0001 --open` shows it."
    )
    assert report_sentence(VIEW) == told
    linked = replace(VIEW, page="https://telephony.example.org/imports/imp-2026-11-23-0001")
    assert report_sentence(linked) == (
        f"[Report of imp-2026-11-23-0001](https://telephony.example.org/imports/imp-2026-11-23-0001)\n\n{told}"
    )


def test_an_unknown_price_is_said() -> None:
    assert cost_words(Cost(None, Decimal(3), "EUR"), Lang.DE) == "Preis unbekannt im Monat, 3,00 € einmalig"


def test_the_form_says_what_is_ordered_and_why_the_last_answer_approved_nothing() -> None:
    assert "1,236 workplaces, 191.40 € a month" in form_sentence(VIEW, PLAN, None)
    assert "1a2367e3499fae9b" not in form_sentence(VIEW, PLAN, None)
    refused = RUN_TEXTS[Lang.EN].stops["digest_wrong"]
    assert form_sentence(VIEW, PLAN, refused).startswith(f"**Not approved: {refused}** The plan of ")


def test_the_name_of_a_file_is_no_markup() -> None:
    """Promise 9."""
    view = replace(VIEW, file_name="<img src=x>|[a](b)\n# `c`.csv")
    assert r"(\<img src=x\>\|\[a\]\(b\) \# \`c\`.csv)" in receipt_sentence(view)
    page = markdown_page(["File"], [["a|b\n<c>"]], ["*d*"])
    assert page == "\\*d\\*\n\n| File |\n| --- |\n| a\\|b \\<c\\> |"
    assert markdown_page(["File"], [], [as_it_is("e")]) == "e"


@pytest.mark.parametrize("lang", Lang)
def test_every_reason_why_nothing_is_approved_is_a_sentence(lang: Lang) -> None:
    assert set(RUN_TEXTS[lang].stops) == {code.value for code in MAY_STOP}
    for text in RUN_TEXTS[lang].stops.values():
        assert text[0].isupper()
        assert text.endswith(".")


def blanks(text: str) -> set[str]:
    return {blank for _, blank, _, _ in string.Formatter().parse(text) if blank}


def test_both_languages_fill_the_same_blanks() -> None:
    german, english = RUN_TEXTS[Lang.DE], RUN_TEXTS[Lang.EN]
    for name in (field.name for field in fields(german) if isinstance(getattr(german, field.name), str)):
        assert blanks(getattr(german, name)) == blanks(getattr(english, name))
    assert [name for name, _ in german.rows] == [name for name, _ in english.rows]
    assert len(german.columns) == len(set(german.columns)) == 3
