"""Knows how Prefect learns that the worker of a run was killed: its heartbeat stops, and an automation says so."""

from typing import Any, Final

HEARTBEAT_SECONDS: Final = 30
"""Between two heartbeats of a run; the least that Prefect takes."""

SILENCE_SECONDS: Final = 75
"""After two that did not come a run counts as dead."""

AT_WORK: Final = {"PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS)}
"""What a run needs in its environment to have one at all."""

NAME: Final = "trunkload-zombies"

HEARTBEAT = "prefect.flow-run.heartbeat"
ENDS = ("Completed", "Failed", "Cancelled", "Crashed", "Suspended", "Paused")


def zombies() -> dict[str, Any]:
    """The automation in Prefect's own words.

    A run whose worker was killed stays Running for ever, and what is scheduled runs alone: nothing of it would start
    again. Once the run is called crashed the next one goes on with what it had begun.
    """
    return {
        "name": NAME,
        "description": "Calls a run crashed whose heartbeat has stopped.",
        "enabled": True,
        "trigger": {
            "type": "event",
            "posture": "Proactive",
            "match": {"prefect.resource.id": "prefect.flow-run.*"},
            "after": [HEARTBEAT],
            "expect": [HEARTBEAT, *(f"prefect.flow-run.{end}" for end in ENDS)],
            "for_each": ["prefect.resource.id"],
            "threshold": 1,
            "within": SILENCE_SECONDS,
        },
        "actions": [
            {
                "type": "change-flow-run-state",
                "state": "CRASHED",
                "message": "Its heartbeat has stopped; the next run goes on with what it had begun.",
            }
        ],
    }
