"""Knows the JSON of numbers: which row gets which and why, and which are kept for rows that are blocked."""

from functools import cache
from typing import Any

from trunkload.orders.plan import Plan
from trunkload.validation.checked import Checked
from trunkload.validation.language import Lang
from trunkload.validation.wording import reason_words


def number_documents(plan: Plan, lang: Lang) -> list[dict[str, Any]]:
    """One for each row, in their order; `reason` is the code, with its detail behind a colon, `message` its words."""
    words = cache(lambda reason, base: reason_words(reason, base, lang))
    items = plan.items[["number", "extension", "internal_number", "reason"]].sort_index()
    items = items.astype(object).where(items.notna(), None)
    return [
        {
            "row": int(str(row)),
            "number": number,
            "internal_number": internal,
            "reason": reason,
            "message": words(reason, None if extension is None else number.removesuffix(extension)),
        }
        for row, number, extension, internal, reason in items.itertuples(name=None)
    ]


def kept_document(checked: Checked) -> list[dict[str, Any]]:
    """One for each blocked row whose number waits as long as the plan is held."""
    if checked.allocation is None:
        return []
    kept = checked.allocation.kept_back["number"].sort_index()
    return [{"row": int(str(row)), "number": str(number)} for row, number in kept.items()]
