"""The whole story with files in a bucket, and what becomes of an upload that somebody writes over."""

import json
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.integration.cli.looks import first_import, import_states, ledger
from tests.integration.cli.shell import STAFF, Shell
from tests.integration.storage.buckets import REGION, client_of, contents_of, new_bucket
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.importing import receive_upload, upload_key
from trunkload.flows.story import import_story
from trunkload.flows.wiring import open_house
from trunkload.intake.upload import open_upload
from trunkload.settings import Settings
from trunkload.storage.files import LocalFiles
from trunkload.validation.language import Lang

both = pytest.mark.parametrize("lang", Lang)


def with_bucket(shell: Shell, endpoint: str, *, versioned: bool) -> tuple[Shell, str]:
    bucket = new_bucket(endpoint, versioned=versioned)
    store = {"files__store": f"s3://{bucket}/live", "files__endpoint": endpoint, "files__region": REGION}
    return shell.with_settings(**store), bucket


def test_the_whole_story_is_told_with_files_in_a_bucket(shell: Shell, s3_endpoint: str, tmp_path: Path) -> None:
    there, bucket = with_bucket(shell, s3_endpoint, versioned=False)
    planned = there.run("import", STAFF)
    assert planned.code == 1
    import_id, digest = first_import(there.home)
    said = [line for line in planned.out.splitlines() if line.startswith("Report: ")]
    assert f"/{bucket}/live/imports/{import_id}/report.html?" in said[0]
    link = there.run("report", import_id).out.removeprefix("Report: ").strip()
    with urlopen(link) as answer:  # noqa: S310 - our own server
        page = answer.read()
    assert there.run("report", import_id, "--out", tmp_path / "page.html").code == 0
    assert (tmp_path / "page.html").read_bytes() == page
    assert json.loads(there.run("report", import_id, "--format", "json").out)["receipt"]["rows"] == 40
    assert there.run("report", import_id, "--format", "xlsx", "--out", tmp_path / "checked.xlsx").code == 0
    assert there.run("show", import_id).out.count("https://" if "https" in link else "http://") == 1
    assert there.run("approve", import_id, "--digest", digest).code == 0
    assert there.run("status", import_id).code == 0
    kept = {key for key, _ in contents_of(s3_endpoint, bucket)}
    of_import = {f"live/imports/{import_id}/{name}" for name in ("check.json", "checked", "report.html", "upload")}
    assert kept == {*of_import, "live/keys/people"}
    assert not (there.home / "files").exists()


def test_what_was_sent_is_marked_whatever_lies_over_it_in_the_bucket(
    shell: Shell, s3_endpoint: str, tmp_path: Path
) -> None:
    there, bucket = with_bucket(shell, s3_endpoint, versioned=True)
    assert there.run("import", STAFF).code == 1
    import_id, _ = first_import(there.home)
    client_of(s3_endpoint).put_object(Bucket=bucket, Key=f"live/{upload_key(import_id)}", Body=b"Name;Vorname\n")
    book = there.run("report", import_id, "--format", "xlsx", "--out", tmp_path / "checked.xlsx")
    assert book.code == 0
    [(version,)] = ledger(there.home, "SELECT upload_version FROM import")
    assert (f"live/{upload_key(import_id)}", version) in contents_of(s3_endpoint, bucket)


@both
def test_other_bytes_than_were_sent_are_not_marked(planner: Shell, tmp_path: Path, lang: Lang) -> None:
    shell, (import_id, _) = planner.speaking(lang), first_import(planner.home)
    LocalFiles(shell.home / "files").save(upload_key(import_id), b"Name;Vorname\n")
    ran = shell.run("report", import_id, "--format", "xlsx", "--out", tmp_path / "checked.xlsx")
    assert (ran.code, ran.err) == (3, shell.says("upload_changed", id=import_id) + "\n")
    assert not (tmp_path / "checked.xlsx").exists()


@pytest.mark.parametrize("kept_in", ["folder", "bucket"])
def test_other_bytes_than_were_sent_are_not_planned(
    loaded_home: Path, shell: Shell, request: pytest.FixtureRequest, kept_in: str
) -> None:
    """Where the store keeps no versions they are known by their SHA-256."""
    del loaded_home
    settings = Settings(home=shell.home, lang=Lang.EN)
    if kept_in == "bucket":
        endpoint = str(request.getfixturevalue("s3_endpoint"))
        told = {"store": f"s3://{new_bucket(endpoint)}", "endpoint": endpoint, "region": REGION}
        settings = Settings.model_validate({"home": shell.home, "lang": Lang.EN, "files": told})
    house = open_house(settings)
    import_id = receive_upload(house, open_upload(STAFF), "hr", Lang.EN)
    house.files.save(upload_key(import_id), STAFF.read_bytes() + b" ")
    with pytest.raises(Stopped) as stopped:
        import_story(house, import_id)
    house.ledger.dispose()
    assert stopped.value.code is StopCode.UPLOAD_CHANGED
    assert import_states(shell.home) == {import_id: "rejected"}
    assert ledger(shell.home, "SELECT count(*) FROM order_item") == [(0,)]


@both
def test_a_bucket_that_is_not_there_keeps_nothing_and_is_told(shell: Shell, s3_endpoint: str, lang: Lang) -> None:
    store = {"files__store": "s3://nobody-made-this", "files__endpoint": s3_endpoint, "files__region": REGION}
    there = shell.speaking(lang).with_settings(**store)
    ran = there.run("import", STAFF)
    assert (ran.code, ran.err.splitlines()[-1]) == (3, there.says("storage_files_no_bucket"))
    assert import_states(shell.home) == {}
