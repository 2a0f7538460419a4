"""What stands in a worksheet's XML, read element by element and many cells at once: always the same."""

import pytest

from tests.unit.intake.workbooks.builders import marks_of, parts_of, shown, tables_of
from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.raw import RawTable
from trunkload.intake.refusal import RefusalCode, Refused

SHEET = "xl/worksheets/sheet1.xml"
BOTH = pytest.mark.parametrize("at_once", [False, True], ids=["one by one", "at once"])


def table_of(body: str, limits: Limits = LIMITS, *, at_once: bool, **more: object) -> RawTable:
    return tables_of(parts_of(body, **more), limits, at_once=at_once)[0]  # type: ignore[arg-type]  # as in parts_of


def refusal(body: str, limits: Limits = LIMITS, *, at_once: bool, **more: object) -> Refused:
    with pytest.raises(Refused) as refused:
        table_of(body, limits, at_once=at_once, **more)
    return refused.value


@BOTH
def test_cells_of_every_type_are_texts_with_marks(at_once: bool) -> None:
    table = table_of(
        '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>4711</v></c><c r="C2" s="1"><v>46357</v></c>'
        '<c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="F2" t="str"><f>A1</f><v>ab</v></c>'
        '<c r="G2" t="inlineStr"><is><t>in</t></is></c><c r="H2" t="d"><v>2026-12-01T00:00:00</v></c>'
        '<c r="I2" s="2" t="n"><v>1067</v></c><c r="J2"><v>1.5</v></c><c r="K2"><f>B2</f></c></row>',
        strings="<si><t>null</t></si><si><t>Ute</t></si>",
        formats=("dd.mm.yyyy", "00000"),
        at_once=at_once,
    )
    assert shown(table) == {
        2: {
            0: "Ute",
            1: "4711",
            2: "2026-12-01",
            3: "true",
            4: "#DIV/0!",
            5: "ab",
            6: "in",
            7: "2026-12-01",
            8: "01067",
            9: "1.5",
        }
    }
    assert marks_of(table) == {
        "number": {1: [2], 8: [2], 9: [2]},
        "date": {2: [2], 7: [2]},
        "truth": {3: [2]},
        "error": {4: [2]},
        "no_result": {10: [2]},
    }


@BOTH
def test_only_filled_cells_count(at_once: bool) -> None:
    """Formatting reaches to the end of the sheet in many files."""
    table = table_of(
        '<row r="2"><c r="C2"><v>1</v></c><c r="XFD2" s="1"/></row><row r="1048576"><c r="A1048576"/></row>',
        at_once=at_once,
    )
    assert shown(table) == {2: {2: "1"}}
    assert (table.first_row, table.last_row) == (2, 2)


@BOTH
def test_cells_without_a_reference_are_counted_from_the_left(at_once: bool) -> None:
    table = table_of("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", at_once=at_once)
    assert shown(table) == {1: {0: "1", 1: "2"}, 2: {0: "3"}}


@BOTH
def test_a_row_without_a_number_follows_the_one_before(at_once: bool) -> None:
    table = table_of('<row r="7"><c r="A7"><v>1</v></c></row><row><c><v>2</v></c></row>', at_once=at_once)
    assert shown(table) == {7: {0: "1"}, 8: {0: "2"}}


@BOTH
@pytest.mark.parametrize("prefix", ["x:", "main:"])
def test_a_prefix_before_the_elements_makes_no_difference(prefix: str, at_once: bool) -> None:
    parts = parts_of('<row r="7"><c r="B7" t="s"><v>0</v></c></row>', strings="<si><t>Ute</t></si>")
    for name in (SHEET, "xl/sharedStrings.xml"):
        parts[name] = (
            parts[name]
            .replace(b"</", b"<~")
            .replace(b"<", f"<{prefix}".encode())
            .replace(f"<{prefix}~".encode(), f"</{prefix}".encode())
        )
    assert shown(tables_of(parts, at_once=at_once)[0]) == {7: {1: "Ute"}}


