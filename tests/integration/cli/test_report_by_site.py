"""`report --to-fix --split-by site`: each site gets a workbook of its own people, and of nobody else's."""

from pathlib import Path

import openpyxl
import pytest

from tests.integration.cli.looks import first_import
from tests.integration.cli.shell import Shell
from trunkload.flows.fixing_by_site import slug_of
from trunkload.validation.language import Lang

LIST = """Vorname;Nachname;E-Mail;Mobil;Standort
Ute;Arndt;ute.arndt@;0152 28817386;Köln
Bodo;Brandt;bodo.brandt@;0152 28817387;berlin
Cem;Demir;cem.demir@;0152 28817388;../../etc
Dora;Ernst;dora.ernst@example.org;0152 28817389;Köln
Eda;Fuchs;eda.fuchs@;0152 28817390;
Finn;Graf;finn.graf@;0152 28817391;KÖLN
"""


@pytest.fixture
def importer(shell: Shell, tmp_path: Path) -> Shell:
    """A home whose first import has people to fix at two sites, and two of whom nobody knows where they are."""
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    assert shell.run("import", tmp_path / "list.csv").code == 1
    return shell


def people_in(path: Path) -> list[str]:
    page = openpyxl.load_workbook(path).worksheets[0]
    return [str(row[1]) for row in page.iter_rows(min_row=2, values_only=True)]


def test_each_site_gets_its_own_people_alone(importer: Shell, tmp_path: Path) -> None:
    import_id, _ = first_import(importer.home)
    out = tmp_path / "out"
    ran = importer.run("report", import_id, "--format", "xlsx", "--to-fix", "--split-by", "site", "--out", out)
    assert ran.code == 0
    assert {path.name: people_in(path) for path in sorted(out.iterdir())} == {
        "01-berlin.xlsx": ["Brandt"],
        "02-koeln.xlsx": ["Arndt", "Graf"],
        "03-without-site.xlsx": ["Demir", "Fuchs"],
    }
    names = {"01-berlin.xlsx": "Brandt", "02-koeln.xlsx": "Arndt", "03-without-site.xlsx": "Demir"}
    for path in out.iterdir():
        texts = [str(cell) for page in openpyxl.load_workbook(path) for row in page.values for cell in row if cell]
        others = {name for file, name in names.items() if file != path.name}
        assert [text for text in texts if any(name in text for name in others)] == []


def test_the_files_are_listed_with_their_rows(importer: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    import_id, _ = first_import(importer.home)
    ran = importer.run("report", import_id, "--format", "xlsx", "--to-fix", "--split-by", "site")
    rows = [line.split(maxsplit=2) for line in ran.out.splitlines() if ".xlsx" in line]
    assert [(row[0], row[-1].split()[-1]) for row in rows] == [
        ("01-berlin.xlsx", "1"),
        ("02-koeln.xlsx", "2"),
        ("03-without-site.xlsx", "2"),
    ]
    assert importer.says("written_by_site", n="3", path=f"{import_id}-to-fix") in ran.out
    assert (tmp_path / f"{import_id}-to-fix" / "01-berlin.xlsx").is_file()


def test_its_summary_tells_of_this_file_alone(importer: Shell, tmp_path: Path) -> None:
    import_id, _ = first_import(importer.home)
    importer.speaking(Lang.DE).run(
        *("report", import_id, "--format", "xlsx", "--to-fix", "--split-by", "site", "--out", tmp_path / "out")
    )
    book = openpyxl.load_workbook(tmp_path / "out" / "02-koeln.xlsx")
    lines = list(book["Zusammenfassung"].iter_rows(values_only=True))
    assert [line[0] for line in lines] == [
        "Die Datei",
        "Stand beim Anbieter",
        "Standort",
        "Zu korrigieren",
        "Gut zu wissen",
    ]
    assert [line[1] for line in lines[2:4]] == ["Köln", "2"]
    assert book.worksheets[0]["F3"].value.startswith("C3: ")


def test_a_file_can_be_filled_and_sent(importer: Shell, tmp_path: Path) -> None:
    import_id, _ = first_import(importer.home)
    importer.run("report", import_id, "--format", "xlsx", "--to-fix", "--split-by", "site", "--out", tmp_path / "out")
    path = tmp_path / "out" / "01-berlin.xlsx"
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["C2"] = "bodo.brandt@example.org"
    book.save(path)
    assert importer.run("check", path).code == 0


def test_a_folder_that_cannot_be_written_is_named(importer: Shell, tmp_path: Path) -> None:
    import_id, _ = first_import(importer.home)
    (tmp_path / "a").write_text("in the way")
    ran = importer.run(
        *("report", import_id, "--format", "xlsx", "--to-fix", "--split-by", "site", "--out", tmp_path / "a")
    )
    assert (ran.code, ran.err.strip()) == (3, importer.says("report_no_folder", folder=str(tmp_path / "a")))


def test_only_what_needs_fixing_is_split_and_into_workbooks(importer: Shell) -> None:
    import_id, _ = first_import(importer.home)
    for options, sentence in (
        (("--format", "xlsx"), importer.says("report_split_needs_to_fix")),
        (("--to-fix",), importer.says("report_only_for", option="--to-fix", formats="xlsx")),
    ):
        ran = importer.run("report", import_id, *options, "--split-by", "site")
        assert (ran.code, ran.err.strip()) == (2, sentence)


@pytest.mark.parametrize(
    ("site", "slug"),
    [
        ("Köln", "koeln"),
        ("../../etc/passwd", "etc-passwd"),
        ("Straße 5 / Hof", "strasse-5-hof"),
        ("東京", "site"),
        ("x" * 300, "x" * 40),
        (None, "without-site"),
    ],
)
def test_whatever_a_site_is_called_its_file_has_a_name(site: str | None, slug: str) -> None:
    assert slug_of(site) == slug
