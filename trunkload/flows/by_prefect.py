"""Knows whether Prefect runs the story: it does where PREFECT_API_URL names a server, which then has to answer."""

import os
import urllib.error
import urllib.request
from http.client import HTTPException

from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.heartbeats import AT_WORK

PATIENCE = 5.0
"""Seconds for one question to the server."""


def prefect_runs() -> bool:
    """Asked before Prefect is imported: its client tells nobody anything then, and our runs have their heartbeats.

    Raises Stopped.
    """
    url = os.environ.get("PREFECT_API_URL")
    if not url:
        return False
    for name, value in {"DO_NOT_TRACK": "1", **AT_WORK}.items():
        os.environ.setdefault(name, value)
    if not answers(url):
        raise Stopped(StopCode.PREFECT_NOT_THERE, url=url)
    return True


def require_prefect() -> None:
    """For what nobody but a server can do. Raises Stopped."""
    if not prefect_runs():
        raise Stopped(StopCode.PREFECT_NOT_NAMED)


def answers(api_url: str) -> bool:
    """Whether a server is there, be it one that wants a password first."""
    try:
        with urllib.request.urlopen(f"{api_url.rstrip('/')}/health", timeout=PATIENCE):  # noqa: S310 - configured
            return True
    except urllib.error.HTTPError:
        return True
    except (OSError, HTTPException, ValueError):
        return False
