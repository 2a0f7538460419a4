"""OpenDocument spreadsheets: every cell as the person sees it, whatever is repeated."""

import pytest

from tests.unit.intake.workbooks.ods_builder import (
    DECLARED,
    cell,
    cell_style,
    document,
    number,
    number_style,
    ods,
    read,
    read_archive,
    row,
    table,
    text,
)
from tests.unit.intake.workbooks.views import hidden_rows, merged, shown
from tests.unit.intake.workbooks.xlsb_builder import archive_of
from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.grid import Mark
from trunkload.intake.workbooks.wire import Packed

FORMULA = 'table:formula="of:=[.A1]"'


def grid_of(rows: str) -> Packed:
    return read(rows).sheets[0]


def refused(content: bytes, limits: Limits = LIMITS) -> Refused:
    with pytest.raises(Refused) as caught:
        read_archive(content, limits)
    return caught.value


def refused_rows(rows: str, limits: Limits = LIMITS) -> Refused:
    return refused(ods(document(table(rows))), limits)


@pytest.mark.parametrize(
    ("content", "is_shown"),
    [
        ("<text:p>Jürgen</text:p>", "Jürgen"),
        ("<text:p>Zeile 1</text:p><text:p/><text:p>Zeile 3</text:p>", "Zeile 1\n\nZeile 3"),
        ('<text:p><text:s/>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d </text:p>', " a   b\tc\nd "),
        (
            "<text:p>fett <text:span>und <text:a>Link</text:a></text:span> <text:date>heute</text:date></text:p>",
            "fett und Link heute",
        ),
        ("<office:annotation><text:p>Kommentar</text:p></office:annotation><text:p>x</text:p>", "x"),
        ("<text:p>x<office:annotation><text:p>Kommentar</text:p></office:annotation>y</text:p>", "xy"),
        ("<draw:frame><draw:text-box><text:p>Bild</text:p></draw:text-box></draw:frame><text:p>x</text:p>", "x"),
        (
            "<text:p>a<text:ruby><text:ruby-base>b</text:ruby-base><text:ruby-text>c</text:ruby-text></text:ruby></text:p>",
            "ab",
        ),
        ("<text:p>  zwei  Leerzeichen</text:p>", "  zwei  Leerzeichen"),
        ("<text:p>a &amp; &lt;b&gt;</text:p>", "a & <b>"),
    ],
)
def test_text_is_shown_as_it_was_typed(content: str, is_shown: str) -> None:
    assert shown(grid_of(row(cell(content, typed='office:value-type="string"')))) == {"A1": is_shown}


def test_a_text_may_stand_in_its_cells_head() -> None:
    assert shown(grid_of(row(cell(typed='office:value-type="string" office:string-value="x"')))) == {"A1": "x"}


@pytest.mark.parametrize(
    ("value", "seen", "is_shown"),
    [
        ("1067", "01067", "01067"),
        ("1067", "1067", "1067"),
        ("1067", "1.067", "1067"),
        ("1067", "10670", "1067"),
        ("492214710", "+492214710", "+492214710"),
        ("492214710", "+49 221 47-10", "+49 221 47-10"),
        ("0", "0000", "0000"),
        ("-5", "-5", "-5"),
        ("-5", "(5)", "-5"),
        ("0.30000000000000004", "0,30", "0.3"),
        ("4.9E+017", "4,9E+017", "4.9E+17"),
        ("1067.5", "01068", "1067.5"),
        ("1234567.5", "1.234.567,50", "1234567.5"),
    ],
)
def test_a_number_keeps_the_zeros_and_signs_that_the_person_sees(value: str, seen: str, is_shown: str) -> None:
    assert shown(grid_of(row(number(value, seen)))) == {"A1": (is_shown, Mark.NUMBER)}


DIGITS = '<number:number number:decimal-places="0" number:min-integer-digits="1"/>'
MA = f"<number:text>MA-</number:text>{DIGITS}"


