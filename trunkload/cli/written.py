"""Knows how a command writes a file that somebody asked for, says where it is, and opens it."""

from pathlib import Path

import typer

from trunkload.cli.refusal import Refusal
from trunkload.cli.say import say
from trunkload.flows.commands import from_here
from trunkload.validation.language import Lang


def save_out(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError:
        raise Refusal("report_not_written", file=str(out)) from None


def write_out(out: Path, content: bytes, lang: Lang) -> None:
    save_out(out, content)
    typer.echo(say("report_at", lang, path=from_here(out)))


def open_place(place: str) -> None:
    """In the program that this computer opens such files and addresses with. Raises Refusal where it has none."""
    if typer.launch(place) != 0:
        raise Refusal("report_not_opened", place=place)
