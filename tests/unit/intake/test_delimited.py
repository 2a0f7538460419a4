"""Text tables: delimiter, records."""

import pytest

from tests.unit.intake.builders import sheet_of_text
from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.text_tables.delimited import read_delimited
from trunkload.intake.text_tables.dialect import delimiter_of


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_told_by_the_headers_that_it_shows(delimiter: str) -> None:
    rows = [["Vorname", "Nachname", "Bemerkung"], ["Ute", "Arndt", "a"], ["Bodo", "Brandt", "b"]]
    assert delimiter_of("\n".join(delimiter.join(row) for row in rows)) == delimiter


def test_commas_inside_of_cells_do_not_outvote_semicolons() -> None:
    assert delimiter_of("Vorname;Nachname\n" + "Ute, Eva, Ida, Mia;Arndt, Frau, Dr., MdB\n" * 5) == ";"


def test_headers_further_down_than_they_are_looked_for_do_not_tell_the_delimiter() -> None:
    """limits.header_rows is one limit for both."""
    text = "a,b,c\nVorname;Nachname\n1,2,3\n"
    assert [delimiter_of(text, LIMITS._replace(header_rows=rows)) for rows in (1, 2)] == [",", ";"]


def test_without_known_headers_the_most_even_table_counts() -> None:
    assert delimiter_of("a,b;c;d\n1;2;3\n1,5;2;3\n") == ";"


def test_the_separator_line_of_excel_is_obeyed_and_not_counted() -> None:
    sheet = sheet_of_text("sep=|\r\nVorname|Nachname\r\nUte|Arndt\r\n")
    assert sheet.facts.delimiter == "|"
    assert sheet.facts.header_row == 1
    assert list(sheet.staff.index) == [2]


def test_a_line_break_inside_quotes_makes_no_new_row() -> None:
    """The row number is the one that a spreadsheet shows."""
    sheet = sheet_of_text('Vorname;Nachname;"Bemerkung\n(intern)"\nUte;Arndt;"erste\r\nzweite"\nBodo;Brandt;\n')
    assert list(sheet.staff.index) == [2, 3]
    assert sheet.columns[2].header == "Bemerkung (intern)"


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_the_separator_line_may_end_like_any_line(end: str) -> None:
    assert list(sheet_of_text(f"sep=,{end}Vorname,Nachname{end}Ute,Arndt{end}").staff.index) == [2]


def test_line_ends_of_several_kinds_each_end_one_row() -> None:
    sheet = sheet_of_text("Vorname;Nachname\rUte;Arndt\r\nBodo;Brandt\n\rCarl;Conrad")
    assert list(sheet.staff.index) == [2, 3, 5]
    assert sheet.skipped.blank == (4,)


def test_a_quote_inside_of_an_unquoted_cell_is_a_sign_like_any_other() -> None:
    assert sheet_of_text('Vorname;Nachname;Bemerkung\nUte;Arndt;24" links\n').staff.loc[2, "remark"] == '24" links'


def test_an_empty_line_counts_as_a_row() -> None:
    sheet = sheet_of_text("Neueinstellungen\n\nVorname;Nachname\nUte;Arndt\n\nBodo;Brandt\n")
    assert sheet.facts.header_row == 3
    assert list(sheet.staff.index) == [4, 6]
    assert sheet.skipped.blank == (5,)


@pytest.mark.parametrize("typed", ["NA", "null", "None", "0047", "+49 152 28817386", "1,50", "TRUE", "1e5", " x "])
def test_nothing_is_changed_silently(typed: str) -> None:
    assert sheet_of_text(f"Vorname;Nachname;Bemerkung\nUte;Arndt;{typed}\n").staff.loc[2, "remark"] == typed


@pytest.mark.parametrize("typed", ["", "  ", "\u00a0", "\u200b", "\t"])
def test_a_cell_of_blanks_only_is_empty(typed: str) -> None:
    sheet = sheet_of_text(f"Vorname;Nachname;Ort\nUte;Arndt;{typed}\n")
    assert bool(sheet.staff["city"].isna().all())


