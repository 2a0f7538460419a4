"""Looks at the ways of messages: would the mail server take one, may the outbox be written, are there credentials."""

from collections.abc import Iterator
from dataclasses import replace

from trunkload.flows.commands import from_here
from trunkload.flows.health.certificates import certificate_check, last_moment
from trunkload.flows.health.checks import Check, Sight, seen
from trunkload.flows.health.home import may_write
from trunkload.flows.health.side_by_side import PROBE_SECONDS
from trunkload.flows.messengers import mail_server, outbox_folder, sms_service
from trunkload.notify.greeting import find_credentials, greet_mail_server
from trunkload.settings import Settings


def look_at_mail(settings: Settings) -> Iterator[Check]:
    """Nothing is sent. Raises NotifyError."""
    if settings.notify.mail == "outbox":
        yield _outbox(settings, "mail")
        return
    server = replace(mail_server(settings.notify), timeout=PROBE_SECONDS - 1)
    certificate = greet_mail_server(server)
    yield seen("mail", Sight.MAIL_ANSWERS, host=server.host, port=server.port, security=server.security)
    yield certificate_check("certificate.mail", server.host, last_moment(certificate))


def look_at_sms(settings: Settings) -> Iterator[Check]:
    """Nothing is sent. Raises NotifyError."""
    if settings.notify.sms == "outbox":
        yield _outbox(settings, "sms")
        return
    find_credentials(sms_service(settings.notify))
    yield seen("sms", Sight.SMS_READY, region=settings.notify.sns_region)


def _outbox(settings: Settings, name: str) -> Check:
    folder = outbox_folder(settings)
    sight = Sight.OUTBOX_READY if may_write(folder) else Sight.OUTBOX_UNWRITABLE
    return seen(name, sight, path=str(from_here(folder)))
