"""Every text of the page exists in German and English, and speaks as the house does."""

import ast
import re
import string
import tomllib
from pathlib import Path

import pytest

import trunkload.web
from trunkload.flows.command_words import COMMANDS
from trunkload.flows.trying_again import KINDS
from trunkload.flows.words import shared_texts
from trunkload.intake.fields import Field
from trunkload.inventory.account_words import Move
from trunkload.orders.reversal import Standing
from trunkload.orders.states import ImportState
from trunkload.storage.failures import InboxError
from trunkload.validation.actions.action import Action
from trunkload.validation.findings import Severity
from trunkload.validation.rules import Policy
from trunkload.web.account_work import RECORD
from trunkload.web.heavy_changes import TOLD
from trunkload.web.imports import STAGES
from trunkload.web.looking import BOOKS
from trunkload.web.orders_view import SHOWN
from trunkload.web.provider import Why

ROOM = Path(trunkload.web.__file__).parent
TEMPLATES = ROOM.parent / "templates" / "web"
TEXTS: dict[str, dict[str, str]] = tomllib.loads((ROOM / "texts.toml").read_text("utf-8"))
OF_AN_UPLOAD = [kind for failed, kind in KINDS.items() if failed is not InboxError]
STOPS = {
    *("digest_wrong", "plan_changed", "four_eyes", "nothing_planned", "was_cancelled", "has_lapsed", "was_rejected"),
    *("already_approved", "already_ordered", "rows_not_planned", "rows_not_ordered", "all_left_out", "not_approved"),
    *("nothing_to_verify", "undo_before_order", "undo_still_open", "nothing_to_undo", "carrier", "not_offered"),
    *("obstructed", "account_missing", "workplace_gone"),
}
"""What may stand against what somebody wants to do; of all else is said that it is not possible just now."""

FAMILIES = {
    "provider_": Why,
    "state_": ImportState,
    "policy_": Policy,
    "stage_": STAGES,
    "stage_now_": STAGES,
    "action_": Action,
    "ordered_": [f"{one}{end}" for one in Action for end in ("", "_one")],
    "rows_": [f"{one}{end}" for one in ("taken_out", "blocked") for end in ("", "_one")],
    "show_": SHOWN,
    "stop_": STOPS,
    "undo_": Standing,
    "header_": ("headers", "person"),
    "how_": ("decided", "synonym", "context", "content", "fuzzy", "hidden", "unknown", "marks"),
    "severity_": Severity,
    "book_": [f"{book}{end}" for book in BOOKS for end in ("", "_told")],
    "stopped_": [*TOLD, "other"],
    "move_": Move,
    "field_": [*(one.value for one in RECORD if one is not Field.CONFERENCE_PACKAGE), "start", "end"],
    "failed_": [f"{kind}{end}" for kind in (*OF_AN_UPLOAD, "broken") for end in ("", "_fix")],
}
"""Keys that the code puts together: their beginning, and everything that may follow."""

CALLS = {"say": (0,), "say_count": (0,), "notice": (2, 3), "_told": (2, 3)}
"""Functions that are given keys, and where."""

COMMAND = re.compile(r"trunkload\s+[a-z]")


def said_in_code() -> set[str]:
    keys = set[str]()
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                places = CALLS.get(node.func.id, ())
                given = [node.args[place] for place in places if place < len(node.args)]
                ends = ("", "_one") if node.func.id == "say_count" else ("",)
                keys |= {f"{one.value!s}{end}" for one in given if isinstance(one, ast.Constant) for end in ends}
    return keys


def said_in_templates() -> tuple[set[str], set[str]]:
    """Keys, and the beginnings of those that are put together."""
    text = "".join(path.read_text("utf-8") for path in TEMPLATES.glob("*.html"))
    return set(re.findall(r"\bt\.(\w+)", text)), set(re.findall(r't\["(\w+_)" ~', text))


def test_every_page_asks_whether_the_name_of_a_file_may_be_seen() -> None:
    """It may be a person's; `visit.file_name_of` knows."""
    named = [path.name for path in TEMPLATES.glob("*.html") if "record.file_name" in path.read_text("utf-8")]
    assert named == []


def test_every_key_that_is_said_has_its_text_and_every_text_is_said() -> None:
    in_templates, beginnings = said_in_templates()
    families = {f"{start}{end}" for start, ends in FAMILIES.items() for end in ends}
    assert beginnings - set(FAMILIES) == set()
    assert said_in_code() | in_templates | families == set(TEXTS)


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_is_there_in_both_languages_and_fills_the_same_blanks(key: str) -> None:
    text = TEXTS[key]
    assert list(text) == ["de", "en"]
    blanks = {lang: {name for _, name, _, _ in string.Formatter().parse(one) if name} for lang, one in text.items()}
    assert blanks["de"] == blanks["en"]


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_neither_begs_nor_judges(key: str) -> None:
    for text in TEXTS[key].values():
        assert re.findall(r"(?i)\b(bitte|please|ungültig\w*|invalid|fehlerhaft\w*|error)\b", text) == []


def test_whoever_has_a_browser_only_is_told_no_command() -> None:
    """What stands against messages (`notify_`) is told on the command line alone."""
    shared = {key: text for key, text in shared_texts().items() if not key.startswith("notify_")}
    told = {key: text for key, text in (shared | TEXTS).items() if any(map(COMMAND.search, text.values()))}
    assert told == {}
    assert [path.name for path in TEMPLATES.glob("*.html") if COMMAND.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize("key", COMMANDS)
def test_a_sentence_that_a_command_follows_ends_where_the_command_begins(key: str) -> None:
    assert [text.endswith(".") for text in shared_texts()[key].values()] == [True, True]
