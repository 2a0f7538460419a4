"""Knows which version of the tables this program needs."""

from trunkload.storage.failures import StorageProblem, failure

HEAD = "0016"
"""The newest migration; versions are four digits and grow, so that an older program knows a newer database."""


def is_behind(version: str | None) -> bool:
    """Must a database with tables of `version` (None: none of ours) be upgraded? A newer one is a StorageError."""
    if version is not None and version > HEAD:
        raise failure(StorageProblem.NEWER_VERSION)
    return version != HEAD


def require_head(version: str | None) -> None:
    """For readers that may not upgrade: a StorageError unless the tables are exactly ours."""
    if is_behind(version):
        raise failure(StorageProblem.OLDER_VERSION)