@pytest.mark.parametrize(
    ("parts", "seen", "is_shown"),
    [
        (MA, "MA-4711", "MA-4711"),
        (f"{DIGITS}<number:text> Stk.</number:text>", "4711 Stk.", "4711 Stk."),
        (DIGITS.replace('"1"', '"6"'), "004711", "004711"),
        (DIGITS.replace("/>", "><number:embedded-text>/</number:embedded-text></number:number>"), "47/11", "47/11"),
        (MA, "###", "4711"),
        (MA, "MA-47", "4711"),
        (DIGITS, "MA-4711", "4711"),
        (MA.replace("/>", ' number:grouping="true"/>'), "MA-4.711", "4711"),
        (MA.replace("/>", ' number:display-factor="1000"/>'), "MA-4711", "4711"),
        (MA.replace('places="0"', 'places="2"'), "MA-4711,00", "4711"),
        (MA.replace('number:decimal-places="0"', ""), "MA-4711", "4711"),
        ("<number:text>MA-</number:text><number:fraction/>", "MA-4711", "4711"),
        ("<number:text>MA-</number:text><number:scientific-number/>", "MA-4711E0", "4711"),
    ],
)
def test_a_number_keeps_the_texts_of_its_format(parts: str, seen: str, is_shown: str) -> None:
    assert shown_styled("4711", seen, number_style("N1", parts)) == is_shown


def shown_styled(value: str, seen: str, number: str, more: str = cell_style("ce1", "N1")) -> str:
    """How a cell of the style ce1 is shown."""
    content = document(table(row(styled(value, seen))), styles=number + more)
    return str(shown(read_archive(ods(content)).sheets[0])["A1"][0])


def styled(value: str, seen: str, style: str = 'table:style-name="ce1"') -> str:
    return number(value, seen).replace(" office:value=", f" {style} office:value=")


@pytest.mark.parametrize("kind", ["currency", "percentage", "date", "time", "boolean", "text"])
def test_the_texts_of_no_other_kind_of_format_count(kind: str) -> None:
    assert shown_styled("4711", "MA-4711", number_style("N1", MA, kind)) == "4711"


@pytest.mark.parametrize("value", ["-5", "4711.5", "1E15"])
def test_only_whole_numbers_keep_the_texts_of_their_format(value: str) -> None:
    assert "MA" not in shown_styled(value, f"MA-{value}", number_style("N1", MA))


@pytest.mark.parametrize(("condition", "is_shown"), [("value()&gt;=0", "MA-4711"), ("value()&gt;100", "4711")])
def test_a_format_of_its_own_for_positive_numbers_counts(condition: str, is_shown: str) -> None:
    named = f'<style:map style:condition="{condition}" style:apply-style-name="N1P0"/>'
    styles = number_style("N1P0", MA) + number_style("N1", f"{DIGITS}{named}")
    assert shown_styled("4711", "MA-4711", styles) == is_shown


def test_a_cell_style_has_the_format_of_its_parents() -> None:
    styles = cell_style("ce1", parent="ce2") + cell_style("ce2", "N1")
    assert shown_styled("4711", "MA-4711", number_style("N1", MA), styles) == "MA-4711"
    assert shown_styled("4711", "MA-4711", number_style("N1", MA), cell_style("ce1", parent="ce1")) == "4711"


def test_cells_without_a_style_have_their_rows_or_their_columns() -> None:
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column {}/>'
    usual = 'table:default-cell-style-name="ce1"'
    cells = [styled("4711", "MA-4711", style="") for _ in range(4)]
    rows = columns.format(usual) + row(*cells) + row(*cells, default_cell_style_name="ce1")
    content = document(table(rows), styles=number_style("N1", MA) + cell_style("ce1", "N1"))
    found = {place: one[0] for place, one in shown(read_archive(ods(content)).sheets[0]).items()}
    assert [found[f"{letter}1"] for letter in "ABCD"] == ["4711", "4711", "MA-4711", "4711"]
    assert [found[f"{letter}2"] for letter in "ABCD"] == ["MA-4711"] * 4


@pytest.mark.parametrize("prefix", ["number", "n"])
def test_formats_of_the_documents_common_styles_count(prefix: str) -> None:
    common = number_style("N1", MA).replace("<number:", f"<{prefix}:").replace("</number:", f"</{prefix}:")
    declared = DECLARED.replace("xmlns:number=", f"xmlns:{prefix}=")
    common = common.replace(" number:", f" {prefix}:")
    content = document(table(row(styled("4711", "MA-4711"))), styles=cell_style("ce1", "N1"))
    parts = {
        "content.xml": content.encode(),
        "styles.xml": f"<office:document-styles {declared}>{common}</office:document-styles>".encode(),
    }
    assert shown(read_archive(archive_of(parts)).sheets[0]) == {"A1": ("MA-4711", Mark.NUMBER)}


