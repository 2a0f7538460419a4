"""The processes beside the page do what is heavy, and one that dies takes no upload with it."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator

import pytest

from tests.integration.flows.houses import SAMPLES, first_import
from tests.integration.web.sites import PATIENCE, with_web
from trunkload.flows.receiving import Sent, keep_upload, new_import
from trunkload.flows.wiring import House
from trunkload.flows.workers import Work, at_work
from trunkload.intake.upload import upload_of
from trunkload.reports.page_names import FIRST_MASKED
from trunkload.storage.database import reading, writing
from trunkload.storage.upload_jobs import UploadJob, find_job, queue_job, take_job
from trunkload.validation.language import Lang
from trunkload.web import work
from trunkload.web.workshop import Workshop

ONE = "Vorname;Nachname;E-Mail;Handynummer;Standort\nNina;Neu;nina.neu@example.org;0152 28817301;Köln\n"


@pytest.fixture
def workshop(house: House) -> Iterator[Workshop]:
    workshop = Workshop(with_web(house, workers=2))
    yield workshop
    workshop.close()


def sent(house: House, owner: str, content: bytes) -> str:
    facts = upload_of("a.csv", content)
    record = new_import(house, Sent(facts.name, len(content), facts.sha256), owner, Lang.EN)
    with writing(house.ledger) as conn:
        import_id = keep_upload(conn, house, record, content)
        queue_job(conn, import_id, owner, len(content), house.clock())
    return import_id


def ended(house: House, import_id: str) -> UploadJob:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with reading(house.ledger) as conn:
            job = find_job(conn, import_id)
        if job is not None and job.ended_at is not None:
            return job
        time.sleep(0.05)
    pytest.fail(f"{import_id} has not ended")


def test_uploads_are_carried_to_their_reports_or_refused_with_a_reason(house: House, workshop: Workshop) -> None:
    """What an ended process of the page had in hand is gone on with, too."""
    with at_work(house.workers, Work.IMPORT) as gone:
        left = sent(house, "lena", ONE.encode())
        with writing(house.ledger) as conn:
            assert take_job(conn, gone, house.clock(), 1) is not None
        (house.workers / gone).rename(house.workers / "kept")
    (house.workers / "kept").rename(house.workers / gone)
    broken = sent(house, "kim", b"PK\x03\x04 no workbook")
    workshop.open()
    asyncio.run(workshop.start_import(broken))
    assert ended(house, broken).why["code"] == "corrupt_archive"
    assert ended(house, left).why == {}
    assert house.files.exists(f"imports/{left}/report.html")
    assert not house.files.exists(f"imports/{broken}/upload")
    before = first_import(house).id
    assert asyncio.run(workshop.beside(work.write_page, before, 1, FIRST_MASKED, Lang.DE))
    assert house.files.exists(f"imports/{before}/de/{FIRST_MASKED}")
    assert asyncio.run(workshop.template(Lang.DE)).startswith(b"PK")


def test_a_process_that_dies_takes_no_upload_with_it(house: House, workshop: Workshop) -> None:
    many = (SAMPLES / "new-staff.xlsx").read_bytes()
    workshop.open()
    import_id = sent(house, "kim", many)
    asyncio.run(workshop.start_import(import_id))
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with reading(house.ledger) as conn:
            job = find_job(conn, import_id)
        if job is not None and job.begun_at is not None and workshop.pids:
            break
        time.sleep(0.01)
    os.kill(workshop.pids[0], signal.SIGKILL)
    assert ended(house, import_id).why == {}
    assert house.files.exists(f"imports/{import_id}/report.html")
