"""Knows what stands for the carrier towards whatever brings requests: the plain one, or one with faults."""

from collections.abc import Mapping
from typing import Protocol

from trunkload.portal.rehearsal.reply import Reply


class AnswerLostError(Exception):
    """The request was carried out, and nobody is to hear of it: the connection breaks."""


class Answering(Protocol):
    """Answers requests."""

    def answer(self, method: str, path: str, query: Mapping[str, str], content: bytes) -> Reply:
        """The reply to one request. Raises AnswerLostError where the client is to see a broken connection."""
        ...
