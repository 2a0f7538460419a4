"""What we wrote into a workbook before is found again by its sign, and taken off without a person's own."""

import pytest

from trunkload.intake.own_marks import own_columns
from trunkload.reports.workbook.sign import Sign, read_sign, reference_to, sheet_relations, with_sign
from trunkload.reports.workbook.styles import COLOURS, Palette
from trunkload.reports.workbook.unmarking import without_ours, without_shapes
from trunkload.validation.findings import Severity

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="r"><sheets><sheet name="A &amp; B" sheetId="1" r:id="rId7"/></sheets>'
    "%s</workbook>"
)
COLUMNS = reference_to("It's A & B", 3, 15, 16)
SUMMARY = reference_to("Summary", 1, 0, 0)


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "<calcPr/>",
        "<definedNames/><calcPr/>",
        '<definedNames><definedName name="Hers">A!$A$1</definedName></definedNames>',
        '<definedNames><definedName name="Trunkload_marks">Old!$A$1</definedName></definedNames><calcPr/>',
    ],
)
def test_the_sign_stands_among_the_defined_names_once(rest: str) -> None:
    written = with_sign((BOOK % rest).encode(), COLUMNS, SUMMARY)
    assert read_sign(written) == Sign("It's A & B", 15, 16, "Summary", is_as_we_left_it=True)
    assert written.count(b"<definedNames>") == 1
    assert written.count(b"Trunkload_marks") == 1
    assert (b"Hers" in written) == ("Hers" in rest)
    assert written.index(b"</sheets>") < written.index(b"<definedNames>")
    if "calcPr" in rest:
        assert written.index(b"</definedNames>") < written.index(b"<calcPr/>")


def test_a_program_that_forgets_that_a_name_is_hidden_is_noticed() -> None:
    saved = with_sign((BOOK % "").encode(), COLUMNS, SUMMARY).replace(b'hidden="1"', b'hidden="false" function="false"')
    sign = read_sign(saved)
    assert sign is not None
    assert not sign.is_as_we_left_it


@pytest.mark.parametrize("reference", ["#REF!", "New!#REF!", "", "OFFSET(A1,1,1)"])
def test_columns_that_were_deleted_are_nowhere(reference: str) -> None:
    sign = read_sign(with_sign((BOOK % "").encode(), reference, "#REF!"))
    assert sign is not None
    assert (sign.sheet, sign.summary) == (None, None)
    assert list(sign.columns_in(None)) == list(sign.columns_in("New")) == []


def test_without_a_sign_nothing_was_marked() -> None:
    assert read_sign((BOOK % "").encode()) is None
    assert sheet_relations((BOOK % "").encode()) == {"A & B": "rId7"}


COMMENTS = (
    f'<comments xmlns="{MAIN}"><authors><author> </author></authors><commentList>'
    '<comment ref="B2" authorId="0"><text><r><t>Trunk</t></r><r><t>load: Fix it</t></r></text></comment>'
    '<comment ref="C3" authorId="0"><text><r><t xml:space="preserve">hers _x000D_ &amp; &#10;so</t></r>'
    "<r><t>\n\nTrunkload: Fix it</t></r></text></comment>"
    '<comment ref="D4" authorId="0"><text><t>Trunkload is down</t></text></comment>'
    "</commentList></comments>"
)


def test_our_comments_go_and_a_persons_own_text_stays_to_the_letter() -> None:
    """Whoever is called their author: some programs forget."""
    written, had, bare = without_ours(COMMENTS.encode())
    assert (set(had), set(bare)) == ({(2, 1), (3, 2)}, {(2, 1)})
    assert b'ref="B2"' not in written
    assert b"<t>Trunkload is down</t>" in written
    assert b"hers _x000D_ &amp; &#10;so</t></r><r><t></t></r>" in written


def test_a_comment_that_another_program_joined_into_one_text_is_cut() -> None:
    joined = COMMENTS.replace("</t></r><r><t>\n\nTrunk", "\n\nTrunk")
    written, _, _ = without_ours(joined.encode())
    assert b"hers _x000D_ &amp; \nso</t></r></text>" in written


def test_the_notes_of_bare_cells_go() -> None:
    cell = "<x:ClientData ObjectType='Note'><x:Row>{0}</x:Row><x:Column> 1 </x:Column></x:ClientData>"
    note = "<v:shape id='{0}'>" + cell + "</v:shape>"
    others = "<xml><v:shapetype id='t'></v:shapetype>", "<v:shape id='p'></v:shape></xml>"
    drawing = others[0] + note.format(1) + note.format(2) + others[1]
    left = without_shapes(drawing.encode(), {(2, 1), (9, 9)})
    assert left == drawing.replace(note.format(1), "").encode()


STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill '
    'patternType="solid"><fgColor theme="4" tint="0.5"/><bgColor indexed="64"/></patternFill></fill><fill>'
    '<gradientFill><stop position="0"><color rgb="FF000000"/></stop></gradientFill></fill></fills>'
    '<cellXfs count="3"><xf fillId="0" fontId="7"/><xf fillId="1"/><xf fillId="2"/></cellXfs></styleSheet>'
)


def test_a_cell_gets_the_fill_again_that_it_had() -> None:
    palette = Palette(STYLES.encode())
    marked = [palette.coloured(style, severity) for style in (0, 1) for severity in COLOURS]
    assert len(set(marked)) == 4
    later = Palette(palette.written())
    plain, themed = (later.uncoloured(marked[at], remembered=True) for at in (0, 2))
    third = Palette(later.written())
    assert third.fill_of(plain) is None
    found = third.fill_of(themed)
    assert found is not None
    assert found.front == 'theme="4" tint="0.5"'


def test_a_fill_that_is_not_ours_stays_and_one_that_forgot_its_past_goes() -> None:
    palette = Palette(STYLES.encode())
    red = palette.coloured(1, Severity.BLOCKED)
    assert palette.uncoloured(1, remembered=True) == 1
    later = Palette(palette.written())
    assert later.fill_of(later.uncoloured(red, remembered=False)) is None


def test_a_grave_mark_that_is_milder_now_still_knows_what_was_there() -> None:
    palette = Palette(STYLES.encode())
    own = palette.uncoloured(palette.coloured(1, Severity.BLOCKED), remembered=True)
    found = palette.fill_of(palette.coloured(own, Severity.WARNING))
    assert found is not None
    assert (found.front, found.back) == ('rgb="FFFFEB9C"', 'theme="4" tint="0.5"')


@pytest.mark.parametrize(
    ("texts", "ours"),
    [
        ({3: "What to do", 4: "Status"}, {3, 4}),
        ({3: " Was zu tun ist ", 4: "Status"}, {3, 4}),
        ({3: "Status", 4: "What to do"}, set()),
        ({3: "What to do", 5: "Status"}, set()),
        ({3: "Status"}, set()),
    ],
)
def test_our_columns_are_known_by_both_headings_side_by_side(texts: dict[int, str], ours: set[int]) -> None:
    assert own_columns(texts) == ours
