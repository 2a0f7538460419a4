"""Knows how a letter becomes the plain text and the HTML of an e-mail, both saying the same."""

from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class LetterTable:
    """Headers, and rows of as many cells."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """What an e-mail says, before it has a form; `facts` are pairs of name and value."""

    lang: Lang
    subject: str
    greeting: str
    intro: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    closing: str
    table: LetterTable | None = None


def render_text(letter: Letter) -> str:
    return _environment().get_template("letter.txt").render(letter=letter)


def render_html(letter: Letter) -> str:
    """No image, no link, no script: nothing that a mail program would hold back."""
    return _environment().get_template("letter.html").render(letter=letter)


@lru_cache
def _environment() -> Environment:
    """Templates that escape in HTML, stop at a name that nobody gave, and let no value begin a line of its own."""
    return Environment(
        loader=PackageLoader("trunkload", "templates/mail"),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        finalize=_in_one_line,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _in_one_line(value: object) -> object:
    return "".join(c if c.isprintable() else " " for c in value) if isinstance(value, str) else value
