"""Knows how rows that we write ourselves become an upload: a sheet with canonical headers, read like any other."""

import csv
import io
from collections.abc import Mapping, Sequence

from trunkload.intake.fields import Field
from trunkload.intake.sheet import Upload
from trunkload.intake.upload import upload_of


def upload_of_rows(name: str, rows: Sequence[Mapping[Field, str]]) -> Upload:
    """A CSV file in memory; the columns are the fields that any row fills, the first row stands in line 2."""
    fields = [field for field in Field if any(field in row for row in rows)]
    written = io.StringIO()
    table = csv.writer(written, delimiter=";")
    table.writerow([field.value for field in fields])
    table.writerows([row.get(field, "") for field in fields] for row in rows)
    return upload_of(name, written.getvalue().encode())
