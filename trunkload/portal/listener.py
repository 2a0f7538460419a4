"""Knows how a carrier's callbacks come in: anybody may call, nobody is believed, and no call costs much."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET, AF_INET6, socket
from threading import BoundedSemaphore, Thread

MOST_BYTES = 1024 * 1024
MOST_CALLS = 8
"""Calls that are taken at once; more are hung up on."""

CALL_SECONDS = 5.0

EVENTS = frozenset(
    {
        "productOrderCreateEvent",
        "productOrderAttributeValueChangeEvent",
        "productOrderStateChangeEvent",
        "productOrderDeleteEvent",
        "productOrderInformationRequiredEvent",
        "cancelProductOrderCreateEvent",
        "cancelProductOrderStateChangeEvent",
        "cancelProductOrderInformationRequiredEvent",
    }
)
"""The listener's paths of TMF622 v4."""


@dataclass(frozen=True, slots=True)
class Doorbell:
    """Rings when a call comes to `/{secret}/listener/{event}`; what the call says is not looked at."""

    secret: str = field(repr=False)
    ring: Callable[[], None]


@contextmanager
def listening(host: str, port: int, bell: Doorbell) -> Iterator[int]:
    """Listen in threads of its own until the block ends; answers the port. Raises OSError where it is taken."""

    class Call(_Call):
        doorbell = bell

    with _Server((host, port), Call) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    """Whoever is still talking when we stop listening is left alone."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self.address_family = AF_INET6 if ":" in address[0] else AF_INET
        super().__init__(address, handler)
        self._lines = BoundedSemaphore(MOST_CALLS)

    def verify_request(self, request: object, client_address: object) -> bool:
        del request, client_address
        return self._lines.acquire(blocking=False)

    def process_request_thread(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._lines.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that hangs up is no news."""


class _Call(BaseHTTPRequestHandler):
    doorbell: Doorbell
    timeout = CALL_SECONDS
    server_version, sys_version = "Trunkload", ""

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit() and len(length) <= len("99999999")):
            self._answer(HTTPStatus.LENGTH_REQUIRED, _refusal("LENGTH", "a Content-Length is expected"))
        elif int(length) > MOST_BYTES:
            self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _refusal("SIZE", f"at most {MOST_BYTES} bytes"))
        elif not self._is_for_us():
            self._answer(HTTPStatus.NOT_FOUND, _refusal("NOT_FOUND", "nobody listens here"))
        elif not _is_object(self._body(int(length))):
            self._answer(HTTPStatus.BAD_REQUEST, _refusal("FORM", "a JSON object is expected"))
        else:
            self.doorbell.ring()
            self._answer(HTTPStatus.CREATED, {"id": "1", "callback": self.path.partition("?")[0]})

    def log_message(self, *_: object) -> None:
        """Addresses of callers are nobody's business, and paths hold our secret."""

    def _is_for_us(self) -> bool:
        start, _, event = self.path.partition("?")[0].rpartition("/")
        return start.endswith(f"/{self.doorbell.secret}/listener") and event in EVENTS

    def _body(self, length: int) -> bytes:
        deadline, body = time.monotonic() + CALL_SECONDS, bytearray()
        while len(body) < length and time.monotonic() < deadline:
            piece = self.rfile.read1(length - len(body))
            if not piece:
                break
            body += piece
        return bytes(body)

    def _answer(self, status: HTTPStatus, body: dict[str, str]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)


def _is_object(content: bytes) -> bool:
    try:
        return isinstance(json.loads(content), dict)
    except (ValueError, RecursionError):
        return False


def _refusal(code: str, reason: str) -> dict[str, str]:
    return {"code": code, "reason": reason}
