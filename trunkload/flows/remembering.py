"""Knows what of a person's decisions counts for the next file with the same header row, too."""

from dataclasses import replace

from sqlalchemy import Connection

from trunkload.flows.wiring import House
from trunkload.intake.choices import Decision, Origin
from trunkload.intake.decided import decided_columns
from trunkload.intake.sheet import Sheet
from trunkload.storage import audit, mappings
from trunkload.storage.imports import ImportRecord
from trunkload.validation.checked import Checked
from trunkload.validation.deciding import LASTING, in_force


def remember(conn: Connection, house: House, record: ImportRecord, checked: Checked) -> None:
    """Keep what was decided about columns, and about values of fields that name things.

    Of a sheet without a header row there is no next one.
    """
    sheet = checked.sheet
    if not sheet.facts.header_row:
        return
    remember_columns(conn, house, record, sheet)
    lasting = _lasting(checked, Origin(record.file_name, record.uploaded_by, house.clock().isoformat()))
    if not lasting:
        return
    before = mappings.find_mapping(conn, sheet.facts.fingerprint) or _mapping(house, record, sheet)
    mappings.keep_mapping(conn, replace(before, decisions=in_force(before.decisions, lasting)))
    fields = ", ".join(dict.fromkeys(one.field for one in lasting))
    told = {"fingerprint": sheet.facts.fingerprint, "fields": fields}
    audit.note(conn, record.uploaded_by, audit.Deed.VALUES_DECIDED, record.id, **told)


def remember_columns(conn: Connection, house: House, record: ImportRecord, sheet: Sheet) -> None:
    """As whose deed it is by who sent `record`; whoever decided just the same before stays it."""
    if not record.choices.columns:
        return
    if not sheet.facts.header_row:
        audit.note(conn, record.uploaded_by, audit.Deed.COLUMNS_DECIDED, record.id)
        return
    mapping, before = _mapping(house, record, sheet), mappings.find_mapping(conn, sheet.facts.fingerprint)
    if before is not None and before.decided == mapping.decided:
        return
    decisions = () if before is None else before.decisions
    mappings.keep_mapping(conn, replace(mapping, decisions=decisions))
    audit.note(conn, record.uploaded_by, audit.Deed.COLUMNS_DECIDED, record.id, fingerprint=mapping.fingerprint)


def _mapping(house: House, record: ImportRecord, sheet: Sheet) -> mappings.ColumnMapping:
    return mappings.ColumnMapping(
        fingerprint=sheet.facts.fingerprint,
        decided=decided_columns(sheet.columns),
        file_name=record.file_name,
        decided_by=record.uploaded_by,
        decided_at=house.clock(),
    )


def _lasting(checked: Checked, origin: Origin) -> list[Decision]:
    """What was decided with this very file, and is nobody's name, number or day."""
    fresh = [one.decision for one in checked.decisions if one.decision.origin is None]
    return [replace(one, origin=origin) for one in fresh if one.field in LASTING]
