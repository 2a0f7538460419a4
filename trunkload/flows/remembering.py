"""Knows what of a person's decisions counts for the next file with the same header row, too."""

from sqlalchemy import Connection

from trunkload.flows.wiring import House
from trunkload.intake.choices import Decision, Origin
from trunkload.intake.decided import decided_columns
from trunkload.storage import audit, mappings
from trunkload.storage.imports import ImportRecord
from trunkload.validation.checked import Checked
from trunkload.validation.deciding import LASTING, in_force


def remember(conn: Connection, house: House, record: ImportRecord, checked: Checked) -> None:
    """Keep what was decided about columns, and about values of fields that name things."""
    sheet, now = checked.sheet, house.clock()
    origin = Origin(record.file_name, record.uploaded_by, now.isoformat())
    values = [one.decision for one in checked.decisions if one.decision.origin is None]
    lasting = [Decision(one.field, one.value, one.new, origin) for one in values if one.field in LASTING]
    if not record.choices.columns and not lasting:
        return
    before = mappings.find_mapping(conn, sheet.facts.fingerprint)
    fresh = mappings.ColumnMapping(
        fingerprint=sheet.facts.fingerprint,
        decided=decided_columns(sheet.columns),
        file_name=record.file_name,
        decided_by=record.uploaded_by,
        decided_at=now,
        decisions=in_force(() if before is None else before.decisions, lasting),
    )
    mappings.keep_mapping(conn, fresh)
    about = {"fingerprint": fresh.fingerprint}
    if record.choices.columns:
        audit.note(conn, record.uploaded_by, "columns decided", record.id, **about)
    if lasting:
        fields = ", ".join(dict.fromkeys(one.field for one in lasting))
        audit.note(conn, record.uploaded_by, "values decided", record.id, **about, fields=fields)
