"""Files lie in a folder, whole or not at all."""

from pathlib import Path

import pytest

from trunkload.storage.failures import StorageError, StorageProblem
from trunkload.storage.files import LocalFiles


def test_what_was_saved_is_opened_again(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path / "files")
    place = files.save("imp-2026-11-23-0001/report.html", b"<h1>40</h1>")
    assert place == str(tmp_path / "files" / "imp-2026-11-23-0001" / "report.html")
    assert files.open("imp-2026-11-23-0001/report.html") == b"<h1>40</h1>"
    assert files.path("imp-2026-11-23-0001/report.html").read_bytes() == b"<h1>40</h1>"


def test_saving_again_replaces_the_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path)
    files.save("report.html", b"one")
    files.save("report.html", b"two")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"report.html": b"two"}


def test_a_reader_of_the_old_file_is_not_disturbed(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path)
    files.save("report.html", b"one")
    with files.path("report.html").open("rb") as old:
        files.save("report.html", b"two")
        assert old.read() == b"one"


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        LocalFiles(tmp_path).open("report.html")
    assert (refused.value.problem, refused.value.permanent) == (StorageProblem.FILE_GONE, True)


def test_a_place_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "files").write_bytes(b"a file, no folder")
    with pytest.raises(StorageError):
        LocalFiles(tmp_path / "files").save("report.html", b"one")


def test_a_link_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "out").symlink_to(tmp_path)
    with pytest.raises(ValueError, match="inside"):
        LocalFiles(tmp_path / "files").save("out/report.html", b"one")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["files"]


def test_what_was_deleted_is_gone_and_the_rest_stays(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path)
    files.save("imports/one/upload", b"one")
    files.save("imports/two/upload", b"two")
    files.delete("imports/one/upload")
    with pytest.raises(StorageError) as refused:
        files.open("imports/one/upload")
    assert refused.value.problem == StorageProblem.FILE_GONE
    assert files.open("imports/two/upload") == b"two"


def test_deleting_what_is_not_there_is_no_failure(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path)
    files.save("report.html", b"one")
    files.delete("report.html")
    files.delete("report.html")
    files.delete("imports/never/upload")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_deleted_is_said(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(StorageError) as refused:
        LocalFiles(tmp_path).delete("report.html")
    assert refused.value.permanent is True
    assert (tmp_path / "report.html").is_dir()


def test_what_lies_below_a_folder_is_listed_and_nothing_else(tmp_path: Path) -> None:
    files = LocalFiles(tmp_path)
    for key in ("imports/one/upload", "imports/one/rows/17.html", "imports/one-more/upload"):
        files.save(key, b"one")
    assert files.keys("imports/one") == ("imports/one/rows/17.html", "imports/one/upload")
    assert files.keys("imports/two") == ()
    assert (files.exists("imports/one/upload"), files.exists("imports/one"), files.exists("imports/two/upload")) == (
        True,
        False,
        False,
    )
    assert files.place("imports/one/upload") == str(tmp_path / "imports" / "one" / "upload")
