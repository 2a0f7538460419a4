"""The commands `mappings` and `mappings forget`: what was decided, by the header row that it counts for."""

from collections.abc import Iterator
from datetime import datetime

import pandas as pd
import typer

from trunkload.cli.exits import READY
from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.refusal import Refusal
from trunkload.cli.say import say
from trunkload.cli.table import print_frame
from trunkload.flows.wiring import House
from trunkload.intake.choices import Decision, Origin
from trunkload.intake.field_names import field_name
from trunkload.reports.notation import moment_text
from trunkload.storage.audit import Deed, note
from trunkload.storage.database import reading, writing
from trunkload.storage.mappings import ColumnMapping, forget_mapping, list_mappings
from trunkload.validation.language import Lang

FINGERPRINT_SHOWN = 12
"""Hex digits that a person copies; any longer part of the beginning serves as well."""

SHOWN = ["fingerprint", "column", "value", "means", "file", "decided_by", "decided_at"]
TOLD = ["fingerprint", "header", "field", "file", "decided_by", "decided_at", "value", "new"]
"""For machines: `header` is that of a decided column; `value` and `new` those of a decided value."""


def run_mappings(answer: str, lang: str | None) -> int:
    """One line for each decision; CSV and JSON hold whole fingerprints, canonical fields and ISO times."""
    house, spoken = house_in(lang)
    mappings = _all(house)
    if answer == "table" and not mappings:
        typer.echo(say("no_mappings", spoken))
        return READY
    rows = _for_people(mappings, spoken) if answer == "table" else _for_machines(mappings)
    names = SHOWN if answer == "table" else TOLD
    frame = pd.DataFrame(list(rows), columns=names, dtype="str").set_index("fingerprint")
    print_frame(frame, answer, say("columns_mappings", spoken).split("|"))
    return READY


def run_forget(fingerprint: str, lang: str | None) -> int:
    """The beginning of a fingerprint will do where only one begins so."""
    house, spoken = house_in(lang)
    found = [one for one in _all(house) if fingerprint and one.fingerprint.startswith(fingerprint.lower())]
    if len(found) != 1:
        raise Refusal("mapping_ambiguous" if found else "mapping_unknown", fingerprint=fingerprint)
    (mapping,) = found
    with writing(house.ledger) as conn:
        if not forget_mapping(conn, mapping.fingerprint):
            raise Refusal("mapping_unknown", fingerprint=fingerprint)
        note(conn, house.settings.user, Deed.DECISIONS_FORGOTTEN, fingerprint=mapping.fingerprint)
    typer.echo(say("mapping_forgotten", spoken, file=mapping.file_name))
    return READY


def _all(house: House) -> tuple[ColumnMapping, ...]:
    with reading(house.ledger) as conn:
        return list_mappings(conn)


def _for_people(mappings: tuple[ColumnMapping, ...], lang: Lang) -> Iterator[tuple[str, ...]]:
    for one in mappings:
        shown, when = one.fingerprint[:FINGERPRINT_SHOWN], moment_text(one.decided_at.astimezone(), lang)
        for header, field in one.decided.items():
            means = field_name(field, lang) if field else say("mapping_left_out", lang)
            yield shown, header, "", means, one.file_name, one.decided_by, when
        for decision, origin in _with_origins(one):
            when = moment_text(datetime.fromisoformat(origin.decided_at).astimezone(), lang)
            name = field_name(decision.field, lang)
            yield shown, name, decision.value, decision.new, origin.file_name, origin.decided_by, when


def _for_machines(mappings: tuple[ColumnMapping, ...]) -> Iterator[tuple[str | None, ...]]:
    for one in mappings:
        when = one.decided_at.isoformat()
        for header, field in one.decided.items():
            yield one.fingerprint, header, field, one.file_name, one.decided_by, when, None, None
        for decision, origin in _with_origins(one):
            about = origin.file_name, origin.decided_by, origin.decided_at
            yield one.fingerprint, None, decision.field, *about, decision.value, decision.new


def _with_origins(mapping: ColumnMapping) -> Iterator[tuple[Decision, Origin]]:
    return ((one, one.origin) for one in mapping.decisions if one.origin is not None)
