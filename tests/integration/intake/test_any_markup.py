"""However a program writes the markup of a worksheet, the same cells come out of it, in large files and small ones."""

import io
import random
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from trunkload.intake.raw import Mark, RawTable, plain
from trunkload.intake.read import read_raw

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NOTHING = random.Random(1).randbytes(600_000).hex()  # noqa: S311  # more than a megabyte that hardly packs


@dataclass(frozen=True)
class Value:
    """`kind` is the cell's t: s, str, inlineStr, n, b, e, or f for a formula without a result."""

    kind: str
    text: str

    @property
    def shown(self) -> str:
        if self.kind == "b":
            return {"0": "false", "1": "true"}[self.text]
        return "" if self.kind == "f" else self.text

    @property
    def mark(self) -> Mark | None:
        return {"n": Mark.NUMBER, "b": Mark.TRUTH, "e": Mark.ERROR, "f": Mark.NO_RESULT}.get(self.kind)


TEXT = st.text(st.sampled_from("aÄß李🙂 <>&\"'/=;7_\n"), min_size=1, max_size=6).map(lambda text: f"{text}.")
VALUES = (
    st.builds(Value, st.sampled_from(["s", "str", "inlineStr"]), TEXT)
    | st.builds(Value, st.just("n"), st.integers(-(10**9), 10**14).map(str))
    | st.builds(Value, st.just("b"), st.sampled_from("01"))
    | st.builds(Value, st.just("e"), st.sampled_from(["#N/A", "#DIV/0!", "#REF!"]))
    | st.just(Value("f", ""))
)
CELLS = st.dictionaries(st.tuples(st.integers(1, 12), st.integers(0, 30)), VALUES, min_size=1, max_size=25)
Cells = Mapping[tuple[int, int], Value]


class Hand:
    """One program's way to write markup; `chosen` decides at every place."""

    def __init__(self, chosen: random.Random, *, odd: bool, placed: bool) -> None:
        self.chosen = chosen
        self.placed = placed
        self.strings = ["nobody's"]
        self.prefix = chosen.choice(["", "", "x:", "ns0:"])
        self.quote = chosen.choice("\"'") if odd else '"'
        self.between = chosen.choice(["", "", "\n", "\r\n    ", "\t"])
        self.comments = odd and chosen.random() < 0.3
        self.odd = odd

    def element(self, name: str, attributes: Sequence[tuple[str, str]], content: str | None) -> str:
        """An element; `content` None may be written as one tag or as two."""
        pairs = list(attributes)
        if self.odd:
            self.chosen.shuffle(pairs)
        equals = self.chosen.choice(["=", "=", " = "]) if self.odd else "="
        shown = "".join(f" {key}{equals}{self.quote}{value}{self.quote}" for key, value in pairs)
        blank = self.chosen.choice(["", "", " "])
        tag = f"{self.prefix}{name}"
        if content is None and self.chosen.random() < 0.5:
            return f"<{tag}{shown}{blank}/>"
        return f"<{tag}{shown}{blank if self.odd else ''}>{content or ''}</{tag}>"

    def text(self, text: str) -> str:
        if self.odd and "]]>" not in text and self.chosen.random() < 0.2:
            return f"<![CDATA[{text}]]>"
        return "".join(map(self._character, text))

    def _character(self, character: str) -> str:
        if character in "<&":
            return {"<": "&lt;", "&": "&amp;"}[character] if self.chosen.random() < 0.7 else f"&#{ord(character)};"
        forms = (character, character, character, f"&#x{ord(character):X};")
        return self.chosen.choice(forms)

    def gap(self) -> str:
        return self.between + ("<!-- <c r='A1'> -->" if self.comments and self.chosen.random() < 0.3 else "")


