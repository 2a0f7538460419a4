"""Every text that the code says exists, in German and in English, and speaks as the house does."""

import ast
import re
import string
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import trunkload.cli
import trunkload.flows
from trunkload.cli.account_words import OWN_NAMES
from trunkload.cli.receipt import TOLD_HOWS
from trunkload.flows.audit_words import DETAILS
from trunkload.flows.comparing import compare_uploads
from trunkload.flows.failures import StopCode
from trunkload.flows.following import finish_import, follow_to_the_end
from trunkload.flows.health.checks import BROKEN, WARNINGS, Sight, Verdict
from trunkload.flows.importing import read_received
from trunkload.flows.lapsing import lapse
from trunkload.flows.planning import plan_import
from trunkload.flows.reading_back import read_back_orders
from trunkload.flows.rehearsed import Promise
from trunkload.flows.replanning import approve_within_blocks, plan_failed_anew
from trunkload.flows.reporting import refresh_report, write_report
from trunkload.flows.sending_credentials import Sending
from trunkload.flows.submitting import send_orders
from trunkload.flows.syncing import sync_account, sync_ordered
from trunkload.flows.telling import tell_people
from trunkload.flows.words import shared_texts
from trunkload.flows.workplace_words import STATES
from trunkload.inventory.account import NumberState, Package
from trunkload.inventory.account_changes import ConflictKind
from trunkload.inventory.account_words import Move
from trunkload.inventory.availability import Hindrance
from trunkload.inventory.number_moves import Obstacle
from trunkload.notify.errors import NotifyProblem
from trunkload.orders.reversal import Ground, Standing
from trunkload.orders.states import ImportState
from trunkload.portal.handover.failures import HandoverProblem
from trunkload.portal.protocol import PortalProblem
from trunkload.portal.rehearsal import AccountFileProblem
from trunkload.portal.rehearsal.faults import FaultKind, FaultScriptProblem
from trunkload.reports.card import PasswordDelivery
from trunkload.reports.file_notes import FileNote
from trunkload.settings import SettingsProblem
from trunkload.storage.audit import Deed
from trunkload.storage.failures import StorageProblem
from trunkload.storage.message_values import Channel, MessageKind, MessageState
from trunkload.storage.moving import Why
from trunkload.storage.overtaken import Lost
from trunkload.validation.actions.action import Action
from trunkload.validation.entering.entries import EntryCode
from trunkload.validation.fitting import Misfit
from trunkload.validation.receipt import Receipt

ROOM = Path(trunkload.cli.__file__).parent
OWN: dict[str, dict[str, str]] = tomllib.loads((ROOM / "texts.toml").read_text("utf-8"))
TEXTS = shared_texts() | OWN
STEPS = (
    *(lapse, read_received, sync_account, plan_import, compare_uploads, write_report),
    *(send_orders, follow_to_the_end, read_back_orders, sync_ordered),
    *(plan_failed_anew, approve_within_blocks, finish_import, tell_people, refresh_report),
)
WHYS = {*Hindrance, "blocked_noted", "future_from", "nobody", "reserved_for"}
FAMILIES: dict[str, Iterable[str]] = {
    "": {code.value for code in StopCode},
    "account_field_": OWN_NAMES,
    "account_file_": AccountFileProblem,
    "action_": Action,
    "changed_": Lost,
    "columns_by_": TOLD_HOWS,
    "conflict_": ConflictKind,
    "decision_": Misfit,
    "deed_": {deed.name.lower() for deed in Deed},
    "delivery_": PasswordDelivery,
    "fault_script_": FaultScriptProblem,
    "detail_": DETAILS,
    "did_": {*Move, "release_early", "release_reserved"},
    "done_": {*(f"first_{one}" for one in Action), *(f"more_{one}" for one in Action if one is not Action.ADD)},
    "entry_": EntryCode,
    "message_": {*MessageKind, *MessageState},
    "message_by_": Channel,
    "note_": FileNote,
    "handover_file_": HandoverProblem,
    "moved_": Why,
    "obstacle_": {*Obstacle, "held_at_carrier"},
    "notify_": NotifyProblem,
    "number_": NumberState,
    "package_": Package,
    "part_": {"site", "trunk", "block", "contingent", "price"},
    "portal_": PortalProblem,
    "seen_": Sight,
    "sending_": Sending,
    "remedy_": WARNINGS | BROKEN,
    "promise_": {*Promise, "held", "broken", "line"},
    "rehearsed_": {*FaultKind, "server_error_after"},
    "settings_": SettingsProblem,
    "skipped_": {field.name for field in fields(Receipt) if field.default == 0} - {"held_back"},
    "state_": ImportState,
    "step_": {step.__name__ for step in STEPS},
    "storage_": StorageProblem,
    "undo_": {*Standing, *(f"{one}_one" for one in Standing)},
    "undo_because_": Ground,
    "usage_": {"missing", "option", "other", "value"},
    "verdict_": Verdict,
    "why_": {*WHYS, *(f"{one}_until" for one in ("held", "kept", "resting"))},
    "workplace_": STATES,
}
"""Keys that the code puts together: their beginning, and everything that may follow."""


