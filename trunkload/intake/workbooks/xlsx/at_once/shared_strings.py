"""Knows many shared strings at once: into a pool, chunk by chunk."""

from typing import Final

import numpy as np

from trunkload.intake.workbooks.archive import Archive
from trunkload.intake.workbooks.markup import feed, guarded_parser
from trunkload.intake.workbooks.xlsx.at_once.alike import attributes_of
from trunkload.intake.workbooks.xlsx.at_once.chunks import OtherShapeError, cut, prefix_of, refuse_other_shape
from trunkload.intake.workbooks.xlsx.at_once.pool import NUMBERS, Pool
from trunkload.intake.workbooks.xlsx.at_once.tags import Grammar, Places, Tags, is_sound, tags_of
from trunkload.intake.workbooks.xlsx.texts import read_shared_strings

GRAMMAR: Final = Grammar(
    {
        "si": ["t", "t/", "/si"],
        "t": ["/t"],
        "/t": ["/si"],
        "t/": ["/si"],
        "/si": ["si", "si/"],
        "si/": ["si", "si/"],
    },
    edges=["si", "/si", "si/"],
    bare=["si"],
    bearing=["t"],
)
ITEM, ITEM_ALONE, TEXT, TEXT_ALONE = (GRAMMAR.code(tag) for tag in ("si", "si/", "t", "t/"))


def pool_strings(archive: Archive, part: str, pool: Pool) -> NUMBERS:
    """The number of its text in the pool for each shared string."""
    try:
        return _at_once(archive, part, pool)
    except OtherShapeError:
        texts = read_shared_strings(archive.unpacked(part))
        return np.fromiter(map(pool.add, texts), np.int32, len(texts))


def _at_once(archive: Archive, part: str, pool: Pool) -> NUMBERS:
    pieces = cut(archive.unpacked(part), b"sst", b"si")
    head = next(pieces)
    prefix = prefix_of(head)
    parser = guarded_parser()
    feed(parser, head)
    found = []
    for content in pieces:
        if content.startswith(b"</" + prefix + b"sst"):
            feed(parser, content, last=True)
        elif content.strip():
            found.append(_numbers(content, prefix, pool))
    return np.concatenate([np.zeros(0, np.int32), *found])


def _numbers(content: bytes, prefix: bytes, pool: Pool) -> NUMBERS:
    chunk = np.frombuffer(content, np.uint8)
    tags = tags_of(chunk, GRAMMAR, prefix) if is_sound(content) else None
    if tags is None or attributes_of(chunk, *_text_attributes(tags)) is None:
        refuse_other_shape(content)
        texts = read_shared_strings([b"<sst>", content, b"</sst>"])
        return np.fromiter(map(pool.add, texts), np.int32, len(texts))
    return pool.add_slices(chunk, *_texts(tags))


def _text_attributes(tags: Tags) -> tuple[Places, Places]:
    at = np.flatnonzero((tags.codes == TEXT) | (tags.codes == TEXT_ALONE))
    return tags.names[at] + 1, tags.ends[at]


def _texts(tags: Tags) -> tuple[Places, Places]:
    """Where each item's text begins and ends; an item without any has an empty one."""
    items = np.flatnonzero((tags.codes == ITEM) | (tags.codes == ITEM_ALONE))
    followed = np.minimum(items + 1, len(tags.codes) - 1)
    has_text = (tags.codes[items] == ITEM) & (tags.codes[followed] == TEXT)
    starts = tags.ends[np.where(has_text, followed, items)] + 1
    ends = np.where(has_text, tags.starts[np.minimum(followed + 1, len(tags.codes) - 1)], starts)
    return starts, ends
