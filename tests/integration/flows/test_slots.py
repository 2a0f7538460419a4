"""A limit that all runs share is a kindness: a step waits for its turn, and nothing stands still for it."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from trunkload.flows.occupying import Shared
from trunkload.flows.slots import LEASE, PATIENCE, occupied


@contextmanager
def limit_that_answers(status: HTTPStatus) -> Iterator[list[str]]:
    """A server of Prefect's API that answers so, and what it was asked for."""
    asked: list[str] = []

    class Limit(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path.rpartition("/")[2])
            self.rfile.read(int(self.headers["Content-Length"]))
            body = json.dumps({"lease_id": "1", "limits": [{"name": "trunkload-carrier"}]}).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Limit) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{server.server_port}/api"}):
            yield asked
        server.shutdown()


def test_a_step_goes_on_without_a_slot_that_is_never_given_back(caplog: pytest.LogCaptureFixture) -> None:
    """It says so, and gives nothing back that it did not have."""
    caplog.set_level(logging.INFO, "trunkload")
    logging.getLogger("trunkload").addHandler(caplog.handler)
    try:
        with limit_that_answers(HTTPStatus.LOCKED) as asked, occupied(Shared.CARRIER, patience=0.2):
            assert asked == ["increment-with-lease"] * 2
    finally:
        logging.getLogger("trunkload").removeHandler(caplog.handler)
    assert asked == ["increment-with-lease"] * 2
    assert "limit.full" in caplog.messages
    assert LEASE <= PATIENCE


def test_a_slot_that_was_had_is_given_back() -> None:
    with limit_that_answers(HTTPStatus.OK) as asked, occupied(Shared.CARRIER):
        assert asked == ["increment-with-lease"]
    assert asked == ["increment-with-lease", "decrement-with-lease"]