@pytest.mark.parametrize(
    ("typed", "is_shown"),
    [
        ('office:value-type="percentage" office:value="0.19"', ("0.19", Mark.NUMBER)),
        ('office:value-type="currency" office:value="5" office:currency="EUR"', ("5", Mark.NUMBER)),
        ('office:value-type="date" office:date-value="2026-12-01"', ("2026-12-01", Mark.DATE)),
        ('office:value-type="date" office:date-value="2026-12-01T00:00:00"', ("2026-12-01", Mark.DATE)),
        ('office:value-type="date" office:date-value="2026-12-01T08:30:00"', ("2026-12-01 08:30:00", Mark.DATE)),
        ('office:value-type="date" office:date-value="2026-12-31T23:59:59.9999"', ("2027-01-01", Mark.DATE)),
        ('office:value-type="date" office:date-value="9999-12-31T23:59:59.9999"', ("seen", Mark.DATE)),
        ('office:value-type="date" office:date-value="-0044-03-15"', ("seen", Mark.DATE)),
        ('office:value-type="time" office:time-value="PT08H30M00S"', ("08:30:00", Mark.DATE)),
        ('office:value-type="time" office:time-value="PT36H05M01.6S"', ("36:05:02", Mark.DATE)),
        ('office:value-type="time" office:time-value="-PT01H00M00S"', ("seen", Mark.DATE)),
        ('office:value-type="boolean" office:boolean-value="true"', ("true", Mark.TRUTH)),
        ('office:value-type="boolean" office:boolean-value="false"', ("false", Mark.TRUTH)),
        ('office:value-type="float"', "seen"),
        ('office:value-type="void"', "seen"),
        ("", "seen"),
    ],
)
def test_values_of_other_types_are_shown_in_our_notation(typed: str, is_shown: str | tuple[str, Mark]) -> None:
    assert shown(grid_of(row(cell("<text:p>seen</text:p>", typed=typed)))) == {"A1": is_shown}


@pytest.mark.parametrize(
    ("value", "seen", "truth"), [("1", "TRUE", "true"), ("0", "FALSCH", "false"), ("1", "WAHR", "true")]
)
def test_a_number_shown_as_a_truth_is_one(value: str, seen: str, truth: str) -> None:
    assert shown(grid_of(row(number(value, seen)))) == {"A1": (truth, Mark.TRUTH)}


@pytest.mark.parametrize(
    ("typed", "content", "is_shown"),
    [
        ('office:value-type="float" office:value="3"', "<text:p>3</text:p>", ("3", Mark.NUMBER)),
        ('office:value-type="string" office:string-value="ab"', "<text:p>ab</text:p>", "ab"),
        ('office:value-type="string" calcext:value-type="error"', "<text:p>#NV</text:p>", ("#NV", Mark.ERROR)),
        ('office:value-type="string"', "<text:p>#DIV/0!</text:p>", ("#DIV/0!", Mark.ERROR)),
        ('office:value-type="float" office:value="0"', "<text:p>Err:502</text:p>", ("Err:502", Mark.ERROR)),
        ("", "<text:p>#NAME?</text:p>", ("#NAME?", Mark.ERROR)),
        ("", "", ("", Mark.NO_RESULT)),
        ('office:value-type="float"', "", ("", Mark.NO_RESULT)),
    ],
)
def test_formulas_show_what_came_out_of_them(typed: str, content: str, is_shown: str | tuple[str, Mark]) -> None:
    assert shown(grid_of(row(cell(content, typed=f"{FORMULA} {typed}")))) == {"A1": is_shown}


def test_a_formula_that_results_in_nothing_is_an_empty_cell() -> None:
    assert shown(grid_of(row(cell("<text:p/>", typed=FORMULA)))) == {}
    assert shown(grid_of(row(cell(typed=f'{FORMULA} office:value-type="string" office:string-value=""')))) == {}


def test_a_text_that_looks_like_an_error_is_a_text() -> None:
    assert shown(grid_of(row(text("#N/A"), text("TRUE")))) == {"A1": "#N/A", "B1": "TRUE"}


def test_blank_cells_and_rows_are_counted_and_cost_nothing() -> None:
    rows = (
        row(cell(number_columns_repeated="2"), text("C1"), cell(number_columns_repeated="16381"))
        + row(cell(), number_rows_repeated="3")
        + row(text("A5"))
        + row(cell(number_columns_repeated="16384"), number_rows_repeated="1048571")
    )
    assert shown(grid_of(rows)) == {"C1": "C1", "A5": "A5"}


