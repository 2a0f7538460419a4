"""What a person decided about a file goes with the import, and what was decided about columns is remembered."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.integration.flows.houses import USER, house_at
from trunkload.flows.checking import with_remembered
from trunkload.flows.importing import Imported, receive_upload
from trunkload.flows.story import import_story
from trunkload.flows.wiring import House
from trunkload.intake.choices import Choices
from trunkload.intake.upload import open_upload
from trunkload.settings import Settings
from trunkload.storage.audit import read_audit
from trunkload.storage.database import reading, writing
from trunkload.storage.imports import find_import
from trunkload.storage.mappings import ColumnMapping, keep_mapping, list_mappings
from trunkload.validation.language import Lang

DECIDED = {"Fornavn": "first_name", "B": "last_name", "Note": ""}


@pytest.fixture
def danish(tmp_path: Path) -> Path:
    """Headers that we do not know, and one column with none."""
    file = tmp_path / "nye.csv"
    file.write_text("Fornavn;;Mail;Note;Standort\nJana;Heute;jana.heute@example.org;x;Berlin\n", "utf-8")
    return file


def planned(house: House, file: Path, choices: Choices) -> Imported:
    """Received by one process, carried on by another."""
    import_id = receive_upload(house, open_upload(file), USER, Lang.EN, choices)
    return import_story(house_at(house.settings.home), import_id)


def mappings_of(house: House) -> tuple[ColumnMapping, ...]:
    with reading(house.ledger) as conn:
        return list_mappings(conn)


def test_choices_survive_until_the_story_reads_the_file(house: House, danish: Path) -> None:
    imported = planned(house, danish, Choices(columns=DECIDED))
    found = [(one.letter, one.field, one.how) for one in imported.checked.sheet.columns]
    assert found == [
        ("A", "first_name", "decided"),
        ("B", "last_name", "decided"),
        ("C", "email", "context"),
        ("D", None, "decided"),
        ("E", "location", "synonym"),
    ]
    with reading(house.ledger) as conn:
        record = find_import(conn, imported.import_id)
    assert record is not None
    assert record.choices == Choices(columns=DECIDED)


def test_a_decision_is_remembered_with_who_decided_it(house: House, danish: Path) -> None:
    imported = planned(house, danish, Choices(columns=DECIDED))
    (mapping,) = mappings_of(house)
    assert mapping.fingerprint == imported.checked.sheet.facts.fingerprint
    assert mapping.decided == {"Fornavn": "first_name", "B": "last_name", "Note": ""}
    assert (mapping.file_name, mapping.decided_by) == ("nye.csv", USER)
    with reading(house.ledger) as conn:
        noted = [one.who for one in read_audit(conn, imported.import_id) if one.what == "columns decided"]
    assert noted == [USER]


def test_the_next_file_with_this_header_row_is_read_alike(house: House, danish: Path) -> None:
    planned(house, danish, Choices(columns=DECIDED))
    other = danish.with_name("juli.csv")
    other.write_text(danish.read_text("utf-8").replace("Jana", "Eva").replace("jana", "eva"), "utf-8")
    imported = planned(house, other, with_remembered(Choices(), house.settings))
    assert imported.checked.sheet.staff["first_name"].tolist() == ["Eva"]
    assert [one.how for one in imported.checked.sheet.columns].count("decided") == 3
    assert [one.file_name for one in mappings_of(house)] == ["nye.csv"]


def test_a_later_decision_is_added_to_the_earlier_ones(house: House, danish: Path) -> None:
    planned(house, danish, Choices(columns=DECIDED))
    planned(house, danish, with_remembered(Choices(columns={"note": "remark"}), house.settings))
    (mapping,) = mappings_of(house)
    assert mapping.decided == {"Fornavn": "first_name", "B": "last_name", "Note": "remark"}


def test_what_is_remembered_is_read_from_either_database(engine: Engine, database_url: str, tmp_path: Path) -> None:
    with writing(engine) as conn:
        keep_mapping(conn, ColumnMapping("a" * 64, {"Größe": "", "C": "email"}, "nye.csv", USER, datetime.now(UTC)))
    settings = Settings(home=tmp_path, database_url=database_url)
    choices = with_remembered(Choices(sheet="Mai"), settings)
    assert choices == Choices(sheet="Mai", remembered={"a" * 64: {"Größe": "", "C": "email"}})


def test_before_anything_was_stored_nothing_is_remembered(tmp_path: Path) -> None:
    assert with_remembered(Choices(), Settings(home=tmp_path / "home")) == Choices()
    assert list(tmp_path.iterdir()) == []


def test_without_a_decision_nothing_is_remembered(house: House) -> None:
    assert mappings_of(house) == ()
