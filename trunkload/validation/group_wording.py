"""Makes the sentence of a group: what so many rows have in common, what to do, and how to settle all at once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from trunkload.intake.field_names import field_name, option_name
from trunkload.intake.written_decision import decision_text, shell_word
from trunkload.validation.accepting import ACCEPTABLE
from trunkload.validation.codes import Code
from trunkload.validation.counting import count_text
from trunkload.validation.findings import Severity
from trunkload.validation.groups import Group
from trunkload.validation.language import Lang
from trunkload.validation.shared_causes import SAME_VALUE, SHORT_OF
from trunkload.validation.wording import NO_HEADERS, Words, shown, words_of

PAIR: Final = 2
"""So many rows are named by a sentence about numbers that begin alike."""


@dataclass(frozen=True, slots=True)
class GroupWords:
    """`message` and `fix` as of a finding; `option`: what to add to the command, None where nothing settles all."""

    message: str
    fix: str
    option: str | None

    @property
    def whole_fix(self) -> str:
        return self.fix if self.option is None else f"{self.fix} {self.option}"


def words_of_group(group: Group, header: str | None, lang: Lang, headers: Mapping[str, str] = NO_HEADERS) -> GroupWords:
    """A group in words. `header` and `headers` as in `words_of`; a group of one row reads like its finding, and so
    does one whose sentence is about all its rows already."""
    finding, words = group.finding, words_of(group.finding, header, lang, headers)
    if len(group.rows) == 1 or _tells_of_all(group):
        return GroupWords(words.message, words.fix, None)
    known = {
        "n": count_text(len(group.rows), lang),
        "header": header or ("" if finding.field is None else field_name(finding.field, lang)),
        "value": finding.value or "",
        "message": words.message,
        "row": str(group.rows[0]),
    }
    own = finding.code.value if finding.code.value in _sentences() else None
    message = _say(own or ("alike" if group.alike else "unlike"), lang, known)
    return _with_option(GroupWords(message, words.fix, None), words, group, lang)


def _tells_of_all(group: Group) -> bool:
    code = group.finding.code
    return code in SAME_VALUE or code in SHORT_OF or (code is Code.INTERNAL_PREFIX and len(group.rows) == PAIR)


def decision_of(group: Group, lang: Lang) -> str | None:
    """`site:Muenchen=München`; with nothing to suggest a word stands for what the person means. None where no value
    is the cause, or where the rows are ordered anyway."""
    finding = group.finding
    if finding.field is None or not is_decidable(group):
        return None
    new = finding.suggestion or _say("new", lang, {})
    return decision_text(option_name(finding.field), (finding.value or "").strip(), new)


def is_decidable(group: Group) -> bool:
    """Whether a word is the cause, and its rows are not ordered as they are."""
    finding = group.finding
    return group.by_value and finding.field is not None and finding.severity is Severity.BLOCKED


def code_of(group: Group) -> str | None:
    """The code whose suggestions settle the group, or some of it."""
    finding = group.finding
    may = finding.severity is Severity.BLOCKED and finding.code in ACCEPTABLE and group.suggested
    return finding.code.value if may else None


def _with_option(told: GroupWords, words: Words, group: Group, lang: Lang) -> GroupWords:
    finding, decision = group.finding, decision_of(group, lang)
    if decision is not None:
        params = {"suggestion": shown(finding.suggestion or "", lang), "fix": words.fix}
        fix = _say("take_this" if finding.suggestion else "decide", lang, params)
        return GroupWords(told.message, fix, f"--accept {shell_word(decision)}")
    if code_of(group) is not None:
        fix = _say("take_all", lang, {"fix": words.fix, "suggested": count_text(group.suggested, lang)})
        return GroupWords(told.message, fix, f"--accept-suggestions {finding.code.value}")
    return told


def _say(key: str, lang: Lang, known: dict[str, str]) -> str:
    return _sentences()[key][lang.value].format_map(known)


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("trunkload.validation").joinpath("group_sentences.toml").read_text("utf-8"))
