"""Knows how the page is put together: its table of pages behind the door, style and scripts, and failures in words."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from trunkload.flows.wiring import House
from trunkload.web.desk import Desk, DeskProcesses
from trunkload.web.door import behind_door
from trunkload.web.failing import Unbroken, foreseen
from trunkload.web.headers import Guarded
from trunkload.web.ordering import Ordering
from trunkload.web.pages import STATIC, pages
from trunkload.web.sealing import on_the_way, seal_of
from trunkload.web.static_files import static_file
from trunkload.web.visit import Site
from trunkload.web.watching import Watch
from trunkload.web.workshop import Workshop

AT_ONCE = 12
"""Threads that wait for database and files; SQLAlchemy's pool has 15 connections."""


def web_app(house: House) -> Starlette:
    """The page of this house; its workshop is open while it is served. Raises StorageError and Stopped."""
    limiter = CapacityLimiter(AT_ONCE)
    workshop, ordering, at_desk = Workshop(house), Ordering(house), DeskProcesses(house.settings)
    site = Site(house, seal_of(house), workshop, Desk(at_desk.do), ordering, Watch(house, limiter), limiter)

    @asynccontextmanager
    async def open_while_served(_app: Starlette) -> AsyncIterator[None]:
        workshop.open()
        ordering.open()
        try:
            yield
        finally:
            for one in (workshop, ordering, at_desk):
                await site.aside(one.close)

    return app_of(site, open_while_served)


def app_of(site: Site, lifespan: Callable[[Starlette], object] | None = None) -> Starlette:
    table = pages(site.house.settings.web.uploads_per_minute)
    return Starlette(
        routes=[
            *(Route(one.path, behind_door(site, one), methods=[one.method]) for one in table),
            Route(f"{STATIC}/{{name:path}}", static_file),
        ],
        middleware=[
            Middleware(Guarded, is_secure=site.seal.is_secure),
            Middleware(Unbroken, site=site),
            on_the_way(site.seal),
        ],
        exception_handlers=foreseen(site),
        lifespan=lifespan,  # type: ignore[arg-type]  # Starlette's own alias is wider than what it takes
    )
