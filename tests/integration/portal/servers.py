"""A server on loopback that answers as a test says, with or without TLS, and remembers what it was asked."""

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.integration.portal.authorities import Pair


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: `path` with its query."""

    method: str
    path: str
    headers: dict[str, str]
    content: bytes


@dataclass(frozen=True, slots=True)
class Given:
    """One answer; text is sent as it is, everything else as JSON."""

    status: int
    body: object = ""
    headers: dict[str, str] = field(default_factory=dict)


Answer = Callable[[Asked], Given]


@dataclass(frozen=True, slots=True)
class Served:
    url: str
    asked: list[Asked]


@contextmanager
def serving(answer: Answer, tls: ssl.SSLContext | None = None) -> Iterator[Served]:
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            request = Asked(self.command, self.path, dict(self.headers), content)
            asked.append(request)
            given = answer(request)
            body = given.body.encode() if isinstance(given.body, str) else json.dumps(given.body).encode()
            self.send_response(given.status)
            kind = {} if isinstance(given.body, str) else {"Content-Type": "application/json"}
            for name, value in {**kind, "Content-Length": str(len(body)), **given.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.do_GET()

        def do_DELETE(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Nothing to say."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: object) -> None:
            """A client that does not trust us hangs up."""

    with Server(("127.0.0.1", 0), Handler) as server:
        if tls is not None:
            # The handshake belongs to the thread of its request.
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield Served(f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}", asked)
        server.shutdown()
        thread.join()


def secured(pair: Pair, clients: Path | None = None) -> ssl.SSLContext:
    """TLS with this certificate; with `clients`, whoever asks needs one of that issuer."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair.certificate, pair.key)
    if clients is not None:
        context.load_verify_locations(clients)
        context.verify_mode = ssl.CERT_REQUIRED
    return context