def test_filled_cells_and_rows_are_repeated() -> None:
    grid = grid_of(row(text("x", number_columns_repeated="2"), text("y"), number_rows_repeated="2") + row(text("z")))
    assert shown(grid) == {"A1": "x", "B1": "x", "C1": "y", "A2": "x", "B2": "x", "C2": "y", "A3": "z"}


def test_rows_in_groups_and_header_rows_are_rows() -> None:
    rows = f"<table:table-header-rows>{row(text('a'))}</table:table-header-rows>"
    group = f"<table:table-row-group>{row(text('b'))}</table:table-row-group>"
    rows += f"<table:table-row-group>{group}</table:table-row-group>"
    assert shown(grid_of(rows + row(text("c")))) == {"A1": "a", "A2": "b", "A3": "c"}


def test_hidden_rows_and_columns_are_told() -> None:
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column-group><table:table-column table:visibility="collapse"/></table:table-column-group>'
        '<table:table-column table:visibility="visible"/>'
        '<table:table-column table:visibility="filter" table:number-columns-repeated="16380"/>'
    )
    rows = (
        row(text("a"))
        + row(text("b"), visibility="collapse", number_rows_repeated="2")
        + row(text("c"), visibility="filter")
        + row(text("d"))
        + row(cell(), visibility="collapse", number_rows_repeated="1000000")
    )
    grid = grid_of(columns + rows)
    assert hidden_rows(grid) == {2, 3, 4}
    assert set(grid.hidden_columns) == {2, *range(4, 256)}


def test_merged_areas_are_told_and_what_they_cover_is_not_shown() -> None:
    rows = row(
        text("Köln", number_columns_spanned="2", number_rows_spanned="2"), "<table:covered-table-cell/>", text("C1")
    ) + row(
        '<table:covered-table-cell table:number-columns-repeated="2"><text:p>alt</text:p></table:covered-table-cell>',
        text("C2"),
    )
    grid = grid_of(rows)
    assert shown(grid) == {"A1": "Köln", "C1": "C1", "C2": "C2"}
    assert merged(grid) == [(1, 0, 2, 1)]


def test_only_visible_tables_of_the_document_are_read() -> None:
    tables = [
        table(row(text("x")), "Größe &amp; mehr"),
        table(row(text("v")), "Versteckt", "ta2"),
        table(row(text("e")), "'file:///tmp/andere.ods'#$Blatt1", "ta2"),
        table(row(text("y")), "Zweites", "unbekannt"),
    ]
    links = f"<table:dde-links>{table(row(text('d')), 'DDE')}</table:dde-links>"
    deleted = "<table:deletion><table:table-cell><text:p>weg</text:p></table:table-cell></table:deletion>"
    changes = f"<table:tracked-changes>{deleted}</table:tracked-changes>"
    book = read_archive(ods(document(changes + "".join(tables) + links)))
    found = [(grid.sheet, shown(grid)) for grid in book.sheets]
    assert found == [("Größe & mehr", {"A1": "x"}), ("Zweites", {"A1": "y"})]
    assert (book.format, book.hidden_sheets, book.date_system, book.macros) == ("ods", ("Versteckt",), 1900, False)


def test_pictures_and_forms_beside_the_cells_are_none() -> None:
    shapes = "<table:shapes><draw:frame><text:p>Bild</text:p></draw:frame></table:shapes>"
    forms = "<office:forms><table:table-cell><text:p>Knopf</text:p></table:table-cell></office:forms>"
    assert shown(grid_of(shapes + forms + row(text("x")))) == {"A1": "x"}


