"""Knows what of a person's decisions counts for the next file with the same header row, too."""

from dataclasses import replace

from sqlalchemy import Connection

from trunkload.flows.wiring import House
from trunkload.intake.choices import Decision, Origin
from trunkload.intake.decided import decided_columns
from trunkload.storage import audit, mappings
from trunkload.storage.imports import ImportRecord
from trunkload.validation.checked import Checked
from trunkload.validation.deciding import LASTING, in_force


def remember(conn: Connection, house: House, record: ImportRecord, checked: Checked) -> None:
    """Keep what was decided about columns, and about values of fields that name things.

    Who decided about columns stays, where this import decides about values only. Of a sheet without a header row there
    is no next one.
    """
    if not checked.sheet.facts.header_row:
        return
    mapping = mappings.ColumnMapping(
        fingerprint=checked.sheet.facts.fingerprint,
        decided=decided_columns(checked.sheet.columns),
        file_name=record.file_name,
        decided_by=record.uploaded_by,
        decided_at=house.clock(),
    )
    lasting = _lasting(checked, Origin(mapping.file_name, mapping.decided_by, mapping.decided_at.isoformat()))
    if not record.choices.columns and not lasting:
        return
    before = mappings.find_mapping(conn, mapping.fingerprint)
    columns = mapping if record.choices.columns or before is None else before
    kept = in_force(() if before is None else before.decisions, lasting)
    mappings.keep_mapping(conn, replace(columns, decisions=kept))
    _note(conn, record, mapping.fingerprint, lasting)


def _lasting(checked: Checked, origin: Origin) -> list[Decision]:
    """What was decided with this very file, and is nobody's name, number or day."""
    fresh = [one.decision for one in checked.decisions if one.decision.origin is None]
    return [replace(one, origin=origin) for one in fresh if one.field in LASTING]


def _note(conn: Connection, record: ImportRecord, fingerprint: str, lasting: list[Decision]) -> None:
    if record.choices.columns:
        audit.note(conn, record.uploaded_by, audit.Deed.COLUMNS_DECIDED, record.id, fingerprint=fingerprint)
    if lasting:
        fields = ", ".join(dict.fromkeys(one.field for one in lasting))
        audit.note(
            conn, record.uploaded_by, audit.Deed.VALUES_DECIDED, record.id, fingerprint=fingerprint, fields=fields
        )