def calls() -> Iterator[ast.Call]:
    shared = Path(trunkload.flows.__file__).parent.glob("*_words.py")
    for path in (*ROOM.glob("*.py"), *shared):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield node


def said() -> tuple[set[str], set[str]]:
    """Keys that stand in the code as they are, and the beginnings of those that are put together."""
    keys, beginnings = set[str](), set[str]()
    for call in calls():
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name not in {"say", "say_count", "Refusal", "WrongCall"} or not call.args:
            continue
        for node in ast.walk(call.args[0]):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
        literal = [one for one in _strings(call.args[0]) if not one.endswith("_")]
        keys |= {f"{one}{end}" for one in literal for end in (("", "_one") if name == "say_count" else ("",))}
    return keys, beginnings


def _strings(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return [*_strings(node.body), *_strings(node.orelse)] if isinstance(node, ast.IfExp) else []


def test_every_key_that_stands_in_the_code_has_its_text() -> None:
    keys, _ = said()
    assert keys - set(TEXTS) == set()
    assert {"nothing_ordered", "account_loaded", "demo_needs_rehearsal", "trunk_unknown"} <= keys


def test_what_the_page_says_too_stands_in_one_place() -> None:
    assert set(OWN) & set(shared_texts()) == set()


def test_every_family_of_keys_is_known_here() -> None:
    _, beginnings = said()
    assert beginnings - set(FAMILIES) == set()


@pytest.mark.parametrize(("start", "ends"), FAMILIES.items(), ids=[name or "stops" for name in FAMILIES])
def test_every_member_of_a_family_has_its_text(start: str, ends: Iterable[str]) -> None:
    assert {f"{start}{end}" for end in ends} - set(TEXTS) == set()


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_is_there_in_both_languages_and_fills_the_same_blanks(key: str) -> None:
    text = TEXTS[key]
    assert list(text) == ["de", "en"]
    blanks = {lang: {name for _, name, _, _ in string.Formatter().parse(one) if name} for lang, one in text.items()}
    assert blanks["de"] == blanks["en"]
    columns = {lang: one.count("|") for lang, one in text.items() if key.startswith("columns_")}
    assert len(set(columns.values())) <= 1


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_neither_begs_nor_judges(key: str) -> None:
    for text in TEXTS[key].values():
        assert re.findall(r"(?i)\b(bitte|please|ungültig\w*|invalid|fehlerhaft\w*|error)\b", text) == []


def test_every_detail_that_the_trail_keeps_has_words() -> None:
    """What is noted beside a deed is read by people, too."""
    noted = set[str]()
    for path in Path(trunkload.flows.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "note":
                noted |= {word.arg for word in node.keywords if word.arg is not None}
    assert {"digest", "sha256", "rows", "undo", "why"} <= noted
    assert noted - DETAILS == set()
