"""Mail servers on this machine that take, refuse and hang up as a test says; certificates are made by the test."""

import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, Session

USER, PASSWORD = "trunkload", "Kiesel-7-Ofen-Wal"


@dataclass
class Postmaster:
    """Takes mail; `answers` are by recipient, `peers` the connections."""

    answers: dict[str, str] = field(default_factory=dict)
    taken: list[EmailMessage] = field(default_factory=list)
    peers: set[Any] = field(default_factory=set)
    data_answer: str = "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: object, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: object, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the same
        if not self.data_answer.startswith("250"):
            return self.data_answer
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.taken.append(mail)
        self.peers.add(session.peer)
        return self.data_answer


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def mail_server(postmaster: Postmaster, port: int, certificate: Path | None = None, **options: Any) -> Iterator[None]:  # noqa: ANN401 - aiosmtpd's
    """Plain, or with STARTTLS required where there is a certificate; `options` go to aiosmtpd."""
    if certificate is not None:
        options |= {"tls_context": _context(certificate), "require_starttls": True}
    controller = Controller(postmaster, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


@contextmanager
def tls_mail_server(postmaster: Postmaster, port: int, certificate: Path, **options: Any) -> Iterator[None]:  # noqa: ANN401 - the same
    """TLS from the first byte."""
    context = _context(certificate)
    controller = Controller(postmaster, hostname="127.0.0.1", port=port, ssl_context=context, **options)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def login_required() -> dict[str, Any]:
    """Options of a server that lets only USER in."""

    def authenticate(_server: object, _session: object, _envelope: object, _how: str, given: Any) -> AuthResult:  # noqa: ANN401 - aiosmtpd's
        known = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=known, handled=known)

    return {"authenticator": authenticate, "auth_required": True}


def make_certificate(folder: Path, name: str) -> Path:
    """A key and a certificate that vouches for itself, in one file; `name` is a host or an address."""
    file = folder / "mail-server.pem"
    kind = "IP" if name[0].isdigit() else "DNS"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "2", "-subj", "/CN=mail server", "-addext", f"subjectAltName={kind}:{name}"),
            *("-keyout", str(file), "-out", str(folder / "certificate.pem")),
        ],
        check=True,
        capture_output=True,
    )
    file.write_bytes(file.read_bytes() + (folder / "certificate.pem").read_bytes())
    return file


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context
