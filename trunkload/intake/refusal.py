"""Knows why a file cannot be used: a closed list of codes; the sentence is made last, elsewhere."""

from enum import StrEnum


class RefusalCode(StrEnum):
    """Stable codes; no text of a library stands behind them."""

    NO_SUCH_FILE = "no_such_file"
    EMPTY_FILE = "empty_file"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    UNSUPPORTED_FORMAT = "unsupported_format"
    TOO_OLD_FORMAT = "too_old_format"
    PASSWORD_PROTECTED = "password_protected"  # noqa: S105  # the name of a code, no secret
    UNREADABLE = "unreadable"
    UNKNOWN_ENCODING = "unknown_encoding"
    NO_ROWS = "no_rows"
    HEADER_NOT_FOUND = "header_not_found"
    DUPLICATE_HEADER = "duplicate_header"
    BLANK_HEADER = "blank_header"
    MISSING_COLUMN = "missing_column"
    PASSWORD_COLUMN = "password_column"  # noqa: S105  # the name of a code, no secret
    ROW_RAGGED = "row_ragged"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    CELL_TOO_LONG = "cell_too_long"
    MALICIOUS_CONTENT = "malicious_content"
    CORRUPT_ARCHIVE = "corrupt_archive"
    TRIED_TOO_OFTEN = "tried_too_often"


class Refused(Exception):  # noqa: N818  # the house's word: a file is refused
    """The file is not used at all. `params` fill the sentence (texts as found); row and column where there is one."""

    def __init__(
        self,
        code: RefusalCode,
        *,
        row: int | None = None,
        column: str | None = None,
        params: dict[str, str] | None = None,
    ) -> None:
        super().__init__(str(code))
        self.code = code
        self.row = row
        self.column = column
        self.params = params or {}
