"""What a person decided about values goes with the import and is remembered; the policy goes with the import, too."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.integration.flows.houses import USER, house_at
from trunkload.flows.approving import approve_plan
from trunkload.flows.checking import with_remembered
from trunkload.flows.importing import Imported, receive_upload
from trunkload.flows.story import import_story
from trunkload.flows.wiring import House
from trunkload.intake.choices import Choices, Decision, Origin
from trunkload.intake.upload import open_upload
from trunkload.settings import Settings
from trunkload.storage.audit import read_audit
from trunkload.storage.database import reading, writing
from trunkload.storage.imports import ImportRecord, find_import
from trunkload.storage.mappings import ColumnMapping, keep_mapping, list_mappings
from trunkload.validation.language import Lang
from trunkload.validation.receipt import Taken

SITE = Decision("location", "Koeln", "Köln")
NAME = Decision("last_name", "Gutt", "Gut")
HEAD = "Vorname;Nachname;E-Mail;Mobil;Standort"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return written(tmp_path / "may.csv", "Jana;Heute", "Lea;Gutt")


def written(file: Path, *names: str) -> Path:
    rows = [f"{name};{name.lower().replace(';', '.')}@example.org;0152 28817386;Koeln" for name in names]
    file.write_text("\n".join((HEAD, *rows, "")), "utf-8")
    return file


def planned(house: House, file: Path, choices: Choices) -> Imported:
    """Received by one process, carried on by another."""
    import_id = receive_upload(house, open_upload(file), USER, Lang.EN, choices)
    return import_story(house_at(house.settings.home), import_id)


def record_of(house: House, imported: Imported) -> ImportRecord:
    with reading(house.ledger) as conn:
        record = find_import(conn, imported.import_id)
    assert record is not None
    return record


def remembered_of(house: House) -> tuple[Decision, ...]:
    with reading(house.ledger) as conn:
        return tuple(decision for one in list_mappings(conn) for decision in one.decisions)


def test_decisions_are_stored_with_the_import_and_count_when_it_is_planned(house: House, sheet: Path) -> None:
    imported = planned(house, sheet, Choices(decisions=(SITE, NAME)))
    assert imported.plan is not None
    assert len(imported.plan.items) == 2
    record = record_of(house, imported)
    assert record.choices == Choices(decisions=(SITE, NAME))
    assert record.decisions == (Taken(SITE, 2), Taken(NAME, 1))


def test_the_audit_trail_names_the_fields_and_no_value(house: House, sheet: Path) -> None:
    imported = planned(house, sheet, Choices(decisions=(SITE, NAME), policy="all_or_nothing"))
    with reading(house.ledger) as conn:
        entries = {one.what: one.details for one in read_audit(conn, imported.import_id)}
    assert entries["received"]["decided"] == "location, last_name"
    assert entries["received"]["policy"] == "all_or_nothing"
    assert entries["values decided"]["fields"] == "location"
    assert "Gut" not in str(entries)


def test_what_names_a_thing_is_remembered_and_what_names_a_person_is_not(house: House, sheet: Path) -> None:
    """Promise 10: nobody's name is kept for later sheets."""
    planned(house, sheet, Choices(decisions=(SITE, NAME)))
    (kept,) = remembered_of(house)
    assert kept.origin is not None
    assert replace(kept, origin=None) == SITE
    assert (kept.origin.file_name, kept.origin.decided_by) == ("may.csv", USER)


def test_the_next_sheet_of_the_same_layout_needs_no_decision(house: House, sheet: Path, tmp_path: Path) -> None:
    planned(house, sheet, Choices(decisions=(SITE,)))
    june = written(tmp_path / "june.csv", "Ole;Neu")
    imported = planned(house, june, with_remembered(Choices(), house.settings))
    (taken,) = imported.checked.receipt.decisions
    assert (taken.cells, taken.decision) == (1, remembered_of(house)[0])
    assert imported.checked.receipt.blocked == 0
    assert record_of(house, imported).decisions == (taken,)