def worksheet(cells: Cells, hand: Hand, *, large: bool) -> str:
    rows: dict[int, dict[int, Value]] = {}
    for (row, column), value in sorted(cells.items()):
        rows.setdefault(row, {})[column] = value
    body = hand.gap().join("".join(_row(row, rows.get(row, {}), hand)) for row in range(1, 13))
    data = hand.element("sheetData", [], hand.gap() + body + hand.gap())
    declared = f' xmlns{":" if hand.prefix else ""}{hand.prefix.rstrip(":")}="{MAIN}"'
    nothing = f"<?nothing {NOTHING}?>" if large else ""
    root = f"{hand.prefix}worksheet"
    return f'<?xml version="1.0" encoding="UTF-8"?><{root}{declared}>{data}{nothing}</{root}>'


def _row(row: int, cells: Mapping[int, Value], hand: Hand) -> Iterator[str]:
    """Without places every cell up to the last one has to be written."""
    if not cells and hand.placed and hand.chosen.random() < 0.7:
        return
    columns = sorted(cells) if hand.placed else range(max(cells, default=-1) + 1)
    written = hand.gap().join(_cell(row, column, cells.get(column), hand) for column in columns)
    attributes = [("r", str(row))] if hand.placed else []
    if hand.chosen.random() < 0.5:
        attributes += [("spans", "1:30"), ("customHeight", "1")]
    yield hand.element("row", attributes, written or None)


def _cell(row: int, column: int, value: Value | None, hand: Hand) -> str:
    letters = chr(ord("A") + column) if column < 26 else f"A{chr(ord('A') + column - 26)}"
    attributes = [("r", f"{letters}{row}")] if hand.placed else []
    if hand.chosen.random() < 0.3:
        attributes.append(("s", "0"))
    if value is None:
        return hand.element("c", attributes, None)
    if value.kind not in ("n", "f") or (value.kind == "n" and hand.chosen.random() < 0.3):
        attributes.append(("t", value.kind))
    return hand.element("c", attributes, _content(value, hand))


def _content(value: Value, hand: Hand) -> str:
    formula = hand.element("f", [], "A1+1") if value.kind == "f" or hand.chosen.random() < 0.1 else ""
    if value.kind == "inlineStr":
        return hand.element("is", [], hand.element("t", [("xml:space", "preserve")], hand.text(value.text)))
    if value.kind == "f":
        return formula + hand.chosen.choice(["", hand.element("v", [], None)])
    if value.kind == "s":
        if value.text not in hand.strings:
            hand.strings.append(value.text)
        return hand.element("v", [], str(hand.strings.index(value.text)))
    return formula + hand.element("v", [], value.text if value.kind in "nbe" else hand.text(value.text))


def workbook(cells: Cells, hand: Hand, *, large: bool) -> bytes:
    sheet = worksheet(cells, hand, large=large)
    items = "".join(f'<si><t xml:space="preserve">{hand.text(text)}</t></si>' for text in hand.strings)
    parts = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Tabelle" sheetId="1" r:id="rId0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "strings.xml")
        ),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/strings.xml": f'<sst xmlns="{MAIN}">{items}</sst>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return made.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    told = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{PACKAGE}">{told}</Relationships>'


def cells_of(table: RawTable) -> dict[tuple[int, int], str]:
    return {
        (table.first_row + at, place): text
        for place, column in table.columns.items()
        for at, text in enumerate(plain(column).to_pylist())
        if text is not None
    }


def marks_of(table: RawTable) -> set[tuple[str, int, int]]:
    return {
        (mark.value, int(row), place)
        for mark, by_column in table.marks.items()
        for place, rows in by_column.items()
        for row in rows
    }


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("odd", [False, True])
@settings(max_examples=20, deadline=None)
@given(cells=CELLS, seed=st.integers(0, 2**32), placed=st.booleans())
def test_the_same_cells_come_out_however_they_are_written(
    large: bool, odd: bool, cells: Cells, seed: int, placed: bool
) -> None:
    hand = Hand(random.Random(seed), odd=odd, placed=placed)  # noqa: S311  # a way of writing
    (table,) = read_raw(workbook(cells, hand, large=large)).tables
    assert cells_of(table) == {place: value.shown for place, value in cells.items() if value.shown}
    assert marks_of(table) == {
        (value.mark.value, row, column) for (row, column), value in cells.items() if value.mark is not None
    }
