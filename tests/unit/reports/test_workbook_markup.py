"""Parts of a workbook are changed in single places; what a person typed is text and nothing else (promise 9)."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trunkload.reports.workbook.markup import (
    LONGEST,
    CannotMarkError,
    appended,
    as_utf8,
    elements_of,
    prefix_of,
    spliced,
    typed,
    with_attribute,
)

NAUGHTY = st.sampled_from(
    ["<b>", "</t></is></c>", "]]>", "&amp;", "=1+1", "{{7*7}}", "<!--", "_x000A_", "\x00", "\x1b", "\ufffe", "\u202e"]
)


@given(st.lists(st.one_of(NAUGHTY, st.text(max_size=5))).map("".join))
def test_whatever_a_person_typed_is_text_and_never_markup(text: str) -> None:
    read = ET.fromstring(f"<t>{typed(text)}</t>")  # noqa: S314 - our own
    in_lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert list(read) == []
    assert (read.text or "").replace("_x005F_", "_") == "".join(one for one in in_lines if is_character(one))


def is_character(one: str) -> bool:
    """Neither a control character nor one that XML does not have."""
    code = ord(one)
    control = code < ord(" ") or 0x7F <= code <= 0x9F
    return one in "\t\n" or not (control or code in {*range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF})


def test_a_formula_and_a_number_stay_as_they_were_typed() -> None:
    assert typed("+49 221 4710-12") == "+49 221 4710-12"
    assert typed("=HYPERLINK(1)") == "=HYPERLINK(1)"
    assert typed("Süd & <Nord>") == "Süd &amp; &lt;Nord&gt;"


def test_what_looks_like_an_escaped_character_is_shown_as_it_was_typed() -> None:
    assert typed("_x0041_ _x12_") == "_x005F_x0041_ _x12_"


def test_control_characters_go_and_line_ends_become_one_kind() -> None:
    assert typed("a\x00b\x07c\r\nd\re\tf") == "abc\nd\ne\tf"


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    cut = typed("ä" * (LONGEST + 1))
    assert len(cut) == LONGEST
    assert cut.endswith("ä…")
    assert typed("ä" * LONGEST) == "ä" * LONGEST


def test_elements_are_found_at_their_bytes_whatever_their_prefix() -> None:
    content = '<x:a xmlns:x="u">ü<x:b c="1>2"/><x:b>t</x:b></x:a>'.encode()
    root, empty, full = elements_of(content)
    assert [one.name for one in (root, empty, full)] == ["a", "b", "b"]
    assert prefix_of(content, root) == "x:"
    assert content[empty.start : empty.end] == b'<x:b c="1>2"/>'
    assert content[full.start : full.end] == b"<x:b>t</x:b>"
    assert content[full.inner : full.close] == b"t"
    assert (empty.is_empty, full.is_empty) == (True, False)
    assert spliced(content, [appended(content, empty, b"!"), appended(content, full, b"?")]) == (
        '<x:a xmlns:x="u">ü<x:b c="1>2">!</x:b><x:b>t?</x:b></x:a>'.encode()
    )


def test_an_attribute_is_set_once_and_can_go() -> None:
    assert with_attribute(b'<c r="A1" s="3" t="s">', "s", "7") == b'<c s="7" r="A1" t="s">'
    assert with_attribute(b"<row r='1' spans='1:9'/>", "spans", None) == b"<row r='1'/>"


def test_two_changes_of_the_same_bytes_are_refused() -> None:
    with pytest.raises(CannotMarkError):
        spliced(b"abc", [(0, 2, b""), (1, 3, b"")])


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_a_part_in_another_encoding_is_written_as_utf8(encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    written = f'<?xml version="1.0" encoding="{declared}"?><a>ü</a>'.encode(encoding)
    assert ET.fromstring(as_utf8(written)).text == "ü"  # noqa: S314 - our own
    assert as_utf8(written).startswith(b"<?xml")


def test_what_is_no_xml_is_not_changed() -> None:
    with pytest.raises(CannotMarkError):
        elements_of(b"<a><b></a>")
    with pytest.raises(CannotMarkError):
        elements_of(b'<!DOCTYPE a [<!ENTITY b "c">]><a/>')