def test_another_layout_is_asked_again(house: House, sheet: Path, tmp_path: Path) -> None:
    planned(house, sheet, Choices(decisions=(SITE,)))
    other = written(tmp_path / "other.csv", "Ole;Neu")
    other.write_text(other.read_text("utf-8").replace("Mobil;Standort", "Handy;Standort"), "utf-8")
    imported = planned(house, other, with_remembered(Choices(), house.settings))
    assert imported.checked.receipt.decisions == ()
    assert imported.checked.receipt.blocked == 1


def test_a_new_decision_takes_the_place_of_the_remembered_one_and_others_stay(
    house: House, sheet: Path, tmp_path: Path
) -> None:
    bonn = Decision("location", "Bonn", "Köln")
    sheet.write_text(sheet.read_text("utf-8").replace("Koeln\n", "Bonn\n", 1), "utf-8")
    planned(house, sheet, Choices(decisions=(SITE, bonn)))
    june = written(tmp_path / "june.csv", "Ole;Neu")
    planned(house, june, with_remembered(Choices(decisions=(replace(SITE, new="Berlin"),)), house.settings))
    kept = {one.value: (one.new, one.origin.file_name) for one in remembered_of(house) if one.origin}
    assert kept == {"Koeln": ("Berlin", "june.csv"), "Bonn": ("Köln", "may.csv")}


def test_who_decided_about_columns_stays_when_another_decides_about_values(
    house: House, sheet: Path, tmp_path: Path
) -> None:
    planned(house, sheet, Choices(columns={"Mobil": "mobile"}))
    june = written(tmp_path / "june.csv", "Ole;Neu")
    planned(house, june, with_remembered(Choices(decisions=(SITE,)), house.settings))
    with reading(house.ledger) as conn:
        (mapping,) = list_mappings(conn)
    assert (mapping.file_name, mapping.decided) == ("may.csv", {"Mobil": "mobile"})
    assert [one.origin.file_name for one in mapping.decisions if one.origin] == ["june.csv"]


def test_remembered_values_are_read_from_either_database(engine: Engine, database_url: str, tmp_path: Path) -> None:
    origin = Origin("may.csv", USER, "2026-11-23T08:00:00+00:00")
    kept = replace(SITE, origin=origin)
    with writing(engine) as conn:
        keep_mapping(conn, ColumnMapping("a" * 64, {}, "may.csv", USER, house_at(tmp_path).clock(), (kept,)))
    choices = with_remembered(Choices(), Settings(home=tmp_path, database_url=database_url))
    assert choices.remembered_decisions == {"a" * 64: (kept,)}


def test_the_policy_of_the_import_counts_and_its_plan_can_be_approved(house: House, sheet: Path) -> None:
    """Promise 4: the rule version in the digest is that of the policy chosen, not of the settings."""
    valid = planned(house, sheet, Choices(decisions=(SITE,), policy="all_or_nothing"))
    assert valid.plan is not None
    assert valid.plan.rule_version != house.settings.rules.version
    approve_plan(house, valid.import_id, valid.plan.digest, USER)
    assert record_of(house, valid).approved_by == USER


def test_all_or_nothing_plans_nothing_while_a_row_is_to_fix(house: House, tmp_path: Path) -> None:
    sheet = written(tmp_path / "mixed.csv", "Jana;Heute", "Lea;Gut")
    sheet.write_text(sheet.read_text("utf-8").replace("Koeln\n", "Köln\n", 1), "utf-8")
    imported = planned(house, sheet, Choices(policy="all_or_nothing"))
    assert imported.plan is None
    assert (imported.checked.receipt.blocked, imported.checked.receipt.held_back) == (2, 1)
    again = planned(house, sheet, Choices(policy="valid_rows"))
    assert again.plan is not None
    assert (len(again.plan.items), again.checked.receipt.held_back) == (1, 0)
