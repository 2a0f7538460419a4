"""Knows where an upload of the page, or a long change of it, stands in the queue."""

from trunkload.storage.database import reading
from trunkload.storage.upload_jobs import UploadJob, find_job
from trunkload.web.visit import Visit


async def job_of(visit: Visit) -> UploadJob | None:
    """None where the import did not come by the page."""
    return await visit.site.aside(lambda: _job(visit))


def _job(visit: Visit) -> UploadJob | None:
    with reading(visit.site.house.ledger) as conn:
        return find_job(conn, visit.import_.id)