def test_a_quote_that_never_closes_is_told_with_its_row() -> None:
    with pytest.raises(Refused) as refused:
        sheet_of_text('Vorname;Nachname\nUte;Arndt\n"Bodo;Brandt\n')
    assert (refused.value.code, refused.value.row) == (RefusalCode.UNREADABLE, 3)
    assert refused.value.params == {"what": "quotes"}


def test_a_quote_that_never_closes_is_told_with_the_row_where_it_opens_however_much_follows() -> None:
    with pytest.raises(Refused) as refused:
        sheet_of_text('Vorname;Nachname\nUte;Arndt\n"Bodo;Brandt\n' + "Carl;Conrad\n" * 20_000)
    assert (refused.value.code, refused.value.row) == (RefusalCode.UNREADABLE, 3)
    assert refused.value.params == {"what": "quotes"}


def test_text_behind_a_closing_quote_is_told_with_its_row() -> None:
    with pytest.raises(Refused) as refused:
        sheet_of_text('Vorname;Nachname\n"Ute" Eva;Arndt\n')
    assert (refused.value.code, refused.value.row) == (RefusalCode.UNREADABLE, 2)
    assert refused.value.params == {"what": "behind_quote"}


def test_a_quote_that_the_next_cells_quote_seems_to_close_is_missing() -> None:
    with pytest.raises(Refused) as refused:
        sheet_of_text('Vorname;Nachname\nUte;Arndt\n"Bodo;Brandt\n"Carl";Conrad\n')
    assert (refused.value.row, refused.value.params) == (3, {"what": "quotes"})


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_blanks_behind_a_closing_quote_belong_to_the_cell(delimiter: str, end: str) -> None:
    lines = [
        "Vorname;Nachname;Bemerkung",
        '"Ute" ;Arndt;a',
        'Bodo;"Brandt"  ;"b\n""c"" ;d" ',
        'Carl;Conrad;"e;f"',
        'Dora;Damm;"g" ',
    ]
    rows = [line.replace(";", delimiter) for line in lines]
    staff = sheet_of_text(end.join(rows)).staff
    assert staff["first_name"].tolist() == ["Ute ", "Bodo", "Carl", "Dora"]
    assert staff["last_name"].tolist() == ["Arndt", "Brandt  ", "Conrad", "Damm"]
    assert staff["remark"].tolist() == ["a", f'b\n"c" {delimiter}d ', f"e{delimiter}f", "g "]


@pytest.mark.parametrize("cell", ['"a" "b"', '"a" b', '"a"b" ', '"a" "b;c" ', '"a" ";"'])
def test_anything_else_behind_a_closing_quote_is_refused(cell: str) -> None:
    with pytest.raises(Refused) as refused:
        sheet_of_text(f"Vorname;Nachname;Bemerkung\nUte;Arndt;{cell}\n")
    assert (refused.value.code, refused.value.row) == (RefusalCode.UNREADABLE, 2)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_lines_wholly_in_quotes_are_told_as_what_they_are(delimiter: str) -> None:
    rows = ["Neueinstellungen", "Vorname;Nachname;E-Mail", 'Ute;Arndt;""u@example.org""', "Bodo;Brandt;b@example.org"]
    lines = [rows[0], *(f'"{row}"' for row in rows[1:])]
    with pytest.raises(Refused) as refused:
        sheet_of_text("\r\n".join(lines).replace(";", delimiter))
    assert (refused.value.code, refused.value.row) == (RefusalCode.UNREADABLE, 2)
    assert refused.value.params == {"what": "quoted_lines"}


def test_a_header_wholly_in_quotes_is_told_even_where_the_people_are_not() -> None:
    with pytest.raises(Refused) as refused:
        sheet_of_text('"Vorname;Nachname;E-Mail"\nUte;Arndt;ute@example.org\nBodo;Brandt;bodo@example.org\n')
    assert refused.value.params == {"what": "quoted_lines"}


