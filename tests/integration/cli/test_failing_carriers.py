"""A carrier that does not answer, or not as it should: a sentence, exit code 3, and nothing half done (promise 12)."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest

from tests.integration.cli.carriers import absent, answering, silent
from tests.integration.cli.looks import first_import, held_numbers, import_states, ledger
from tests.integration.cli.shell import STAFF, Shell
from trunkload.flows.approving import approve_plan
from trunkload.flows.wiring import open_house
from trunkload.settings import Settings
from trunkload.validation.language import Lang

HTML = "<html><body>Wartungsarbeiten</body></html>"
ERROR = '{"code": "MAINTENANCE", "reason": "back at noon"}'
Carrier = Callable[[], AbstractContextManager[str]]

FAILING: dict[str, tuple[Carrier, str, dict[str, str]]] = {
    "nobody listens": (absent, "portal_unreachable", {}),
    "no answer": (silent, "portal_no_answer", {}),
    "a web page": (partial(answering, 200, HTML, Content_Type="text/html"), "portal_nonsense", {}),
    "wrong key": (partial(answering, 401, HTML), "portal_not_allowed", {}),
    "maintenance": (partial(answering, 503, ERROR, Retry_After="120"), "portal_busy", {}),
    "broken": (partial(answering, 500, HTML), "portal_no_answer", {}),
    "refusal": (partial(answering, 400, ERROR), "portal_refused", {"detail": "MAINTENANCE back at noon"}),
}
failing = pytest.mark.parametrize(("carrier", "key", "params"), FAILING.values(), ids=FAILING)


def at(shell: Shell, url: str, lang: Lang = Lang.EN) -> Shell:
    """The same home, with a carrier at `url`."""
    told = shell.with_settings(carrier__kind="tmforum", carrier__url=url, carrier__customer_id="muster-gmbh")
    return told.with_settings(carrier__timeout_seconds="0.3", carrier__follow_seconds="0").speaking(lang)


@failing
def test_an_import_that_cannot_ask_the_carrier_holds_nothing(
    shell: Shell, carrier: Carrier, key: str, params: dict[str, str]
) -> None:
    with carrier() as url:
        for lang in Lang:
            there = at(shell, url, lang)
            ran = there.run("import", STAFF)
            assert (ran.code, ran.out, ran.err) == (3, "", there.says(key, **params) + "\n")
    assert list(import_states(shell.home).values()) == ["rejected", "rejected"]
    assert held_numbers(shell.home) == 0
    assert ledger(shell.home, "SELECT count(*) FROM product_order") == [(0,)]
    assert [path for path in (shell.home / "files").rglob("*") if path.is_file()] == []


def approved_import(home: Path) -> tuple[str, str]:
    """Approved while the carrier still answered, and nothing is sent yet."""
    import_id, digest = first_import(home)
    approve_plan(open_house(Settings(home=home)), import_id, digest, "admin")
    return import_id, digest


def test_nobody_approves_while_the_account_cannot_be_read_again(planner: Shell) -> None:
    """Promise 4: what changed at the carrier must be able to void the approval, so it is asked first."""
    import_id, digest = first_import(planner.home)
    with absent() as url:
        ran = at(planner, url).run("approve", import_id, "--digest", digest)
    assert (ran.code, ran.err) == (3, planner.says("portal_unreachable") + "\n")
    assert import_states(planner.home) == {import_id: "planned"}
    assert ledger(planner.home, "SELECT DISTINCT state FROM product_order") == [("draft",)]


@pytest.mark.parametrize(
    ("carrier", "key", "state"),
    [
        (absent, "portal_unreachable", "approved"),
        (silent, "portal_no_answer", "unknown"),
        (partial(answering, 200, HTML), "portal_nonsense", "unknown"),
        (partial(answering, 401, HTML), "portal_not_allowed", "approved"),
        (partial(answering, 503, ERROR), "portal_busy", "unknown"),
        (partial(answering, 429, ERROR), "portal_busy", "approved"),
    ],
    ids=["nobody listens", "no answer", "a web page", "wrong key", "maintenance", "too many"],
)
def test_an_approval_that_does_not_reach_the_carrier_can_be_repeated(
    planner: Shell, carrier: Carrier, key: str, state: str
) -> None:
    """Promise 6: what may have arrived is unknown, what did not waits as it was; the next try orders everybody once."""
    import_id, digest = approved_import(planner.home)
    with carrier() as url:
        ran = at(planner, url).run("approve", import_id, "--digest", digest)
    assert (ran.code, ran.out, ran.err) == (3, "", planner.says(key) + "\n")
    assert ledger(planner.home, "SELECT DISTINCT state FROM product_order") == [(state,)]
    assert held_numbers(planner.home) == 39

    ran = planner.run("approve", import_id, "--digest", digest)
    assert (ran.code, import_states(planner.home)) == (0, {import_id: "done"})
    assert ledger(planner.home, "SELECT read_back, count(*) FROM order_item GROUP BY 1") == [("equal", 36)]


def test_a_carrier_that_refuses_an_order_for_good_gets_it_never_again(planner: Shell) -> None:
    """Exit code 1: the import is partly done, the orders are rejected, their numbers are free again."""
    import_id, digest = approved_import(planner.home)
    with answering(400, ERROR) as url:
        ran = at(planner, url).run("approve", import_id, "--digest", digest)
    assert (ran.code, ran.err) == (1, "")
    counts = planner.says("done_first_add", done=0, n=36)
    assert ran.out.startswith(planner.says("ordered", id=import_id, counts=counts))
    assert import_states(planner.home) == {import_id: "partly_done"}
    assert ledger(planner.home, "SELECT DISTINCT state FROM product_order") == [("rejected",)]
    assert held_numbers(planner.home) == 3
    assert ledger(planner.home, "SELECT DISTINCT carrier_reason FROM order_item") == [("MAINTENANCE back at noon",)]
    assert planner.run("status", import_id).out.count("MAINTENANCE back at noon") == 36

    again = json.loads(planner.run("import", STAFF, "--format", "json").out)
    assert again["plan"]["items"] == 36
    assert held_numbers(planner.home) == 39
