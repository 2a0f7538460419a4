"""What Prefect's page asks of a person who approves, and what it is told."""

from typing import Any

from tests.e2e.served import Served, wait_for


def approval_runs(served: Served, import_id: str) -> list[dict[str, Any]]:
    """Of this import, the first one first."""
    named = {"flow_runs": {"name": {"like_": f"approve {import_id}"}}, "sort": "EXPECTED_START_TIME_ASC"}
    found: list[dict[str, Any]] = served.ask("/flow_runs/filter", named)
    return found


def approval_run(served: Served, import_id: str) -> dict[str, Any]:
    """Of this import, as soon as there is one; there is one at most."""
    wait_for("approval run", lambda: len(approval_runs(served, import_id)) == 1, served)
    return approval_runs(served, import_id)[0]


def wait_for_state(served: Served, import_id: str, state: str) -> dict[str, Any]:
    wait_for(state, lambda: approval_run(served, import_id)["state_name"] == state, served)
    return approval_run(served, import_id)


def question(served: Served, run: dict[str, Any]) -> str:
    """The sentence above the form that is shown now; Prefect writes it a moment after it has suspended the run."""
    key = run["state"]["state_details"]["run_input_keyset"]["description"]
    kept = {"prefix": key, "limit": 1}
    wait_for("question", lambda: served.ask(f"/flow_runs/{run['id']}/input/filter", kept), served)
    return str(served.ask(f"/flow_runs/{run['id']}/input/{key}"))


def is_asked_again(served: Served, before: dict[str, Any]) -> bool:
    """Whether the run waits for another answer than before."""
    run = served.ask(f"/flow_runs/{before['id']}")
    return bool(run["state_name"] == "Suspended" and run["state_id"] != before["state_id"])


def resumed(served: Served, run: dict[str, Any], **typed: str) -> str:
    """What the server says to what was typed."""
    return str(served.ask(f"/flow_runs/{run['id']}/resume", {"run_input": typed})["status"])
