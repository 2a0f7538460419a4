"""Knows how an SMS leaves by Amazon SNS."""

from dataclasses import dataclass
from threading import Lock
from typing import Any

from trunkload.notify.errors import NotifyError, NotifyProblem
from trunkload.notify.messages import Message, Sms

TIMEOUT = 30
"""Seconds for one answer."""

PASSING = frozenset({"Throttling", "ThrottlingException", "ThrottledException", "TooManyRequestsException"})
NUMBERS = frozenset({"InvalidParameter", "InvalidParameterValue", "OptedOut", "OptedOutException"})
LOGINS = frozenset(
    {
        *("AccessDenied", "AccessDeniedException", "AuthorizationError", "AuthorizationErrorException"),
        *("ExpiredToken", "InvalidClientTokenId", "SignatureDoesNotMatch", "UnrecognizedClientException"),
    }
)
"""Codes of the SNS API (Publish, Common Errors) that are not the text's fault."""

SERVERS_FAULT = 500


@dataclass(frozen=True, slots=True)
class SnsService:
    """Where SMS leave; `endpoint` None: AWS itself. Credentials are found as boto3 finds them."""

    region: str
    endpoint: str | None = None
    sender_id: str | None = None
    timeout: float = TIMEOUT


class SnsMessenger:
    """Publishes SMS; boto3 is loaded with the first one."""

    def __init__(self, service: SnsService) -> None:
        self._service = service
        self._lock = Lock()
        self._client: Any = None

    def tell(self, message: Message) -> None:
        """SNS has taken the message. Raises NotifyError."""
        if not isinstance(message, Sms):
            raise TypeError("SNS carries SMS")
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - costs half a second

        try:
            with self._lock:
                self._client = self._client or _open_client(self._service)
            self._client.publish(
                PhoneNumber=message.to, Message=message.text, MessageAttributes=_attributes(self._service)
            )
        except ClientError as failed:
            problem, permanent = _problem_of_answer(failed.response)
            raise NotifyError(problem, permanent=permanent, name=message.name) from None
        except BotoCoreError as failed:
            problem, permanent = _problem_before(failed)
            raise NotifyError(problem, permanent=permanent, name=message.name) from None

    def close(self) -> None:
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()


def _open_client(service: SnsService) -> Any:  # noqa: ANN401 - boto3's clients have no types
    import boto3  # noqa: PLC0415 - costs half a second
    from botocore.config import Config  # noqa: PLC0415 - the same

    # The ledger of messages tries again; here would be too soon, and unseen.
    config = Config(connect_timeout=service.timeout, read_timeout=service.timeout, retries={"total_max_attempts": 1})
    # A session of our own: boto3's shared one is not safe between threads.
    session = boto3.session.Session()
    return session.client("sns", region_name=service.region, endpoint_url=service.endpoint, config=config)


def _attributes(service: SnsService) -> dict[str, dict[str, str]]:
    """Transactional: as reliable as SNS can; the sender where one is set."""
    told = {"AWS.SNS.SMS.SMSType": "Transactional"}
    if service.sender_id is not None:
        told["AWS.SNS.SMS.SenderID"] = service.sender_id
    return {name: {"DataType": "String", "StringValue": value} for name, value in told.items()}


def _problem_of_answer(response: Any) -> tuple[NotifyProblem, bool]:  # noqa: ANN401 - botocore's
    code, status = str(response["Error"]["Code"]), int(response["ResponseMetadata"]["HTTPStatusCode"])
    if code in PASSING or status >= SERVERS_FAULT:
        return NotifyProblem.SMS_BUSY, False
    if code in NUMBERS:
        return NotifyProblem.SMS_NUMBER_REFUSED, True
    return NotifyProblem.SMS_CREDENTIALS if code in LOGINS else NotifyProblem.SMS_REFUSED, True


def _problem_before(failed: Exception) -> tuple[NotifyProblem, bool]:
    """Nothing was answered: no credentials, or no way there."""
    from botocore.exceptions import (  # noqa: PLC0415 - costs half a second
        CredentialRetrievalError,
        NoCredentialsError,
        ParamValidationError,
        PartialCredentialsError,
    )

    match failed:
        case NoCredentialsError() | PartialCredentialsError() | CredentialRetrievalError():
            return NotifyProblem.SMS_CREDENTIALS, True
        case ParamValidationError():
            return NotifyProblem.SMS_NUMBER_REFUSED, True
    return NotifyProblem.SMS_UNREACHABLE, False
