"""Knows a visit: one request, who makes it, in which language, and what of it was let through the door."""

from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from trunkload.flows.wiring import House
from trunkload.reports.masking.looks import HIDDEN
from trunkload.storage.attempts import Rate
from trunkload.storage.audit import Deed
from trunkload.storage.imports import ImportRecord
from trunkload.storage.people import SEE_EVERYBODY, Role
from trunkload.storage.sessions import Session
from trunkload.validation.language import Lang
from trunkload.web.sealing import Seal

if TYPE_CHECKING:
    from trunkload.web.desk import Desk
    from trunkload.web.receiving import SentFile
    from trunkload.web.watching import Watch

Found = TypeVar("Found")

EVERYBODY = frozenset(Role)
SENDERS = frozenset({Role.UPLOADER, Role.APPROVER, Role.OPERATOR})
ORDERERS = frozenset({Role.APPROVER, Role.OPERATOR})
"""Whoever has one of these sees plans, and goes on with orders; only an approver approves."""

SEE_ALL = frozenset({Role.APPROVER, Role.OPERATOR, Role.READER})
"""Whoever has none of these sees own imports only."""


class About(StrEnum):
    """What the path of a page names, and has to be somebody's who may see it."""

    NOTHING = "nothing"
    IMPORT = "import"
    PEOPLE = "people"
    """An import with the personal data in it, which not everybody may see who may see the import."""


class Body(StrEnum):
    """What a POST to a page brings."""

    FORM = "form"
    ROW = "row"
    """A form with all cells of a row, or all columns."""
    FILE = "file"


class HeavyWork(Protocol):
    """What is done beside the page; `name` is its own among all that work on imports, `answers_within`: seconds after
    which a browser is shown how far a change is."""

    name: str
    answers_within: float

    async def start_import(self, import_id: str) -> None:
        """Somebody begins with it as soon as it is its turn. Raises Stopped."""
        ...

    async def beside(self, task: Callable[..., Found], *told: object) -> Found:
        """What a task of `web/work` answers."""
        ...

    async def template(self, lang: Lang) -> bytes:
        """The workbook to fill in, with the customer's own trunks and sites."""
        ...


class Ordering(Protocol):
    """Who carries out what was approved."""

    async def go_on(self, import_id: str) -> None:
        """Somebody sends and follows it from wherever it stands, at once. Raises Stopped."""
        ...


@dataclass(frozen=True, slots=True)
class Site:
    """What all visits share. `aside` runs what waits for database, files or a password's hash in a thread."""

    house: House
    seal: Seal
    workshop: HeavyWork
    desk: "Desk"
    ordering: Ordering
    watch: "Watch"
    limiter: CapacityLimiter
    told_live: Counter[str] = field(default_factory=Counter)
    """By a session's token, how many of its pages are told what is new."""

    async def aside(self, work: Callable[[], Found]) -> Found:
        return await to_thread.run_sync(work, limiter=self.limiter)


@dataclass(frozen=True, slots=True)
class Visit:
    """`session` is None only on pages that are open; `record` is there where the page is about an import."""

    site: Site
    request: Request
    lang: Lang
    token: str
    session: Session | None = None
    record: ImportRecord | None = None
    form: Mapping[str, str] = field(default_factory=dict)
    file: "SentFile | None" = None

    @property
    def login(self) -> str:
        return "" if self.session is None else self.session.login

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset() if self.session is None else self.session.roles

    @property
    def sees_all(self) -> bool:
        return bool(self.roles & SEE_ALL)

    @property
    def sees_people(self) -> bool:
        """Personal data of the import that the page is about; of everybody where it is about none."""
        return self.sees_people_of(self.record)

    def sees_people_of(self, record: ImportRecord | None) -> bool:
        """Decided for each import: whoever sends sheets and looks at all others with two roles sees own people only."""
        is_own = record is not None and record.uploaded_by == self.login
        return bool(self.roles & SEE_EVERYBODY) or (is_own and self.may_send)

    def file_name_of(self, record: ImportRecord) -> str:
        """A file may be named after a person; empty where it is deleted."""
        return record.file_name if not record.file_name or self.sees_people_of(record) else HIDDEN

    @property
    def may_send(self) -> bool:
        return bool(self.roles & SENDERS)

    @property
    def is_of_script(self) -> bool:
        """Asked for by htmx, which puts the answer into the page that is open."""
        return "hx-request" in self.request.headers

    @property
    def import_(self) -> ImportRecord:
        """Of a page that is about one."""
        if self.record is None:
            raise ValueError(self.request.url.path)
        return self.record


Handler = Callable[[Visit], Coroutine[None, None, Response]]
Details = dict[str, str]
"""Keys and codes that the trail has beside a deed."""


@dataclass(frozen=True, slots=True)
class Page:
    """One row of the table of pages. `who`: whoever has one of these roles; None where nobody has to be logged in.

    `rate`: how often one person, or one address where nobody is logged in, may ask for it. `deed`: what the trail says
    of an answer that shows, gives or does something, and `details` what it says beside that.
    """

    method: str
    path: str
    handler: Handler
    who: frozenset[Role] | None = EVERYBODY
    about: About = About.NOTHING
    body: Body = Body.FORM
    rate: Rate | None = None
    deed: Deed | None = None
    details: Callable[[Visit], Details] | None = None
