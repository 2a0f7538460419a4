"""Knows how much of a file we take in; every limit has a name, and crossing one is a refusal (promise 11)."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, rows, columns, characters. `ratio` (unpacked : packed) counts for parts above `ratio_from_bytes`."""

    upload_bytes: int = 25 * MEGABYTE
    unpacked_bytes: int = 512 * MEGABYTE
    ratio: int = 200
    ratio_from_bytes: int = MEGABYTE
    rows: int = 1_000_000
    columns: int = 256
    cells: int = 20_000_000
    cell_characters: int = 32_767
    header_rows: int = 50


LIMITS = Limits()
