"""The guide lists what the program knows: every limit with its default, every word for every column."""

import re
import tomllib
from dataclasses import fields
from importlib.resources import files
from pathlib import Path

from trunkload.intake.field_names import field_names
from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.intake.likeness import ALIKE, TAKEN
from trunkload.intake.limits import LIMITS
from trunkload.portal.handover.item_texts import FIELDS, NOTATIONS
from trunkload.portal.handover.mapping_reading import load_mapping, shipped_mappings
from trunkload.validation.chosen_severities import MAY_BLOCK, MAY_WARN
from trunkload.validation.language import Lang
from trunkload.validation.rules import Rules

GUIDE = Path(__file__).parents[2] / "docs" / "guide"


def column_rows() -> list[str]:
    """The table of fields as the guide has it; to write it anew, print these lines."""
    words = tomllib.loads(files("trunkload.intake").joinpath("synonyms.toml").read_text("utf-8"))
    german, english = field_names(Lang.DE), field_names(Lang.EN)
    rows = []
    for field in STAFF_COLUMNS:
        beside = [word for entry in words["context"] if entry["field"] == field for word in entry["headers"]]
        known = ", ".join(words["certain"][field])
        rows.append(f"| `{field}` | {german[field]} | {english[field]} | {known} | {', '.join(beside)} |")
    return rows


def test_the_guide_lists_every_limit_with_its_default() -> None:
    guide = (GUIDE / "settings.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| `limits\.(\w+)` \| (\d+) \|", guide, re.MULTILINE))
    assert listed == {name: str(default) for name, default in LIMITS._asdict().items()}


def test_the_guide_lists_every_rule_setting_and_which_findings_can_be_chosen_otherwise() -> None:
    guide = (GUIDE / "settings.md").read_text("utf-8")
    assert set(re.findall(r"`rules\.(\w+)`(?=[^\n]* \| )", guide)) >= {one.name for one in fields(Rules)}
    for key, codes in (("warn", MAY_WARN), ("block", MAY_BLOCK)):
        assert f"- `rules.{key}` takes {', '.join(f'`{code.value}`' for code in sorted(codes))}." in guide


def test_the_guide_lists_every_word_for_every_column() -> None:
    guide = (GUIDE / "columns.md").read_text("utf-8").splitlines()
    assert [line for line in guide if line.partition("` |")[0].removeprefix("| `") in STAFF_COLUMNS] == column_rows()


def test_the_guide_names_the_likeness_that_is_taken_and_that_is_shown() -> None:
    guide = (GUIDE / "columns.md").read_text("utf-8")
    assert f"from {TAKEN} of 100 on" in guide
    assert f"from {ALIKE} on" in guide


def test_the_guide_names_every_mapping_with_its_document_and_what_is_not_verified() -> None:
    guide = (GUIDE / "handover.md").read_text("utf-8")
    rows = {
        line.split("`")[1]: line for line in guide.splitlines() if re.match(r"\| `[a-z0-9]+` \| (XLSX|CSV|check)", line)
    }
    assert tuple(sorted(rows)) == shipped_mappings()
    for name, row in rows.items():
        source = load_mapping(name).source
        assert source.address in row
        assert all(f"`{header}`" in row or "No header is verified" in row for header in source.not_verified)


def test_the_guide_lists_every_field_that_a_mapping_takes() -> None:
    guide = (GUIDE / "handover.md").read_text("utf-8")
    assert {name for name in FIELDS if f"`{name}`" not in guide} <= {f"mobile.{one}" for one in NOTATIONS}
