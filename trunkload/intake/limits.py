"""Knows how much of a file we take in; every limit has a name, and crossing one is a refusal (promise 11)."""

from typing import NamedTuple

MEGABYTE = 1024 * 1024


class Limits(NamedTuple):
    """Bytes, rows, columns, characters, seconds. `ratio` (unpacked : packed) counts for parts above `ratio_from_bytes`;
    `repeated_bytes`: text that cells repeat from shared strings of more than `repeated_from` characters."""

    upload_bytes: int = 25 * MEGABYTE
    unpacked_bytes: int = 512 * MEGABYTE
    ratio: int = 200
    ratio_from_bytes: int = MEGABYTE
    parts: int = 10_000
    rows: int = 1_000_000
    columns: int = 256
    cells: int = 50_000_000
    cell_characters: int = 32_767
    repeated_bytes: int = 10 * MEGABYTE
    repeated_from: int = 100
    header_rows: int = 50
    cpu_seconds: int = 20
    memory_bytes: int = 1536 * MEGABYTE


LIMITS = Limits()
