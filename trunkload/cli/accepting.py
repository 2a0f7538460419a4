"""Knows what the command line says of suggestions that were accepted."""

from collections.abc import Iterator, Mapping

from trunkload.cli.say import say_count
from trunkload.reports.notation import count_text
from trunkload.validation.language import Lang


def accepted_lines(accepted: Mapping[str, int], lang: Lang) -> Iterator[str]:
    """What was taken as suggested, by code; no line where nothing was."""
    told = [f"{code} ({count_text(count, lang)})" for code, count in accepted.items()]
    if told:
        yield "  " + say_count("accepted_cells", sum(accepted.values()), lang, codes=", ".join(told))