def test_the_date_system_is_told() -> None:
    settings = (
        '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    )
    assert read_archive(ods(document(settings + table(row(text("x")))))).date_system == 1904


def test_other_prefixes_mean_the_same() -> None:
    content = document(
        table(
            row(text("x"), number("1067", "01067"), cell("<text:p>#N/A</text:p>", typed='calcext:value-type="error"'))
        )
    )
    for usual, other in (("table", "t"), ("office", "o"), ("text", "table"), ("calcext", "c")):
        content = content.replace(f"<{usual}:", f"<{other}:").replace(f"</{usual}:", f"</{other}:")
        content = content.replace(f" {usual}:", f" {other}:").replace(f"xmlns:{usual}=", f"xmlns:{other}=")
    expected = {"A1": "x", "B1": ("01067", Mark.NUMBER), "C1": ("#N/A", Mark.ERROR)}
    assert shown(read_archive(ods(content)).sheets[0]) == expected


def test_macros_are_told() -> None:
    parts = {"content.xml": document(table("")).encode(), "Basic/Standard/Module1.xml": b"<x/>"}
    assert read_archive(archive_of(parts)).macros


def test_a_document_with_a_password_is_refused() -> None:
    manifest = b'<m:manifest xmlns:m="x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    parts = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": manifest}
    assert refused(archive_of(parts | {"content.xml": b"\x01\x02"})).code == RefusalCode.PASSWORD_PROTECTED
    assert refused(archive_of(parts | {"encrypted-package": b"x"})).code == RefusalCode.PASSWORD_PROTECTED


@pytest.mark.parametrize("kind", ["text", "presentation"])
def test_another_document_is_no_spreadsheet(kind: str) -> None:
    content = document(table(row(text("x"))), kind)
    assert refused(ods(content, f"application/vnd.oasis.opendocument.{kind}")).code == RefusalCode.NOT_A_SPREADSHEET
    assert refused(archive_of({"content.xml": content.encode()})).code == RefusalCode.NOT_A_SPREADSHEET


def test_a_spreadsheet_without_content_is_corrupt() -> None:
    parts = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
    assert refused(archive_of(parts)).code == RefusalCode.CORRUPT_ARCHIVE


def test_content_that_is_no_xml_is_refused() -> None:
    found = refused(ods(document(table(row(text("x"))))[:-9]))
    assert (found.code, found.params) == (RefusalCode.UNREADABLE, {"what": "xml"})


def test_a_document_type_is_refused() -> None:
    content = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + document(table(row(text("&a;"))))
    assert refused(ods(content)).code == RefusalCode.MALICIOUS_CONTENT


@pytest.mark.parametrize(
    "rows",
    [
        row(number("many")),
        row(number("1e999")),
        row(number("nan")),
        row(text("x", number_columns_repeated="0")),
        row(text("x", number_columns_repeated="-1")),
        row(text("x", number_columns_repeated="9999999999")),
        row(text("x"), number_rows_repeated="two"),
        row(text("x", number_rows_spanned="two")),
        row(text('<text:s text:c="many"/>')),
        row(text('<text:s text:c="000000000999999999"/>')),
        '<table:table-column table:number-columns-repeated="two"/>',
    ],
)
def test_a_number_that_is_none_is_refused(rows: str) -> None:
    found = refused_rows(rows)
    assert (found.code, found.params) == (RefusalCode.UNREADABLE, {"what": "workbook"})


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (row(text("x"), number_rows_repeated="999999999"), RefusalCode.TOO_MANY_ROWS),
        (row(text("x", number_columns_repeated="999999999")), RefusalCode.TOO_MANY_COLUMNS),
        (row(cell(typed=FORMULA, number_columns_repeated="999999999")), RefusalCode.TOO_MANY_COLUMNS),
        (row(text("x", number_columns_repeated="256"), number_rows_repeated="1000000"), RefusalCode.TOO_LARGE),
        (row(text('a<text:s text:c="999999999"/>')), RefusalCode.CELL_TOO_LONG),
        (row(text('<text:s text:c="000099999"/>')), RefusalCode.CELL_TOO_LONG),
        (row(text('<text:s text:c="30000"/>' * 2)), RefusalCode.CELL_TOO_LONG),
        (row(text("x" * 32_768)), RefusalCode.CELL_TOO_LONG),
    ],
)
def test_what_is_too_much_is_refused_before_it_is_repeated(rows: str, code: RefusalCode) -> None:
    assert refused_rows(rows).code == code


def test_a_cell_that_is_too_long_is_told_with_its_place() -> None:
    found = refused_rows(row(cell()) + row(cell(), text('<text:s text:c="99999"/>')))
    assert (found.row, found.column, found.params) == (2, "B", {"limit": "32767", "sheet": "Mitarbeiter"})


def test_more_cells_than_we_take_are_refused_all_sheets_together() -> None:
    tables = [table(row(text("x"), text("y")), name) for name in ("A", "B")]
    found = refused(ods(document("".join(tables))), Limits(cells=3))
    assert found.code == RefusalCode.TOO_LARGE
    assert found.params == {"what": "cells", "size": "4", "limit": "3", "sheet": "B"}