@pytest.mark.parametrize(
    "text",
    [
        '"Bitte Vorname, Nachname, E-Mail ausfüllen"\nVorname;Nachname;Ort\nUte;Arndt;Köln\n',
        '"Vorname, Nachname, E-Mail"\nVorname;Nachname;Ort\nUte;Arndt;Köln\n',
        'Vorname;Nachname;Bemerkung\nUte;Arndt;"Vorname;Nachname;E-Mail"\n',
        '"Vorname";"Nachname";"E-Mail"\n"Ute";"Arndt";"ute@example.org"\n',
    ],
)
def test_headers_named_in_a_cell_beside_a_header_are_a_text_like_any_other(text: str) -> None:
    assert sheet_of_text(text).staff["last_name"].tolist() == ["Arndt"]


def test_more_rows_than_the_limit_are_refused() -> None:
    text = "Vorname;Nachname\nUte;Arndt\nBodo;Brandt\n"
    assert len(sheet_of_text(text, limits=Limits(rows=3)).staff) == 2
    with pytest.raises(Refused) as refused:
        sheet_of_text(text, limits=Limits(rows=2))
    assert refused.value.code is RefusalCode.TOO_MANY_ROWS
    assert refused.value.params == {"limit": "2"}


def test_more_columns_than_the_limit_are_refused_and_empty_ones_do_not_count() -> None:
    assert len(sheet_of_text("Vorname;Nachname;;;;\nUte;Arndt;;;;\n", limits=Limits(columns=2)).staff) == 1
    with pytest.raises(Refused) as refused:
        sheet_of_text("Vorname;Nachname;Ort\nUte;Arndt;Köln\n", limits=Limits(columns=2))
    assert refused.value.code is RefusalCode.TOO_MANY_COLUMNS
    assert refused.value.params == {"limit": "2"}


def test_a_cell_longer_than_a_spreadsheet_can_hold_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        sheet_of_text(f"Vorname;Nachname;Bemerkung\nUte;Arndt;{'x' * 32_768}\n")
    assert (refused.value.code, refused.value.row, refused.value.column) == (RefusalCode.CELL_TOO_LONG, 2, "C")
    assert refused.value.params == {"limit": "32767"}


def test_a_cell_longer_than_the_parser_takes_is_refused_the_same_way() -> None:
    with pytest.raises(Refused) as refused:
        sheet_of_text(f"Vorname;Nachname;Bemerkung\nUte;Arndt;{'x' * 200_000}\n")
    assert (refused.value.code, refused.value.row) == (RefusalCode.CELL_TOO_LONG, 2)


def test_a_quoted_cell_of_many_lines_longer_than_the_parser_takes_is_refused_the_same_way() -> None:
    with pytest.raises(Refused) as refused:
        sheet_of_text('Vorname;Nachname;Bemerkung\nUte;Arndt;"' + "Zeile\n" * 40_000 + '"\n')
    assert (refused.value.code, refused.value.row) == (RefusalCode.CELL_TOO_LONG, 2)


def test_a_table_with_too_many_cells_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        sheet_of_text("Vorname;Nachname\nUte;Arndt\n", limits=Limits(cells=3))
    assert refused.value.code is RefusalCode.TOO_LARGE
    assert refused.value.params == {"what": "cells", "size": "4", "limit": "3"}


def test_a_file_of_tabs_is_called_tsv() -> None:
    assert sheet_of_text("Vorname\tNachname\nUte\tArndt\n").facts.format == "tsv"


@pytest.mark.parametrize("text", ["\n", " \r\n;;;\n\n", "\u00a0", "\ufeff", "sep=;\r\n", "\ufeffsep=;\n;\n", "\x1a"])
def test_a_file_of_blanks_is_empty(text: str) -> None:
    with pytest.raises(Refused) as refused:
        sheet_of_text(text)
    assert refused.value.code is RefusalCode.EMPTY_FILE


def test_a_file_of_one_cell_has_no_header() -> None:
    with pytest.raises(Refused) as refused:
        sheet_of_text("Hallo")
    assert refused.value.code is RefusalCode.HEADER_NOT_FOUND


def test_a_list_of_one_column_is_read() -> None:
    table = read_delimited(b"Nachname\nArndt\n\nBrandt", LIMITS).tables[0]
    assert table.columns[0].to_pylist() == ["Nachname", "Arndt", None, "Brandt"]
    assert list(table.columns) == [0]
