"""Sites for tests: the page over a house, its heavy work done in a thread of this process, and its users' browsers."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace

import httpx
import uvicorn
from anyio import CapacityLimiter
from starlette.applications import Starlette

from tests.integration.portal.browser import Browser
from trunkload.cli.web import server_config
from trunkload.flows.story import submit_story
from trunkload.flows.taking_up import FAILURES, go_on_with_upload
from trunkload.flows.wiring import House
from trunkload.intake.refusal import Refused
from trunkload.orders.states import ImportState
from trunkload.settings.web import WebSettings
from trunkload.storage.database import reading, writing
from trunkload.storage.imports import find_import, list_imports
from trunkload.storage.people import Person, Role, add_person
from trunkload.validation.language import Lang
from trunkload.web import desk_work, heavy_work
from trunkload.web.app import app_of
from trunkload.web.desk import Desk
from trunkload.web.passwords import hash_password
from trunkload.web.sealing import seal_of
from trunkload.web.visit import Found, Site
from trunkload.web.watching import Watch

PASSWORD = "correct-horse-battery"  # noqa: S105 - of nobody
PEOPLE = {
    "kim": Role.UPLOADER,
    "lena": Role.UPLOADER,
    "anna": Role.APPROVER,
    "omar": Role.OPERATOR,
    "rita": Role.READER,
}
ROLES = {login: frozenset({role}) for login, role in PEOPLE.items()} | {
    "ruth": frozenset({Role.UPLOADER, Role.READER}),
}
"""Somebody of each role, and somebody of two, neither of which tells other people's data."""

PATIENCE = 60.0


class InThisProcess:
    """Heavy work as the workshop does it, one job after the other, and nothing while it is `held`."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._waiting: list[str] = []
        self._approved: list[str] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.is_held = False
        self.name = "this process"
        self.answers_within = PATIENCE
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.fails_with: Exception | None = None

    async def start_import(self, import_id: str) -> None:
        if self.is_held:
            self._waiting.append(import_id)
            return
        self._begin(self._carry, import_id)

    def let_go(self) -> None:
        """Begin with what waits; the caller waits until it is done."""
        self.is_held = False
        while self._waiting:
            self._carry(self._waiting.pop(0))
        while self._approved:
            self._order(self._approved.pop(0))

    async def go_on(self, import_id: str) -> None:
        """As the processes do that carry out what was approved."""
        if self.is_held:
            self._approved.append(import_id)
            return
        self._begin(self._order, import_id)

    async def do(self, task: str, *told: object) -> object:
        """As the desk's processes do."""
        return await asyncio.to_thread(desk_work.do, self._house, task, *told)

    async def beside(self, task: Callable[..., Found], *told: object) -> Found:
        """Once it `may_answer`."""
        await asyncio.to_thread(self.may_answer.wait, PATIENCE)
        if self.fails_with is not None:
            raise self.fails_with
        heavy_work._HOUSES[:] = [self._house]  # noqa: SLF001 - as the process that it stands for begins
        return await asyncio.to_thread(task, *told)

    async def template(self, lang: Lang) -> bytes:
        return lang.value.encode()

    async def settle(self) -> None:
        await asyncio.gather(*self._tasks)

    def _begin(self, work: Callable[[str], None], import_id: str) -> None:
        task = asyncio.create_task(asyncio.to_thread(work, import_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _order(self, import_id: str) -> None:
        with contextlib.suppress(Refused, *FAILURES):
            submit_story(self._house, import_id)

    def _carry(self, import_id: str) -> None:
        with contextlib.suppress(Refused, *FAILURES):
            go_on_with_upload(self._house, import_id)


def with_web(house: House, **settings: object) -> House:
    """The same house with other settings of the page."""
    web = WebSettings.model_validate({**house.settings.web.model_dump(), **settings})
    return replace(house, settings=house.settings.model_copy(update={"web": web}))


def with_people(house: House, **more: Role) -> House:
    """All of ROLES, and `more`, with one password, hashed once."""
    hashed = hash_password(PASSWORD)
    with writing(house.ledger) as conn:
        for login, roles in (ROLES | {login: frozenset({role}) for login, role in more.items()}).items():
            add_person(conn, Person(login, hashed, roles, house.clock()))
    return house


@contextmanager
def served_site(house: House) -> Iterator[tuple[str, InThisProcess]]:
    """Its address, and who does its heavy work."""
    heavy, limiter = InThisProcess(house), CapacityLimiter(8)

    @asynccontextmanager
    async def until_settled(_app: Starlette) -> AsyncIterator[None]:
        yield
        await heavy.settle()

    site = Site(house, seal_of(house), heavy, Desk(heavy.do), heavy, Watch(house, limiter), limiter)
    with served(app_of(site, until_settled), house.settings.web) as address:
        yield address, heavy


@contextmanager
def served(app: Starlette, web: WebSettings) -> Iterator[str]:
    """The app on a free port of loopback, in a thread of this process."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(server_config(app, web))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    until = time.monotonic() + PATIENCE
    while not server.started and time.monotonic() < until:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def logged_in(address: str, login: str, lang: str = "en") -> Browser:
    browser = Browser(address, lang)
    browser.logs_in(login, PASSWORD)
    assert browser.shown.url.path == ("/upload" if PEOPLE.get(login) is Role.UPLOADER else "/")
    return browser


def proof_of(browser: Browser) -> str:
    """Of the page that is shown."""
    return browser.shown.text.partition('name="proof" value="')[2][:64]


def sends_file(browser: Browser, name: str, content: bytes, **fields: str) -> httpx.Response:
    """By the form of the upload page, as a browser without JavaScript does."""
    browser.opens("/upload")
    files = {"file": (name, content)}
    browser.shown = browser.client.post("/upload", data={"proof": proof_of(browser), **fields}, files=files)
    return browser.shown


def ends(browser: Browser, path: str) -> httpx.Response:
    """What the import's page shows once its job has ended."""
    with browser.client.stream("GET", f"{path}/events") as told:
        for line in told.iter_lines():
            if line == "event: ended":
                break
    return browser.opens(path)


def ids_of(house: House) -> list[str]:
    with reading(house.ledger) as conn:
        return [record.id for record in list_imports(conn)]


def until_done(house: House, import_id: str) -> None:
    """What somebody else carries out beside this test; returns as well when PATIENCE is over."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with reading(house.ledger) as conn:
            record = find_import(conn, import_id)
        if record is not None and record.state is ImportState.DONE:
            return
        time.sleep(0.05)
