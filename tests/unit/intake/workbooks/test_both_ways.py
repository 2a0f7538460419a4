"""Whatever a worksheet holds, read element by element and many cells at once it is the same."""

from xml.sax.saxutils import escape

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from tests.unit.intake.workbooks.builders import marks_of, parts_of, shown, tables_of
from trunkload.intake.raw import letter_of
from trunkload.intake.refusal import Refused
from trunkload.intake.workbooks.xlsx.at_once.chunks import PADDING, OtherShapeError, cut

FORMATS = ("dd.mm.yyyy", "00000", "hh:mm", "0.00")
STRINGS = ("Ute", "Müller &amp; Söhne", " ", "", "a_x000D_b", "=1", "東京 😀", "null", "x" * 300)
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.just("\n"), max_size=9
)
NUMBER = st.one_of(
    st.integers(0, 200_000).map(str),
    st.integers(-5, 10**17).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.sampled_from(["007", "1.0", "1E3", "4.91523E+12", "0", "60", "-0"]),
)
STYLE = st.sampled_from(["", *(f' s="{number}"' for number in range(len(FORMATS) + 2))])


def cell(reference: str) -> st.SearchStrategy[str]:
    """A cell of every kind, as writers write it."""
    begin = f'<c r="{reference}"'
    return st.one_of(
        st.builds(lambda s, at: f'{begin}{s} t="s"><v>{at}</v></c>', STYLE, st.integers(0, len(STRINGS) - 1)),
        st.builds(lambda s, v: f"{begin}{s}><v>{v}</v></c>", STYLE, NUMBER),
        st.builds(lambda s, v: f'{begin}{s} t="n"><f>A1+1</f><v>{v}</v></c>', STYLE, NUMBER),
        st.builds(lambda v: f'{begin} t="str"><f>"a"</f><v>{escape(v)}</v></c>', TEXT),
        st.builds(lambda v: f'{begin} t="inlineStr"><is><t>{escape(v)}</t></is></c>', TEXT),
        st.builds(lambda v: f'{begin} t="inlineStr"><is><r><t>{escape(v)}</t></r></is></c>', TEXT),
        st.sampled_from(
            [
                f'{begin} t="b"><v>1</v></c>',
                f'{begin} t="e"><f>1/0</f><v>#DIV/0!</v></c>',
                f'{begin} t="d"><v>2026-12-01T08:30:00</v></c>',
                f"{begin}><f>SUM(A1)</f></c>",
                f"{begin}><f>SUM(A1)</f><v></v></c>",
                f"{begin}><v></v></c>",
                f'{begin}><f t="shared" si="0"/><v/></c>',
                f'{begin} t="str"><f>""</f><v></v></c>',
                f'{begin} s="1"/>',
                f"{begin}></c>",
            ]
        ),
    )


@st.composite
def rows(draw: st.DrawFn) -> str:
    written, number = [], 0
    for _ in range(draw(st.integers(0, 5))):
        number += draw(st.integers(1, 3))
        columns = sorted(draw(st.sets(st.integers(0, 30), max_size=4)))
        cells = "".join(draw(cell(f"{letter_of(place)}{number}")) for place in columns)
        attributes = draw(st.sampled_from(["", ' spans="1:3"', ' hidden="1"', ' ht="0" customHeight="1"']))
        written.append(f'<row r="{number}"{attributes}>{cells}</row>' if cells else f'<row r="{number}"{attributes}/>')
    return "".join(written)


@settings(max_examples=300, deadline=None)
@given(body=rows())
def test_both_ways_of_reading_see_the_same(body: str) -> None:
    parts = parts_of(body, strings="".join(f"<si><t>{text}</t></si>" for text in STRINGS), formats=FORMATS)
    one, other = (tables_of(parts, at_once=at_once)[0] for at_once in (False, True))
    assert shown(one) == shown(other)
    assert marks_of(one) == marks_of(other)
    assert (one.hidden_rows, one.first_row, one.height) == (other.hidden_rows, other.first_row, other.height)


@settings(max_examples=300, deadline=None)
@given(body=rows(), place=st.integers(0, 2000), byte=st.integers(0, 255))
def test_damage_is_seen_the_same_way_by_both(body: str, place: int, byte: int) -> None:
    parts = parts_of(body, strings="".join(f"<si><t>{text}</t></si>" for text in STRINGS), formats=FORMATS)
    damaged = bytearray(parts["xl/worksheets/sheet1.xml"])
    damaged[place % len(damaged)] = byte
    parts["xl/worksheets/sheet1.xml"] = bytes(damaged)
    answers: list[object] = []
    for at_once in (False, True):
        try:
            table = tables_of(parts, at_once=at_once)[0]
            answers.append((shown(table), marks_of(table)))
        except Refused as refused:
            answers.append(refused.code)
    assert answers[0] == answers[1]


@pytest.mark.parametrize("size", [1, 7, 40, 1000])
@pytest.mark.parametrize("piece", [1, 13, 500])
def test_chunks_are_whole_rows_and_nothing_is_lost(size: int, piece: int) -> None:
    body = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 30))
    part = f"<worksheet><sheetData>{body}</sheetData><mergeCells/></worksheet>".encode()
    pieces = iter([part[at : at + piece] for at in range(0, len(part), piece)])
    head, *chunks, tail = cut(pieces, b"sheetData", b"row", size)
    assert head.endswith(b"<sheetData>")
    assert tail == b"</sheetData><mergeCells/></worksheet>"
    assert all(chunk.endswith(PADDING) for chunk in chunks)
    assert b"".join(chunk.removesuffix(PADDING) for chunk in chunks) == body.encode()
    assert all(chunk.strip().endswith(b"</row>") for chunk in chunks if chunk.strip())


@pytest.mark.parametrize(
    "part",
    [
        "<worksheet/>",
        "<worksheet><sheetData/></worksheet>",
        "<worksheet><!-- note --><sheetData></sheetData></worksheet>",
        '<?xml version="1.0" encoding="iso-8859-1"?><worksheet><sheetData></sheetData></worksheet>',
        "<worksheet><sheetData><row>",
    ],
)
def test_a_part_of_another_shape_is_left_to_the_walk_element_by_element(part: str) -> None:
    with pytest.raises(OtherShapeError):
        list(cut(iter([part.encode()]), b"sheetData", b"row"))


@pytest.mark.parametrize(
    "hidden",
    [
        "<![CDATA[</row></sheetData>]]>",
        '<![CDATA[</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row>]]>',
        '<!-- </row><row r="2"><c r="A2"><v>1</v></c></row></sheetData> -->',
    ],
)
def test_borders_inside_of_cdata_and_comments_are_none(hidden: str) -> None:
    text = f'<row r="1"><c r="A1" t="inlineStr"><is><t>a{hidden}b</t></is></c></row>'
    body = f'{text}<row r="3"><c r="B3"><v>3</v></c></row>'
    one, other = (tables_of(parts_of(body), at_once=at_once)[0] for at_once in (False, True))
    assert shown(one) == shown(other)
    assert shown(one)[3] == {1: "3"}
    assert shown(one)[1][0].startswith("a")