@BOTH
@pytest.mark.parametrize(
    ("strings", "text"),
    [
        ("<si><t>a&amp;b &lt;c&gt; &#228;&#xE4;</t></si>", "a&b <c> ää"),
        ("<si><t>a_x000D_\nb</t></si>", "a\r\nb"),
        ("<si><t>_x005F_x000D_</t></si>", "_x000D_"),
        ("<si><t>a\r\nb\rc</t></si>", "a\nb\nc"),
        ('<si><t xml:space="preserve"> a </t></si>', " a "),
        ("<si><r><t>Ute </t></r><r><rPr><b/></rPr><t>Arndt</t></r></si>", "Ute Arndt"),
        ("<si><t>東京</t><rPh sb='0' eb='2'><t>とうきょう</t></rPh><phoneticPr fontId='1'/></si>", "東京"),
        ("<si><t><![CDATA[a<b]]></t></si>", "a<b"),
        ("<si><!-- a note --><t>a</t></si>", "a"),
        ("<si><t>null</t></si>", "null"),
        ("<si><t>=1+1</t></si>", "=1+1"),
    ],
)
def test_a_shared_string_is_what_the_person_sees(strings: str, text: str, at_once: bool) -> None:
    table = table_of('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=strings, at_once=at_once)
    assert shown(table) == {1: {0: text}}


@BOTH
@pytest.mark.parametrize("strings", ["<si/>", "<si></si>", "<si><t/></si>", "<si><t></t></si>", "<si><t> \t</t></si>"])
def test_a_string_of_nothing_makes_no_cell_and_moves_no_other(strings: str, at_once: bool) -> None:
    table = table_of(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>',
        strings=f"{strings}<si><t>b</t></si>",
        at_once=at_once,
    )
    assert shown(table) == {1: {1: "b"}}


@BOTH
def test_a_chunk_with_rich_text_in_a_cell_is_read_like_its_neighbours(at_once: bool) -> None:
    table = table_of(
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>Ute</t></r><r><t> A.</t></r></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>B &amp; C</t></is></c></row>',
        at_once=at_once,
    )
    assert shown(table) == {1: {0: "Ute A."}, 2: {0: "B & C"}}


@BOTH
def test_a_cell_that_names_another_row_than_its_own_stands_where_it_says(at_once: bool) -> None:
    table = table_of('<row r="1"><c r="A3"><v>1</v></c></row>', at_once=at_once)
    assert shown(table) == {3: {0: "1"}}


@BOTH
def test_a_value_outside_of_the_rows_is_refused(at_once: bool) -> None:
    refused = refusal('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', at_once=at_once)
    assert refused.code is RefusalCode.TOO_MANY_ROWS
    assert refused.params == {"what": "cell", "found": "1048576", "limit": "1000000", "sheet": "Mitarbeiter"}


@BOTH
@pytest.mark.parametrize(("reference", "found"), [("XFD1", "XFD"), ("QQQ1", "QQQ")])
def test_a_value_outside_of_the_columns_is_refused(reference: str, found: str, at_once: bool) -> None:
    refused = refusal(f'<row r="1"><c r="{reference}"><v>1</v></c></row>', at_once=at_once)
    assert refused.code is RefusalCode.TOO_MANY_COLUMNS
    assert refused.params == {"what": "cell", "found": found, "limit": "256", "sheet": "Mitarbeiter"}


@BOTH
def test_more_cells_than_we_take_are_refused_before_they_are_laid_out(at_once: bool) -> None:
    body = '<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="IV900000"><v>1</v></c></row>'
    refused = refusal(body, Limits(cells=1_000_000), at_once=at_once)
    assert refused.code is RefusalCode.TOO_LARGE
    assert refused.params == {"what": "cells", "size": "1800000", "limit": "1000000", "sheet": "Mitarbeiter"}


@BOTH
def test_a_long_text_that_many_cells_share_is_refused_before_it_is_repeated(at_once: bool) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 12))
    refused = refusal(rows, Limits(repeated_bytes=1000), strings=f"<si><t>{'x' * 101}</t></si>", at_once=at_once)
    assert refused.code is RefusalCode.TOO_LARGE
    assert refused.params == {"what": "repeated", "size": "1010", "limit": "1000", "sheet": "Mitarbeiter"}


@BOTH
def test_a_short_text_may_stand_in_every_row(at_once: bool) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 12))
    table = table_of(rows, Limits(repeated_bytes=10), strings="<si><t>Vertrieb</t></si>", at_once=at_once)
    assert len(shown(table)) == 11


@BOTH
@pytest.mark.parametrize("reference", ["3C", "c3", "C", "C-3", "Ä3", "C99999999999999", "3", "C0"])
def test_a_reference_that_is_none_is_unreadable(reference: str, at_once: bool) -> None:
    body = f'<row r="3"><c r="{reference}"><v>1</v></c></row>'
    assert refusal(body, at_once=at_once).code is RefusalCode.UNREADABLE


