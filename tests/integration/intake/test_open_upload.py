"""Files on disk."""

import hashlib
import os
from pathlib import Path

import pytest

from trunkload.intake.limits import Limits
from trunkload.intake.read import read_sheet
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.upload import open_upload, upload_of


def test_a_file_is_taken_untouched_with_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "neue kollegen.csv"
    path.write_bytes(b"\xef\xbb\xbfVorname;Nachname\r\n")
    upload = open_upload(path)
    assert (upload.name, upload.content) == ("neue kollegen.csv", b"\xef\xbb\xbfVorname;Nachname\r\n")
    assert upload.sha256 == hashlib.sha256(upload.content).hexdigest()


def test_a_missing_file_is_told_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        open_upload(tmp_path / "nowhere.xlsx")
    assert refused.value.code is RefusalCode.NO_SUCH_FILE
    assert refused.value.params == {"name": str(tmp_path / "nowhere.xlsx")}


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        open_upload(tmp_path)
    assert refused.value.code is RefusalCode.UNREADABLE
    assert refused.value.params == {"name": tmp_path.name, "what": "access"}


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as stream:
        stream.truncate(40 * 1024 * 1024 * 1024)
    with pytest.raises(Refused) as refused:
        open_upload(path)
    assert refused.value.code is RefusalCode.TOO_LARGE
    assert refused.value.params == {
        "name": "huge.xlsx",
        "what": "file",
        "size": "42949672960",
        "limit": "26214400",
    }


def test_bytes_over_the_limit_are_refused_as_well() -> None:
    with pytest.raises(Refused) as refused:
        read_sheet(upload_of("staff.csv", b"Vorname;Nachname\n"), limits=Limits(upload_bytes=16))
    assert refused.value.params == {"what": "file", "size": "17", "limit": "16"}


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "staff.csv")
    with pytest.raises(Refused) as refused:
        open_upload(tmp_path / "staff.csv")
    told = {"name": "staff.csv", "what": "access"}
    assert (refused.value.code, refused.value.params) == (RefusalCode.UNREADABLE, told)
