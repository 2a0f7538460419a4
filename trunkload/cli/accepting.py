"""Knows what the command line says of suggestions to accept: codes that have none, and what was taken."""

from collections.abc import Iterator

import typer

from trunkload.cli.say import say, say_count
from trunkload.reports.notation import count_text
from trunkload.validation.accepting import ACCEPTABLE, NotAcceptableError, codes_to_accept
from trunkload.validation.language import Lang
from trunkload.validation.receipt import Receipt


def may_accept(names: tuple[str, ...], lang: Lang) -> bool:
    """False, and a sentence on stderr, where a name is no code with suggestions."""
    try:
        codes_to_accept(names)
    except NotAcceptableError as failed:
        known = ", ".join(sorted(code.value for code in ACCEPTABLE))
        typer.echo(say("accept_unknown", lang, names=", ".join(failed.names), codes=known), err=True)
        return False
    return True


def accepted_lines(receipt: Receipt, lang: Lang) -> Iterator[str]:
    """What was taken as suggested, by code; no line where nothing was."""
    told = [f"{code} ({count_text(count, lang)})" for code, count in receipt.accepted.items()]
    if told:
        count = sum(receipt.accepted.values())
        yield "  " + say_count("accepted_cells", count, lang, codes=", ".join(told))
