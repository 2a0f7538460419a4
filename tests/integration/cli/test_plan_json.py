"""The JSON of `plan`, schema trunkload.plan/1, is pinned to the letter: machines read it.

Days that move with the calendar stand in the file as words; it is written anew with `trunkload plan ID --format json`.
"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.integration.cli.looks import first_import
from tests.integration.cli.shell import Shell

EXPECTED = Path(__file__).parent / "expected" / "plan.json"
MOST = "8,9,11-17,19-25,27-30,32-42"
"""All rows of the sample sheet that are planned, but the first few."""


def still(shell: Shell, told: str) -> str:
    """Without what is another one every day."""
    import_id, digest = first_import(shell.home)
    document = json.loads(told)
    today = datetime.now(UTC).astimezone().date()
    moving = {
        import_id: "IMPORT",
        digest: "DIGEST",
        digest[:16]: "DIGEST",
        document["account_at"]: "ACCOUNT AT",
        document["rule_version"]: "RULES",
        today.isoformat(): "TODAY",
        (today + timedelta(days=30)).isoformat(): "TODAY + 30 DAYS",
    }
    if document["held_until"] is not None:
        moving = {document["held_until"]: "HELD UNTIL", **moving}
    for moment, word in moving.items():
        told = told.replace(moment, word)
    return told


def test_the_json_is_pinned(planner: Shell) -> None:
    without = planner.run("plan", first_import(planner.home)[0], "--without", MOST, "--format", "json")
    assert (without.code, without.err) == (0, "")
    assert still(planner, without.out) == EXPECTED.read_text("utf-8")


def test_the_whole_cart_is_told_with_what_is_not_in_it(planner: Shell) -> None:
    import_id, digest = first_import(planner.home)
    told = json.loads(planner.run("plan", import_id, "--format", "json").out)
    assert told["totals"] == {"items": 36, "orders": 2, "add": 36, "modify": 0, "delete": 0}
    assert sum(one["items"] for one in told["orders"]) == len(told["items"]) == 36
    assert told["left_out"] == {"blocked": [10, 18, 26, 31], "taken_out": []}
    assert told["approve"] == f"trunkload approve {import_id} --digest {digest[:16]}"
    assert {one["row"] for one in told["kept"]} <= set(told["left_out"]["blocked"])
    (workplaces,) = [one for one in told["contingents"] if one["name"] == "workplace"]
    assert (workplaces["booked"], workplaces["before"], workplaces["after"]) == (200, 15, 51)


def test_what_is_approved_has_no_command_any_more(planner: Shell) -> None:
    import_id, digest = first_import(planner.home)
    assert planner.run("approve", import_id, "--digest", digest).code == 0
    told = json.loads(planner.run("plan", import_id, "--format", "json").out)
    assert (told["state"], told["approve"], told["held_until"]) == ("done", None, None)
