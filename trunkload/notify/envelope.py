"""Knows how our message becomes a standard e-mail (RFC 5322) and the text of an SMS file."""

import hashlib
import re
from datetime import datetime
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy

from trunkload.notify.errors import NotifyError, NotifyProblem
from trunkload.notify.messages import Email, Sms

LINE_LENGTH = 76


class SubjectsWhole(EmailPolicy):
    """Folds a subject so that it reads as before: EmailPolicy loses the blank where a line breaks between two words
    with umlauts."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name != "Subject" or value.isascii():
            return super().fold_binary(name, value)
        words = Header(str(value), "utf-8", maxlinelen=LINE_LENGTH, header_name=name).encode(linesep=self.linesep)
        return f"{name}: {words}{self.linesep}".encode("ascii")


POLICY = SubjectsWhole(linesep="\r\n", max_line_length=LINE_LENGTH)


def eml_bytes(message: Email, sender: str, sent_at: datetime) -> bytes:
    """The whole e-mail as UTF-8 MIME; the same message at the same time is the same bytes.

    Raises NotifyError (permanent) for an address that no mail server would take.
    """
    mail = EmailMessage(policy=POLICY)
    mail["From"] = _address(sender, "", message.name)
    mail["To"] = _address(message.to, message.to_name, message.name)
    mail["Subject"] = _one_line(message.subject)
    mail["Date"] = sent_at
    mail["Message-ID"] = f"<{plain_name(message.name)}.{_likeness(message)}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    # quoted-printable writes `=` as `=3D`: no typed text can look like the boundary
    mail.set_content(message.text, cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    mail.set_boundary(f"=_{hashlib.sha256(message.name.encode()).hexdigest()[:32]}")
    return mail.as_bytes()


def _likeness(message: Email) -> str:
    """Sent again, a message is the same one; with another password it is another, which no mailbox takes for a copy."""
    return hashlib.sha256(message.text.encode()).hexdigest()[:12]


def recipient_of(message: Email) -> str:
    """The address as mail servers take it. Raises NotifyError (permanent)."""
    return _address(message.to, "", message.name).addr_spec


def sms_bytes(message: Sms) -> bytes:
    """The recipient, an empty line, the text."""
    return f"To: {_one_line(message.to)}\n\n{message.text}\n".encode()


def plain_name(name: str) -> str:
    """A name that is one file name and one part of a Message-ID, whatever stood in it."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", name).lstrip(".")


def _one_line(text: str) -> str:
    """CR, LF and other controls become blanks: what a person typed cannot begin a header of its own."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _address(addr_spec: str, display_name: str, name: str) -> Address:
    local, _, domain = addr_spec.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
        local.encode("ascii")
        address = Address(display_name=_one_line(display_name), addr_spec=f"{local}@{ascii_domain}")
    except (ValueError, IndexError, MessageError) as cause:
        raise NotifyError(NotifyProblem.ADDRESS_UNUSABLE, permanent=True, name=name) from cause
    if not (address.username and address.domain):
        raise NotifyError(NotifyProblem.ADDRESS_UNUSABLE, permanent=True, name=name)
    return address
