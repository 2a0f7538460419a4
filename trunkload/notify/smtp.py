"""Knows how an e-mail leaves by SMTP: encrypted, logged in, over one connection that is opened again when lost."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import Literal

from trunkload.notify.envelope import eml_bytes, recipient_of
from trunkload.notify.errors import NotifyError, NotifyProblem
from trunkload.notify.messages import Email, Message

TIMEOUT = 30.0
"""Seconds for one answer of the server."""

PERMANENT = 500
"""Replies from here on are final; 4xx ask to come again (RFC 5321, 4.2.1)."""

ANSWERS = {
    smtplib.SMTPSenderRefused: (NotifyProblem.MAIL_SENDER_REFUSED, NotifyProblem.MAIL_BUSY),
    smtplib.SMTPDataError: (NotifyProblem.MAIL_REFUSED, NotifyProblem.MAIL_BUSY),
    smtplib.SMTPAuthenticationError: (NotifyProblem.MAIL_LOGIN_REFUSED, NotifyProblem.MAIL_UNREACHABLE),
}
"""What a reply to one of our commands means, where it is final and where it is not."""

NO_ANSWER = (NotifyProblem.MAIL_UNREACHABLE, NotifyProblem.MAIL_UNREACHABLE)
CLOSED = {
    ssl.SSLCertVerificationError: NotifyProblem.MAIL_CERTIFICATE,
    smtplib.SMTPNotSupportedError: NotifyProblem.MAIL_NO_STARTTLS,
}

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where e-mails leave. `user` None: no login. `ca_file`: whose certificates count instead of the system's."""

    host: str
    port: int
    security: Security = "starttls"
    user: str | None = None
    password: str = field(default="", repr=False)
    ca_file: str | None = None
    timeout: float = TIMEOUT


class SmtpMessenger:
    """Hands e-mails to a mail server, one after the other, whoever asks."""

    def __init__(
        self, server: SmtpServer, sender: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._server = server
        self._sender = sender
        self._now = now
        self._lock = Lock()
        self._connection: smtplib.SMTP | None = None

    def tell(self, message: Message) -> None:
        """The server has taken the message. Raises NotifyError."""
        if not isinstance(message, Email):
            raise TypeError("SMTP carries e-mails")
        content, to = eml_bytes(message, self._sender, self._now()), recipient_of(message)
        with self._lock, _our_errors(message.name):
            self._send(to, content)

    def close(self) -> None:
        with self._lock:
            self._drop()

    def _send(self, to: str, content: bytes) -> None:
        """Servers end connections that were quiet for a while: a lost one is opened again, once."""
        if self._connection is not None:
            try:
                self._connection.sendmail(self._sender, [to], content)
            except (smtplib.SMTPServerDisconnected, ConnectionError):
                self._drop()
            else:
                return
        self._connection = self._connection or _connect(self._server)
        try:
            self._connection.sendmail(self._sender, [to], content)
        except (smtplib.SMTPServerDisconnected, OSError):
            self._drop_if_lost()
            raise

    def _drop_if_lost(self) -> None:
        """A refused recipient leaves the connection as good as it was; smtplib has closed one that is not."""
        if self._connection is not None and self._connection.sock is None:
            self._connection = None

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()
            connection.close()


@contextmanager
def logged_in(server: SmtpServer, name: str) -> Iterator[smtplib.SMTP]:
    """A connection on which mail could be sent, closed when the block ends. Raises NotifyError with this name."""
    with _our_errors(name):
        connection = _connect(server)
        try:
            yield connection
            connection.quit()
        finally:
            connection.close()


def _connect(server: SmtpServer) -> smtplib.SMTP:
    """Encrypted before anything is said of a person; a certificate that nobody vouches for ends it."""
    connection = _open(server)
    try:
        if server.security == "starttls":
            connection.starttls(context=_context(server))
        if server.user is not None:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _open(server: SmtpServer) -> smtplib.SMTP:
    # Only the constructor keeps the host's name, against which STARTTLS checks the certificate.
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=_context(server))
    return smtplib.SMTP(server.host, server.port, timeout=server.timeout)


def _context(server: SmtpServer) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=server.ca_file)


@contextmanager
def _our_errors(name: str) -> Iterator[None]:
    """What smtplib says, in our words; nothing of it is kept that names a person."""
    try:
        yield
    except (smtplib.SMTPException, OSError) as failed:
        problem, permanent = problem_of(failed)
        raise NotifyError(problem, permanent=permanent, name=name) from None


def problem_of(failed: Exception) -> tuple[NotifyProblem, bool]:
    """Our problem, and whether it is permanent: 5xx is, 4xx is not, and whoever cannot be reached may be later."""
    if isinstance(failed, smtplib.SMTPRecipientsRefused):
        code = min(reply[0] for reply in failed.recipients.values())
        return _by_code(code, NotifyProblem.MAIL_RECIPIENT_REFUSED, NotifyProblem.MAIL_BUSY)
    if isinstance(failed, smtplib.SMTPResponseException):
        final, passing = next((both for kind, both in ANSWERS.items() if isinstance(failed, kind)), NO_ANSWER)
        return _by_code(failed.smtp_code, final, passing)
    closed = next((problem for kind, problem in CLOSED.items() if isinstance(failed, kind)), None)
    return (NotifyProblem.MAIL_UNREACHABLE, False) if closed is None else (closed, True)


def _by_code(code: int, final: NotifyProblem, passing: NotifyProblem) -> tuple[NotifyProblem, bool]:
    return (final, True) if code >= PERMANENT else (passing, False)
