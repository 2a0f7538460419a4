"""Knows how an import that a person asked for in the page takes its turn, and in whose name something is done."""

from dataclasses import replace

from trunkload.flows.stored import known_import
from trunkload.flows.wiring import House
from trunkload.storage.database import reading, writing
from trunkload.storage.upload_jobs import queue_job
from trunkload.web.desk import Done


def queued_upload(house: House, import_id: str) -> Done:
    """Its check takes its turn like any upload's."""
    with reading(house.ledger) as conn:
        record = known_import(conn, import_id)
    with writing(house.ledger) as conn:
        queue_job(conn, import_id, record.uploaded_by, record.size, house.clock())
    return Done(import_id=import_id)


def working_as(house: House, user: str) -> House:
    """What is done in it stands in the trail as this person's."""
    return replace(house, settings=house.settings.model_copy(update={"user": user}))