@BOTH
@pytest.mark.parametrize(
    "body",
    [
        "<row><c>",
        '<row r="1"><c r="A1"><v>1</c></v></row>',
        '<row r="1"><c r="A1"><v>1</v></row></c>',
        '<row r="1"><c r="A1"><v>&nbsp;</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>&broken</v></c></row>',
        '<row r="1"><c r="A1"><v>1x</v></c></row>',
        '<row r="1"><c r="A1"><v>nan</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>',
    ],
)
def test_broken_content_is_unreadable(body: str, at_once: bool) -> None:
    refused = refusal(body, at_once=at_once)
    assert (refused.code, refused.params) == (RefusalCode.UNREADABLE, {"what": "xml"})


@BOTH
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels", "docProps/app.xml"])
def test_a_document_type_is_refused_in_every_part_and_encoding(part: str, encoding: str, at_once: bool) -> None:
    parts = parts_of('<row r="1"><c r="A1"><v>1</v></c></row>') | {"docProps/app.xml": b"<Properties/>"}
    parts[part] = f'<!DOCTYPE a [<!ENTITY b "c">]>{parts[part].decode()}'.encode(encoding)
    with pytest.raises(Refused) as refused:
        tables_of(parts, at_once=at_once)
    assert (refused.value.code, refused.value.params) == (RefusalCode.MALICIOUS_CONTENT, {"what": "doctype"})


@BOTH
def test_a_worksheet_in_another_encoding_is_read(at_once: bool) -> None:
    parts = parts_of('<row r="1"><c r="A1" t="inlineStr"><is><t>Köln</t></is></c></row>')
    parts[SHEET] = parts[SHEET].decode().encode("utf-16")
    assert shown(tables_of(parts, at_once=at_once)[0]) == {1: {0: "Köln"}}


@BOTH
def test_hidden_rows_and_columns_are_known(at_once: bool) -> None:
    table = table_of(
        '<row r="5" hidden="1"><c r="A5"><v>1</v></c></row><row r="6" hidden="0"/><row r="7" ht="0" customHeight="1"/>'
        '<row r="8" ht="0.75" customHeight="1"/><row r="9" hidden="true"><c r="A9"><v>1</v></c></row>',
        around='<cols><col min="1" max="2"/><col min="3" max="4" hidden="1"/><col min="6" max="6" width="0"/>'
        '<col min="9" max="16384" hidden="true"/></cols><sheetData>%s</sheetData>',
        at_once=at_once,
    )
    assert table.hidden_rows == {5, 7, 9}
    assert table.hidden_columns == {2, 3, 5, *range(8, 256)}


@BOTH
def test_a_merged_value_counts_for_each_of_its_rows_that_has_other_content(at_once: bool) -> None:
    rows = "".join(f'<row r="{row}"><c r="B{row}"><v>{row}</v></c></row>' for row in (2, 3, 5))
    table = table_of(
        '<row r="1"><c r="A1" t="str"><v>Köln</v></c><c r="B1"><v>1</v></c></row>' + rows,
        around='<sheetData>%s</sheetData><mergeCells><mergeCell ref="A1:A9"/><mergeCell ref="B5:D5"/></mergeCells>',
        at_once=at_once,
    )
    assert shown(table) == {
        1: {0: "Köln", 1: "1"},
        2: {0: "Köln", 1: "2"},
        3: {0: "Köln", 1: "3"},
        5: {0: "Köln", 1: "5"},
    }
    assert marks_of(table)["merged"] == {0: [2, 3, 5]}
    assert table.across == ((5, 1, 5, 3),)


@BOTH
@pytest.mark.parametrize("encoding", ["made-up", "shift_jis", "utf-7"])
def test_an_encoding_that_xml_parsers_do_not_know_is_unreadable(encoding: str, at_once: bool) -> None:
    parts = parts_of('<row r="1"><c r="A1"><v>1</v></c></row>')
    parts[SHEET] = f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + parts[SHEET]
    with pytest.raises(Refused) as refused:
        tables_of(parts, at_once=at_once)
    assert refused.value.code is RefusalCode.UNREADABLE


@BOTH
@pytest.mark.parametrize("length", [10, 60, 95, 200])
def test_the_last_row_may_have_many_attributes(length: int, at_once: bool) -> None:
    body = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2" spans="{"1" * length}"/>'
    assert shown(table_of(body, at_once=at_once)) == {1: {0: "1"}}


@BOTH
def test_a_format_that_is_longer_than_any_is_refused(at_once: bool) -> None:
    """Each number that has it would be as long."""
    body = '<row r="1"><c r="A1" s="1"><v>7</v></c></row>'
    assert shown(table_of(body, formats=("0" * 255,), at_once=at_once)) == {1: {0: "7".zfill(255)}}
    refused = refusal(body, formats=("0" * 256,), at_once=at_once)
    assert (refused.code, refused.params) == (RefusalCode.UNREADABLE, {"what": "workbook"})
