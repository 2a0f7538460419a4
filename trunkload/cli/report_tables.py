"""The command `report` for machines: findings or plan of an import as CSV, JSON or Parquet."""

from pathlib import Path

import pandas as pd
import typer

from trunkload.cli.report_asked import Asked, ReportFormat, Table
from trunkload.cli.written import write_out
from trunkload.flows.carts import stored_cart
from trunkload.flows.reporting import json_key, report_again
from trunkload.flows.stored_report import stored_report
from trunkload.flows.wiring import House
from trunkload.reports.plan_json import plan_document
from trunkload.reports.tables import (
    findings_document,
    findings_table,
    plan_table,
    written_csv,
    written_json,
    written_parquet,
)
from trunkload.validation.language import Lang


def tables(house: House, asked: Asked, lang: Lang) -> str | None:
    """Without `out`, CSV and JSON are printed (None), and Parquet is written here, under the import's id. Raises
    Stopped where there is no plan."""
    content = _told(house, asked, lang)
    if asked.out is None and asked.wanted is not ReportFormat.PARQUET:
        typer.echo(content.decode().replace("\r\n", "\n").rstrip("\n"))
        return None
    out = asked.out or Path(f"{asked.import_id}-{asked.table or Table.FINDINGS}.parquet")
    write_out(out, content, lang)
    return str(out)


def _told(house: House, asked: Asked, lang: Lang) -> bytes:
    if asked.table is Table.PLAN:
        return _plan(house, asked, lang)
    if asked.table is None and asked.wanted is ReportFormat.JSON:
        report_again(house, asked.import_id)
        return house.files.open(json_key(asked.import_id))
    table = findings_table(stored_report(house, asked.import_id).checked, lang)
    if asked.wanted is ReportFormat.JSON:
        return written_json(findings_document(asked.import_id, table))
    return _table(table, asked)


def _plan(house: House, asked: Asked, lang: Lang) -> bytes:
    cart = stored_cart(house, asked.import_id)
    if asked.wanted is ReportFormat.JSON:
        return written_json(plan_document(cart, lang))
    return _table(plan_table(cart, lang), asked)


def _table(table: pd.DataFrame, asked: Asked) -> bytes:
    return written_csv(table) if asked.wanted is ReportFormat.CSV else written_parquet(table)
