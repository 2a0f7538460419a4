"""Knows how S3 fails, in our words, and whether trying again can help (promise 12)."""

from collections.abc import Iterator
from contextlib import contextmanager

from trunkload.storage.failures import StorageError, StorageProblem, failure

SERVERS_FAULT = 500

CODES = {
    StorageProblem.FILE_GONE: ("NoSuchKey", "NoSuchVersion", "404"),
    StorageProblem.FILE_DAMAGED: ("BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch"),
    StorageProblem.FILES_NO_BUCKET: ("NoSuchBucket", "InvalidBucketName"),
    StorageProblem.FILES_NOT_ALLOWED: ("AccessDenied", "AllAccessDisabled", "AccountProblem", "403"),
    StorageProblem.FILES_CREDENTIALS: (
        *("InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken"),
        *("InvalidToken", "TokenRefreshRequired", "NotSignedUp"),
    ),
    StorageProblem.FILES_REGION: (
        *("PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed", "301"),
        *("IllegalLocationConstraintException", "InvalidRegion"),
    ),
    StorageProblem.FILES_CLOCK: ("RequestTimeTooSkewed", "RequestExpired"),
    StorageProblem.FILES_BUSY: (
        *("SlowDown", "ServiceUnavailable", "InternalError", "RequestTimeout", "OperationAborted"),
        *("Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequests", "429"),
    ),
}
"""Codes of the S3 API ("Error responses") by what they mean; HEAD tells only the status."""

PROBLEMS = {code: problem for problem, codes in CODES.items() for code in codes}


def refused(code: str, status: int = 0) -> StorageError:
    """What S3 answers instead of what it was asked for; `status` is that of HTTP."""
    known = PROBLEMS.get(code)
    if known is None and status >= SERVERS_FAULT:
        known = StorageProblem.FILES_BUSY
    return failure(known or StorageProblem.FILES_REFUSED)


@contextmanager
def s3_failures() -> Iterator[None]:
    """What boto3 raises inside leaves as a StorageError."""
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - costs half a second

    try:
        yield
    except ClientError as failed:
        told = failed.response
        status = int(told.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
        raise refused(str(told["Error"]["Code"]), status) from failed
    except BotoCoreError as failed:
        raise failure(_unanswered(failed)) from failed


def _unanswered(failed: Exception) -> StorageProblem:
    """Nothing was answered that could be used: no credentials, no way there, or an answer that was cut off."""
    from botocore import exceptions as its  # noqa: PLC0415 - costs half a second

    match failed:
        case its.FlexibleChecksumError():
            return StorageProblem.FILE_DAMAGED
        case its.NoCredentialsError() | its.PartialCredentialsError() | its.CredentialRetrievalError():
            return StorageProblem.FILES_CREDENTIALS
        case its.ProfileNotFound() | its.TokenRetrievalError() | its.SSOError():
            return StorageProblem.FILES_CREDENTIALS
        case its.HTTPClientError() | its.ConnectionError() | its.IncompleteReadError():
            return StorageProblem.FILES_UNREACHABLE
    return StorageProblem.FILES_REFUSED
