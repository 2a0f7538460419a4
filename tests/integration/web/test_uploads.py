"""A sheet that is sent becomes a report; what cannot be used is told, and nothing of it is kept."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.integration.flows.houses import SAMPLES, first_import
from tests.integration.portal.browser import Browser, told
from tests.integration.web.sites import (
    InThisProcess,
    ends,
    ids_of,
    logged_in,
    proof_of,
    sends_file,
    served_site,
    with_web,
)
from trunkload.flows.wiring import House
from trunkload.storage.audit import read_audit
from trunkload.storage.database import reading
from trunkload.storage.imports import find_import

SHEET = (SAMPLES / "new-staff.xlsx").read_bytes()
SMALL = "Vorname;Nachname;E-Mail;Handynummer;Standort\nNina;Neu;nina.neu@example.org;0152 28817301;Köln\n"


def test_a_sheet_that_is_sent_becomes_the_report_of_an_import_of_the_sender(house: House, address: str) -> None:
    browser = logged_in(address, "lena")
    shown = sends_file(browser, "März <neu>.csv", SMALL.encode(), policy="all_or_nothing")
    import_id = shown.url.path.rpartition("/")[2]
    report = ends(browser, f"/imports/{import_id}")
    assert report.url.path == f"/imports/{import_id}/report.html"
    assert "nina.neu@example.org" in told(report)
    with reading(house.ledger) as conn:
        record = find_import(conn, import_id)
        trail = [(one.who, one.what) for one in read_audit(conn, import_id)]
    assert record is not None
    assert (record.uploaded_by, record.file_name, record.lang) == ("lena", "März <neu>.csv", "en")
    assert (record.sha256, record.choices.policy) == (hashlib.sha256(SMALL.encode()).hexdigest(), "all_or_nothing")
    assert trail[0] == ("lena", "received")
    assert trail[-1] == ("lena", "report shown")
    assert "&lt;neu&gt;" in browser.opens("/imports").text


def test_a_file_that_cannot_be_used_is_told_and_nothing_of_it_is_kept(house: House, address: str) -> None:
    browser = logged_in(address, "kim", lang="de")
    shown = sends_file(browser, "notes.xlsx", b"PK\x03\x04 no workbook")
    refused = ends(browser, shown.url.path)
    import_id = shown.url.path.rpartition("/")[2]
    assert refused.url.path == f"/imports/{import_id}"
    assert "Diese Datei lässt sich nicht verwenden" in told(refused)
    assert "Von der Datei ist nichts aufbewahrt" in told(refused)
    assert house.files.keys(f"imports/{import_id}") == ()
    with reading(house.ledger) as conn:
        trail = [one.what for one in read_audit(conn, import_id)]
    assert trail == ["received", "rejected"]
    assert "nicht verwendet" in told(browser.opens("/imports"))


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "C:\\Users\\kim\\staff.csv", "a\nb.csv", "'; DROP TABLE import;--"]
)
def test_a_file_name_is_shown_and_never_a_path(
    house: House, site: tuple[str, InThisProcess], tmp_path: Path, name: str
) -> None:
    address, heavy = site
    heavy.is_held = True
    shown = sends_file(logged_in(address, "kim"), name, SMALL.encode())
    import_id = shown.url.path.rpartition("/")[2]
    assert house.files.exists(f"imports/{import_id}/upload")
    assert not [path for path in tmp_path.rglob("*") if path.name in {"passwd", "staff.csv"}]
    with reading(house.ledger) as conn:
        record = find_import(conn, import_id)
    assert record is not None
    assert not set("/\\\n") & set(record.file_name)


def pieces(count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield b"x" * 65_536


def limited(house: House, most: int) -> House:
    limits = house.settings.limits.model_copy(update={"upload_bytes": most})
    settings = house.settings.model_copy(update={"limits": limits})
    return replace(house, settings=settings)


def multipart(proof: str, content: Iterator[bytes]) -> Iterator[bytes]:
    yield f'--b\r\nContent-Disposition: form-data; name="proof"\r\n\r\n{proof}\r\n'.encode()
    yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    yield from content
    yield b"\r\n--b--\r\n"


@pytest.mark.parametrize("is_told", [True, False])
@pytest.mark.parametrize("count", [5, 12])
def test_a_file_that_is_too_large_is_refused_while_it_is_read(house: House, count: int, *, is_told: bool) -> None:
    """Whether the browser says its length or not."""
    with served_site(limited(house, 200_000)) as (address, heavy):
        heavy.is_held = True
        browser = logged_in(address, "kim")
        browser.opens("/upload")
        body = multipart(proof_of(browser), pieces(count))
        headers = {"Content-Type": "multipart/form-data; boundary=b"}
        content = b"".join(body) if is_told else body
        answer = browser.client.post("/upload", content=content, headers=headers)
        assert answer.status_code == 413
        assert "larger than 200.0 kB" in told(answer)
        assert len(ids_of(house)) == 1
        assert sends_file(browser, "small.csv", SMALL.encode()).status_code == 200


def test_a_form_without_a_file_is_told(address: str) -> None:
    browser = logged_in(address, "kim")
    browser.opens("/upload")
    answer = browser.client.post("/upload", data={"proof": proof_of(browser)}, files={"file": ("", b"")})
    assert (answer.status_code, "Choose one" in told(answer)) == (422, True)
    answer = browser.client.post("/upload", data={"proof": proof_of(browser)})
    assert answer.status_code == 415


def test_one_person_sends_so_often_and_another_one_is_not_stopped_by_it(house: House) -> None:
    with served_site(with_web(house, uploads_per_minute=2)) as (address, heavy):
        heavy.is_held = True
        kim, lena = logged_in(address, "kim"), logged_in(address, "lena")
        answers = [sends_file(kim, "a.csv", b"x").status_code for _ in range(3)]
        assert answers == [200, 200, 429]
        assert "Retry-After".lower() in kim.shown.headers
        assert sends_file(lena, "a.csv", b"x").status_code == 200


def test_a_script_is_told_where_to_look_next(address: str) -> None:
    """Htmx follows no redirect by itself: the whole page is to change."""
    browser = logged_in(address, "kim")
    browser.opens("/upload")
    files, script = {"file": ("a.csv", SMALL.encode())}, {"HX-Request": "true"}
    answer = browser.client.post("/upload", data={"proof": proof_of(browser)}, files=files, headers=script)
    assert answer.status_code == 204
    assert answer.headers["hx-redirect"].startswith("/imports/imp-")


def test_progress_is_told_step_by_step_and_again_to_whoever_comes_back(site: tuple[str, InThisProcess]) -> None:
    address, heavy = site
    heavy.is_held = True
    browser = logged_in(address, "kim")
    path = sends_file(browser, "a.csv", SMALL.encode()).url.path
    assert "waits for its turn" in told(browser.shown)
    assert f'<meta http-equiv="refresh" content="2; url={path}?look=again">' in browser.shown.text
    told_first = events_until(browser, path, "waits for its turn")
    told_again = events_until(browser, path, "waits for its turn")
    assert told_first[0] == told_again[0] == "event: progress"
    heavy.let_go()
    assert "event: ended" in events_until(browser, path, f"data: {path}")
    assert browser.opens(path).url.path == f"{path}/report.html"


def events_until(browser: Browser, path: str, last: str) -> list[str]:
    lines: list[str] = []
    with browser.client.stream("GET", f"{path}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        for line in answer.iter_lines():
            if line.startswith(("event:", "data:")):
                lines.append(line)
            if last in line:
                break
    return lines


def test_the_list_has_only_own_imports_unless_one_may_see_all(house: House, address: str) -> None:
    import_id = first_import(house).id
    for login, sees in {"kim": True, "lena": False, "anna": True, "omar": True, "rita": True}.items():
        assert (import_id in logged_in(address, login).opens("/imports").text) is sees


def test_template_and_example_are_downloads_that_the_trail_tells(house: House, address: str) -> None:
    browser = logged_in(address, "kim")
    example = browser.client.get("/example.xlsx")
    assert example.content == SHEET
    assert example.headers["content-disposition"] == 'attachment; filename="new-staff.xlsx"'
    assert browser.client.get("/template.xlsx?lang=de").content == b"de"
    with reading(house.ledger) as conn:
        assert [one.what for one in read_audit(conn)][-2:] == ["example downloaded", "template downloaded"]
