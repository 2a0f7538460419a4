"""A person's file name is shown, and laid down only as a name that means nothing else."""

import pytest

from trunkload.storage.file_names import LONGEST, is_unfinished, kept_name, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Größe.xlsx", "Größe.xlsx"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\nb.csv", "a_b.csv"),
        (".hidden.csv", "hidden.csv"),
        ("...", "file"),
        ("\u202exslx.exe", "_xslx.exe"),
        ("caf\udce9.csv", "caf\ufffd.csv"),
    ],
)
def test_a_safe_name_has_no_folder_no_line_and_nothing_hidden(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_safe_name_is_short_and_keeps_its_ending() -> None:
    assert len(safe_name("ü" * 300 + ".xlsx").encode()) <= LONGEST
    assert safe_name("ü" * 300 + ".xlsx").endswith("ü.xlsx")


def test_a_kept_name_is_unicode_without_nul() -> None:
    assert kept_name("a\0b\udcff") == "a\ufffdb\ufffd"


@pytest.mark.parametrize("name", ["~$neue.xlsx", ".neue.csv", "neue.CSV.PART", "neue.xlsx~", "hr/.neue.csv.swp"])
def test_names_of_files_that_are_still_written_are_known(name: str) -> None:
    assert is_unfinished(name)


def test_other_names_are_whole() -> None:
    assert not is_unfinished("part.of.staff.csv")
