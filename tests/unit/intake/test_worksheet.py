"""What is looked at in a worksheet's XML before the reader opens it."""

import pytest

from trunkload.intake.limits import LIMITS, Limits
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.intake.workbooks.worksheet import Layout, read_layout


def layout_of(body: str, limits: Limits = LIMITS, padded: dict[str, int] | None = None) -> Layout:
    xml = f'<worksheet xmlns:x="y">{body}</worksheet>'.encode()
    return read_layout([xml[:20], xml[20:]], "Mitarbeiter", padded or {}, limits)


def refusal(body: str, limits: Limits = LIMITS) -> Refused:
    with pytest.raises(Refused) as refused:
        layout_of(body, limits)
    return refused.value


def test_only_filled_cells_count() -> None:
    """Formatting reaches to the end of the sheet in many files."""
    layout = layout_of(
        '<row r="2"><c r="C2"><v>1</v></c><c r="XFD2" s="1"/></row><row r="1048576"><c r="A1048576"/></row>'
    )
    assert (layout.last_row, layout.last_column) == (2, 2)


def test_cells_without_a_reference_are_counted_from_the_left() -> None:
    layout = layout_of("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    assert (layout.last_row, layout.last_column) == (2, 1)


def test_a_prefix_before_the_elements_makes_no_difference() -> None:
    assert layout_of('<x:row r="7"><x:c r="B7"><x:is/></x:c></x:row>').last_row == 7


def test_a_value_outside_of_the_rows_is_refused() -> None:
    refused = refusal('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')
    assert refused.code is RefusalCode.TOO_MANY_ROWS
    assert refused.params == {"found": "1048576", "limit": "1000000", "sheet": "Mitarbeiter"}


def test_a_value_outside_of_the_columns_is_refused() -> None:
    refused = refusal('<row r="1"><c r="XFD1"><v>1</v></c></row>')
    assert refused.code is RefusalCode.TOO_MANY_COLUMNS
    assert refused.params == {"found": "16384", "limit": "256", "sheet": "Mitarbeiter"}


def test_two_values_far_apart_are_refused_for_the_cells_between_them() -> None:
    refused = refusal('<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="IV900000"><v>1</v></c></row>')
    assert refused.code is RefusalCode.TOO_LARGE
    assert refused.params["what"] == "cells"


@pytest.mark.parametrize("reference", ["3C", "c3", "C", "C-3", "Ä3", "C99999999999999", "3"])
def test_a_reference_that_is_none_is_unreadable(reference: str) -> None:
    assert refusal(f'<row r="3"><c r="{reference}"><v>1</v></c></row>').code is RefusalCode.UNREADABLE


def test_broken_xml_is_unreadable() -> None:
    refused = refusal("<row><c>")
    assert (refused.code, refused.params) == (RefusalCode.UNREADABLE, {"what": "xml"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_every_encoding(encoding: str) -> None:
    xml = '<!DOCTYPE a [<!ENTITY b "c">]><worksheet><row r="1"><c r="A1"><v>&b;</v></c></row></worksheet>'
    with pytest.raises(Refused) as refused:
        read_layout([xml.encode(encoding)], "Mitarbeiter", {}, LIMITS)
    assert (refused.value.code, refused.value.params) == (RefusalCode.MALICIOUS_CONTENT, {"what": "doctype"})


def test_hidden_rows_and_columns_are_known() -> None:
    layout = layout_of(
        '<cols><col min="1" max="2"/><col min="3" max="4" hidden="1"/><col min="9" max="16384" hidden="true"/></cols>'
        '<row r="5" hidden="1"><c r="A5"><v>1</v></c></row><row r="6" hidden="0"/>'
    )
    assert layout.hidden_rows == {5}
    assert layout.hidden_columns == {2, 3, *range(8, 256)}


def test_error_values_and_zero_padded_numbers_are_known_by_place() -> None:
    layout = layout_of(
        '<row r="2"><c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B2" s="3"><v>4711</v></c>'
        '<c r="C2"><v>5</v></c></row>',
        padded={"3": 6},
    )
    assert layout.errors == {0: {2: "#DIV/0!"}}
    assert layout.zero_padded == {1: {2: 6}}
