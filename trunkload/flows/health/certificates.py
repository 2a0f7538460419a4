"""Knows until when a certificate counts, read from its own bytes, whoever has issued it."""

import ssl
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from trunkload.flows.health.checks import Check, Sight, seen

SOON = timedelta(days=30)
"""Time enough to have another one made."""

SEQUENCE, UTC_TIME, GENERALIZED_TIME, VERSION = 0x30, 0x17, 0x18, 0xA0
BEFORE_VALIDITY = 3
"""Serial number, signature and issuer (RFC 5280, 4.1); a version in front is left out."""

END = "-----END CERTIFICATE-----"


def certificate_check(name: str, of: str, last: datetime | None, now: datetime | None = None) -> Check:
    """`of`: a host or a file; `last` None: it shows no certificate."""
    if last is None:
        return seen(name, Sight.CERTIFICATE_NONE, of=of)
    left = last - (now or datetime.now(UTC))
    sight = Sight.CERTIFICATE_ENDED if left < timedelta() else Sight.CERTIFICATE_COUNTS
    sight = Sight.CERTIFICATE_ENDS if timedelta() <= left < SOON else sight
    return seen(name, sight, of=of, day=last.date().isoformat(), days=left.days)


def last_moment(der: bytes | None) -> datetime | None:
    """The end of `notAfter`; None for what is no certificate."""
    with suppress(ValueError, IndexError):
        return None if der is None else _not_after(der)
    return None


def last_moment_in(file: Path) -> datetime | None:
    """That of the first certificate in a PEM file, which is its owner's. Raises OSError."""
    text = file.read_text("ascii", "replace")
    begin = text.find("-----BEGIN CERTIFICATE-----")
    if begin < 0 or END not in text:
        return None
    with suppress(ValueError):
        return last_moment(ssl.PEM_cert_to_DER_cert(text[begin : text.index(END, begin) + len(END)]))
    return None


def _not_after(der: bytes) -> datetime:
    (_, certificate), *_ = _parts(der)
    (_, body), *_ = _parts(certificate)
    fields = [content for tag, content in _parts(body) if tag != VERSION]
    _, (tag, text) = _parts(fields[BEFORE_VALIDITY])
    form = {UTC_TIME: "%y%m%d%H%M%SZ", GENERALIZED_TIME: "%Y%m%d%H%M%SZ"}[tag]
    return datetime.strptime(text.decode("ascii"), form).replace(tzinfo=UTC)


def _parts(der: bytes) -> list[tuple[int, bytes]]:
    """Tag and content of each value that stands here, one after the other (X.690, 8.1)."""
    parts: list[tuple[int, bytes]] = []
    at = 0
    while at < len(der):
        tag, length, at = der[at], der[at + 1], at + 2
        if length & 0x80:
            count = length & 0x7F
            length, at = int.from_bytes(der[at : at + count]), at + count
        parts.append((tag, der[at : at + length]))
        at += length
    return parts
