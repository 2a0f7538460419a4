"""Knows how a check is written to one file and read again, so that nothing of it has to be judged a second time."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import pyarrow as pa
from pydantic import TypeAdapter

from trunkload.intake.sheet import Column, FileFacts, Sheet, Skipped
from trunkload.intake.workbooks.grid import Mark
from trunkload.inventory.account import PriceList
from trunkload.inventory.allocation import Allocation, Shortage
from trunkload.storage.failures import StorageProblem, failure
from trunkload.validation.checked import Checked
from trunkload.validation.findings import Findings
from trunkload.validation.receipt import Taken
from trunkload.validation.rules import Policy

SCHEMA = "trunkload.checked/1"
COMPRESSION = "zstd"


@dataclass(frozen=True, slots=True)
class KeptCheck:
    """A check as it was made: `account_at` is the time of the account that it was judged against, `prices` those that
    counted then."""

    checked: Checked
    account_at: datetime
    prices: PriceList


@dataclass(frozen=True, slots=True)
class _Told:
    """All of a KeptCheck that is no table. `shortages` is None where there was no allocation."""

    schema: str
    account_at: datetime
    prices: PriceList
    facts: FileFacts
    columns: tuple[Column, ...]
    skipped: Skipped
    marks: Mapping[Mark, Mapping[str, tuple[int, ...]]]
    repeated: tuple[int, ...]
    rule_version: str
    accepted: Mapping[str, int]
    decisions: tuple[Taken, ...]
    policy: Policy
    shortages: tuple[Shortage, ...] | None


def written_check(kept: KeptCheck) -> bytes:
    """A ZIP of `told.json` and one Arrow file for each table."""
    checked, written = kept.checked, io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("told.json", TypeAdapter(_Told).dump_json(_told(kept)))
        for name, table in _tables(checked).items():
            archive.writestr(f"{name}.arrow", _arrow(table))
    return written.getvalue()


def read_check(content: bytes) -> KeptCheck:
    """What `written_check` wrote. Raises StorageError where it is no such file, or one of another version."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            told = TypeAdapter(_Told).validate_json(archive.read("told.json"))
            tables = {
                name.removesuffix(".arrow"): _frame(archive.read(name))
                for name in archive.namelist()
                if name.endswith(".arrow")
            }
        if told.schema != SCHEMA:
            raise failure(StorageProblem.FILE_DAMAGED)
        return KeptCheck(_checked(told, tables), told.account_at, told.prices)
    except (zipfile.BadZipFile, KeyError, ValueError, pa.ArrowInvalid) as damaged:
        raise failure(StorageProblem.FILE_DAMAGED) from damaged


def _told(kept: KeptCheck) -> _Told:
    checked, sheet = kept.checked, kept.checked.sheet
    return _Told(
        schema=SCHEMA,
        account_at=kept.account_at,
        prices=kept.prices,
        facts=sheet.facts,
        columns=sheet.columns,
        skipped=sheet.skipped,
        marks={mark: {name: _rows(rows) for name, rows in some.items()} for mark, some in sheet.marks.items()},
        repeated=_rows(checked.repeated),
        rule_version=checked.rule_version,
        accepted=checked.accepted,
        decisions=checked.decisions,
        policy=checked.policy,
        shortages=None if checked.allocation is None else checked.allocation.shortages,
    )


def _rows(rows: pd.Index) -> tuple[int, ...]:
    return tuple(map(int, rows))


def _tables(checked: Checked) -> dict[str, pd.DataFrame]:
    tables = {"staff": checked.sheet.staff, "decided": checked.decided, "findings": checked.findings.table}
    if checked.allocation is None:
        return tables
    return {**tables, "given": checked.allocation.given, "kept_back": checked.allocation.kept_back}


def _checked(told: _Told, tables: Mapping[str, pd.DataFrame]) -> Checked:
    marks = {mark: {name: _index(rows) for name, rows in some.items()} for mark, some in told.marks.items()}
    allocated = told.shortages is not None
    return Checked(
        sheet=Sheet(told.facts, told.columns, tables["staff"], told.skipped, marks),
        decided=tables["decided"],
        findings=Findings(tables["findings"]),
        repeated=_index(told.repeated),
        allocation=Allocation(tables["given"], told.shortages or (), tables["kept_back"]) if allocated else None,
        rule_version=told.rule_version,
        accepted=told.accepted,
        decisions=told.decisions,
        policy=told.policy,
    )


def _index(rows: tuple[int, ...]) -> pd.Index:
    return pd.Index(rows, dtype="int64")


def _arrow(table: pd.DataFrame) -> bytes:
    written = io.BytesIO()
    content = pa.Table.from_pandas(table, preserve_index=True)
    with pa.ipc.new_file(written, content.schema, options=pa.ipc.IpcWriteOptions(compression=COMPRESSION)) as file:
        file.write_table(content)
    return written.getvalue()


def _frame(content: bytes) -> pd.DataFrame:
    table: pd.DataFrame = pa.ipc.open_file(content).read_all().to_pandas()
    return table
