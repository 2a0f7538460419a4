"""Builds what Prefect's page shows of an import: figures of its receipt and its plan, and nobody's name or number."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from trunkload.orders.plan import Cost
from trunkload.reports.markdown import as_it_is
from trunkload.reports.notation import count_text, money_text
from trunkload.reports.run_texts import RUN_TEXTS, RunTexts
from trunkload.validation.language import Lang
from trunkload.validation.receipt import Receipt

Table = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What is shown of a plan: its digest as a person copies it, the exact `command` that orders it, by trunk how many
    orders and workplaces, and until when it is held, written for reading."""

    digest: str
    command: str
    trunks: Sequence[tuple[str, int, int]]
    cost: Cost
    until: str

    @property
    def items(self) -> int:
        return sum(items for _, _, items in self.trunks)


@dataclass(frozen=True, slots=True)
class RunView:
    """One import; `page`: its report's address in the page, where people know one; `place`: what the report is called
    in the file store; `plan` is None where nothing is to be ordered."""

    lang: Lang
    import_id: str
    file_name: str
    page: str | None
    place: str
    receipt: Receipt
    plan: RunPlan | None

    @property
    def texts(self) -> RunTexts:
        return RUN_TEXTS[self.lang]


def receipt_table(view: RunView) -> Table:
    """Every kind of row that there is, and the whole first."""
    kind, count = view.texts.kinds
    found = ((words, getattr(view.receipt, name), name) for name, words in view.texts.rows)
    return [{kind: words, count: count_text(rows, view.lang)} for words, rows, name in found if rows or name == "rows"]


def plan_table(plan: RunPlan, lang: Lang) -> Table:
    """One line for each trunk."""
    columns = RUN_TEXTS[lang].columns
    lines = ((trunk, count_text(orders, lang), count_text(items, lang)) for trunk, orders, items in plan.trunks)
    return [dict(zip(columns, line, strict=True)) for line in lines]


def receipt_sentence(view: RunView) -> str:
    return view.texts.receipt.format(id=view.import_id, file=as_it_is(view.file_name))


def report_sentence(view: RunView) -> str:
    """Where the report lies, and the command that shows it."""
    told = view.texts.report_lies.format(id=view.import_id, place=view.place)
    return told if view.page is None else f"[{view.texts.report.format(id=view.import_id)}]({view.page})\n\n{told}"


def plan_sentence(view: RunView, plan: RunPlan) -> str:
    texts = view.texts
    approve = texts.approve.format(command=plan.command)
    about = {"id": view.import_id, "file": as_it_is(view.file_name), "digest": plan.digest}
    return texts.plan.format(**about, cost=cost_words(plan.cost, view.lang), approve=approve)


def form_sentence(view: RunView, plan: RunPlan, refused: str | None) -> str:
    """Above the form; `refused`: why what was typed before approved nothing."""
    texts, cost = view.texts, cost_words(plan.cost, view.lang)
    about = {"id": view.import_id, "file": as_it_is(view.file_name), "until": plan.until}
    asked = texts.form.format(**about, items=count_text(plan.items, view.lang), cost=cost)
    return asked if refused is None else texts.again.format(why=refused) + asked


def cost_words(cost: Cost, lang: Lang) -> str:
    texts = RUN_TEXTS[lang]

    def written(amount: Decimal | None) -> str:
        return texts.unknown if amount is None else money_text(amount, cost.currency, lang)

    words = texts.cost.format(monthly=written(cost.monthly), one_off=written(cost.one_off))
    return words + texts.sample if cost.sample else words
