"""Knows which messengers the settings name."""

from pathlib import Path
from typing import TYPE_CHECKING

from trunkload.settings import Settings

if TYPE_CHECKING:
    from trunkload.notify.messenger import Messenger


def open_messenger(settings: Settings) -> "Messenger":
    """E-mails and SMS as set; nothing is reached for before the first message."""
    from trunkload.notify.messenger import ByChannel  # noqa: PLC0415 - `check` tells nobody
    from trunkload.notify.outbox import Outbox  # noqa: PLC0415 - the same

    notify = settings.notify
    outbox = Outbox(outbox_folder(settings), sender=notify.sender)
    if notify.mail == notify.sms == "outbox":
        return outbox
    mail = _smtp(settings) if notify.mail == "smtp" else outbox
    return ByChannel(mail, _sns(settings) if notify.sms == "sns" else outbox)


def outbox_folder(settings: Settings) -> Path:
    """Where messages lie that nothing sends."""
    return settings.home / "outbox"


def _smtp(settings: Settings) -> "Messenger":
    from trunkload.notify.smtp import SmtpMessenger, SmtpServer  # noqa: PLC0415 - only where it is set

    notify = settings.notify
    password = "" if notify.smtp_password is None else notify.smtp_password.get_secret_value()
    server = SmtpServer(
        host=notify.smtp_host,
        port=notify.port,
        security=notify.smtp_security,
        user=notify.smtp_user or None,
        password=password,
        ca_file=None if notify.smtp_ca_file is None else str(notify.smtp_ca_file),
    )
    return SmtpMessenger(server, notify.sender)


def _sns(settings: Settings) -> "Messenger":
    from trunkload.notify.sns import SnsMessenger, SnsService  # noqa: PLC0415 - only where it is set

    notify = settings.notify
    endpoint = None if notify.sns_endpoint is None else str(notify.sns_endpoint)
    return SnsMessenger(SnsService(notify.sns_region, endpoint, notify.sns_sender_id or None))
