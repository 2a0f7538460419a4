"""Knows the way from the bytes of a CSV or TSV file to its raw cells, changed in nothing."""

from trunkload.intake.limits import Limits
from trunkload.intake.raw import RawFile
from trunkload.intake.text_tables.dialect import dialect_of
from trunkload.intake.text_tables.encoding import text_of
from trunkload.intake.text_tables.table import table_of


def read_delimited(content: bytes, limits: Limits) -> RawFile:
    """Raw cells of a CSV or TSV file; raises Refused where its text or its quotes cannot be told."""
    text = text_of(content)
    dialect = dialect_of(text, limits)
    table = table_of(text.content, dialect, limits)
    format_ = "tsv" if dialect.delimiter == "\t" else "csv"
    return RawFile(format=format_, tables=(table,), encoding=text.encoding, delimiter=dialect.delimiter)
