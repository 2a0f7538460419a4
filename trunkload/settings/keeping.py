"""Knows what can be set about where files lie, and how long what they are about is kept."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, AnyHttpUrl, Field, model_validator
from pydantic_core import PydanticCustomError

from trunkload.settings.access import NOT_SECURED, ONLY_TOGETHER, is_here, together_wrong
from trunkload.settings.section import Section

NO_STORE = "no_store"

_STORE = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?P<prefix>[A-Za-z0-9._/-]*))?")
"""Names of buckets as AWS takes them; a prefix of letters, digits, `.`, `_`, `-` and slashes."""

LINK_SECONDS = 900
LONGEST_LINK = 7 * 24 * 3600
"""S3 signs none for longer."""


def _store(written: str) -> str:
    if written != "local" and _STORE.fullmatch(written) is None:
        raise PydanticCustomError(NO_STORE, "local or s3://bucket/prefix expected")
    return written


def bucket_and_prefix(written: str) -> tuple[str, str] | None:
    """What `s3://bucket/prefix` names, the prefix without slashes at its ends; None for anything else."""
    found = _STORE.fullmatch(written)
    return None if found is None else (found["bucket"], (found["prefix"] or "").strip("/"))


class FileSettings(Section):
    """`store`: `local`, a folder below `home`, or `s3://bucket/prefix`; the other keys are for the latter.

    Credentials are found as boto3 finds them. `endpoint`: another address of the S3 API than that of AWS.
    """

    store: Annotated[str, AfterValidator(_store)] = "local"
    endpoint: AnyHttpUrl | None = None
    allow_http: bool = False
    region: str = ""
    encryption: Literal["AES256", "aws:kms"] = "AES256"
    kms_key: str = ""
    link_seconds: int = Field(default=LINK_SECONDS, ge=60, le=LONGEST_LINK)

    @property
    def bucket_and_prefix(self) -> tuple[str, str] | None:
        """None where files lie in a folder; the prefix without slashes at its ends."""
        return bucket_and_prefix(self.store)

    @model_validator(mode="after")
    def _is_secured(self) -> "FileSettings":
        address = self.endpoint
        if address is not None and address.scheme == "http" and not (self.allow_http or is_here(address.host)):
            raise together_wrong(NOT_SECURED, "endpoint", ["files.allow_http"])
        if self.kms_key and self.encryption != "aws:kms":
            raise together_wrong(ONLY_TOGETHER, "kms_key", ['encryption = "aws:kms"'])
        return self


class RetentionSettings(Section):
    """`days`: so long after its end an import keeps its files and what is personal of it; 0: for ever."""

    days: int = Field(default=90, ge=0, le=3650)
