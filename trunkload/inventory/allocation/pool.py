"""Knows free numbers in the order in which they are given: all that lie on one shelf, and a pool of the lowest."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from trunkload.inventory.arrow_text import Mask, Places


@dataclass(frozen=True, slots=True)
class Pool:
    """Free numbers in order: `number` and `extension` as texts, `block`: place among the blocks, or SINGLE; `run`:
    rises with level and length (see `stock`)."""

    number: pa.Array
    extension: pa.Array
    block: Places
    run: Places

    def __len__(self) -> int:
        return len(self.block)

    def only(self, those: Mask) -> "Pool":
        which = pa.array(those)
        return Pool(self.number.filter(which), self.extension.filter(which), self.block[those], self.run[those])


@dataclass(frozen=True, slots=True)
class Shelf:
    """The free numbers of one place, in any order: columns as in Pool, and `key`, which puts them into order."""

    number: pa.Array
    extension: pa.Array
    block: Places
    run: Places
    key: Places

    def __len__(self) -> int:
        return len(self.key)

    def only(self, those: Mask) -> "Shelf":
        if those.all():
            return self
        which = pa.array(those)
        number, extension = self.number.filter(which), self.extension.filter(which)
        return Shelf(number, extension, self.block[those], self.run[those], self.key[those])

    def lowest(self, count: int) -> Pool:
        """The `count` that come first."""
        some = np.argpartition(self.key, count)[:count] if count < len(self) else np.arange(len(self))
        some = some[np.argsort(self.key[some])]
        rows = pa.array(some)
        return Pool(self.number.take(rows), self.extension.take(rows), self.block[some], self.run[some])
