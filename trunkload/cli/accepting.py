"""Knows what the command line says of suggestions that were accepted, and of values that were decided about."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from trunkload.cli.say import say, say_count
from trunkload.intake.field_names import field_name
from trunkload.reports.notation import count_text, moment_text
from trunkload.validation.language import Lang
from trunkload.validation.receipt import Taken


def accepted_lines(accepted: Mapping[str, int], lang: Lang) -> Iterator[str]:
    """What was taken as suggested, by code; no line where nothing was."""
    told = [f"{code} ({count_text(count, lang)})" for code, count in accepted.items()]
    if told:
        yield "  " + say_count("accepted_cells", sum(accepted.values()), lang, codes=", ".join(told))


def decided_lines(decisions: Sequence[Taken], headers: Mapping[str, str], lang: Lang) -> Iterator[str]:
    """One line for each decision about a value; `headers`: the person's own, by field."""
    for one in decisions:
        decision = one.decision
        header = headers.get(decision.field) or field_name(decision.field, lang)
        line = say_count("decided_cells", one.cells, lang, value=decision.value, header=header, new=decision.new)
        if decision.origin is not None:
            when = moment_text(datetime.fromisoformat(decision.origin.decided_at).astimezone(), lang)
            line += say("decided_before", lang, file=decision.origin.file_name, date=when)
        yield f"  {line}"
