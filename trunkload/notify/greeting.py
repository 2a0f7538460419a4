"""Knows how to ask those who carry messages whether they would take one; sends nothing."""

from trunkload.notify.errors import NotifyError, NotifyProblem
from trunkload.notify.smtp import SmtpServer, logged_in
from trunkload.notify.sns import SnsService

NOBODYS = "doctor"
"""Stands where a message's own name would."""


def greet_mail_server(server: SmtpServer) -> bytes | None:
    """Connect, encrypt, log in and leave. Its certificate in DER, None without encryption. Raises NotifyError."""
    with logged_in(server, NOBODYS) as connection:
        read = getattr(connection.sock, "getpeercert", None)
        found: bytes | None = None if read is None else read(binary_form=True)
        return found


def find_credentials(service: SnsService) -> None:
    """Raises NotifyError where boto3 finds none; whether they may publish shows with the first SMS only."""
    import boto3  # noqa: PLC0415 - costs half a second
    from botocore.exceptions import BotoCoreError  # noqa: PLC0415 - the same

    try:
        found = boto3.session.Session(region_name=service.region).get_credentials()
    except BotoCoreError:
        found = None
    if found is None:
        raise NotifyError(NotifyProblem.SMS_CREDENTIALS, permanent=True, name=NOBODYS)
