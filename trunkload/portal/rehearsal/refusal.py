"""Knows how the rehearsal carrier says no: a status, and one entry per thing that is not as it must be."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from trunkload.portal.json_shape import Json


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to put right; `path` is the RFC 6901 pointer into the order."""

    code: str
    path: str
    reason: str


class CarrierRefusal(Exception):  # noqa: N818 - a refusal is an answer of the carrier, not a failure of it
    """Ends a request with `status` and a TM Forum Error body."""

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        reason: str,
        issues: tuple[Issue, ...] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.reason = reason
        self.issues = issues
        self.headers = dict(headers or {})

    def body(self) -> Json:
        errors = [{"code": one.code, "propertyPath": one.path, "reason": one.reason} for one in self.issues]
        error: Json = {"code": self.code, "reason": self.reason, "status": str(self.status.value)}
        return error | {"errors": errors} if errors else error
