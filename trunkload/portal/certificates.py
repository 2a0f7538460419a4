"""Knows which certificates count between the carrier and us, and what is wrong with one that does not."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx

from trunkload.portal.protocol import PortalError, PortalProblem

_NOT_YET, _EXPIRED, _OTHER_NAME = 9, 10, (62, 64)
"""X509_V_ERR_… of OpenSSL's verification."""

_ANY_TIME = ssl.VerifyFlags(0x200000)
"""X509_V_FLAG_NO_CHECK_TIME, which the standard library has no name for."""

_OURS = ("CERTIFICATE", "UNKNOWN_CA", "ACCESS_DENIED", "HANDSHAKE_FAILURE")
"""Words of the alerts by which a server refuses the certificate that it got from us, or that it did not get."""

_ALERT, _SECONDS = "ALERT", 3.0


@dataclass(frozen=True, slots=True)
class CertificateFiles:
    """PEM files: issuers that count instead of the well-known ones, our certificate, its key if it is not with it."""

    issuers: Path | None = None
    ours: Path | None = None
    key: Path | None = None


def tls_context(files: CertificateFiles) -> ssl.SSLContext:
    """How connections are checked. Raises PortalError CERTIFICATE_FILES, which names the settings' key."""
    try:
        context = ssl.create_default_context(cafile=files.issuers) if files.issuers else httpx.create_ssl_context()
    except OSError as failure:  # an SSLError is one
        raise _unusable("carrier.ca_file") from failure
    if files.ours is not None:
        try:
            # Without a password in the call OpenSSL would ask the terminal for one.
            context.load_cert_chain(files.ours, files.key, password="")
        except OSError as failure:
            raise _unusable("carrier.client_cert") from failure
    return context


def certificate_failure(failure: httpx.TransportError, url: httpx.URL, files: CertificateFiles) -> PortalError | None:
    """What a broken exchange means if a certificate broke it: the handshake failed, so nothing was sent."""
    for cause in _causes(failure):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _theirs(cause.verify_code, url, files)
        if isinstance(cause, ssl.SSLError) and _is_about_ours(cause.reason or ""):
            return _failed(PortalProblem.CERTIFICATE_OURS, url.host)
    return None


def _causes(failure: BaseException | None) -> Iterator[BaseException]:
    while failure is not None:
        yield failure
        failure = failure.__cause__ or failure.__context__


def _is_about_ours(reason: str) -> bool:
    return _ALERT in reason and any(word in reason for word in _OURS)


def _theirs(code: int, url: httpx.URL, files: CertificateFiles) -> PortalError:
    if code == _EXPIRED:
        return _failed(PortalProblem.CERTIFICATE_EXPIRED, _with_day(url, files, "notAfter"))
    if code == _NOT_YET:
        return _failed(PortalProblem.CERTIFICATE_EARLY, _with_day(url, files, "notBefore"))
    other_name = code in _OTHER_NAME
    return _failed(PortalProblem.CERTIFICATE_HOST if other_name else PortalProblem.CERTIFICATE_ISSUER, url.host)


def _with_day(url: httpx.URL, files: CertificateFiles, field: str) -> str:
    """The host, and the day of its certificate that is told where a second look shows it: it may be an issuer's."""
    with suppress(OSError, ValueError):
        day = _day(url, files, field)
        past = day < datetime.now(UTC)
        if past == (field == "notAfter"):
            return f"{url.host}, {day.date().isoformat()}"
    return url.host


def shown_certificate(url: httpx.URL, files: CertificateFiles) -> bytes | None:
    """What a server shows of itself, in DER, in a handshake that checks nothing and sends nothing. Raises OSError."""
    context = tls_context(files)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection((url.host, url.port or 443), timeout=_SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=url.host) as secured,
    ):
        return secured.getpeercert(binary_form=True)


def _day(url: httpx.URL, files: CertificateFiles, field: str) -> datetime:
    """Read in a second handshake, which checks all but the time and sends nothing; a failed one shows nothing."""
    context = tls_context(files)
    context.verify_flags |= _ANY_TIME
    address = (url.host, url.port or 443)
    with (
        socket.create_connection(address, timeout=_SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=url.host) as secured,
    ):
        told = secured.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told.get(field, ""))), UTC)


def _unusable(key: str) -> PortalError:
    return _failed(PortalProblem.CERTIFICATE_FILES, key)


def _failed(problem: PortalProblem, detail: str) -> PortalError:
    return PortalError(problem, permanent=True, sent=False, detail=detail)
