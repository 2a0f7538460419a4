"""Knows a column as its distinct values and who has which: what many rows share is judged once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.validation.texts import Mask


@dataclass(frozen=True, slots=True)
class Distinct:
    """`texts`: the different texts of a column (Arrow strings, none of them null). `codes`: for every row the place of
    its text in `texts`, -1 where the cell is empty."""

    texts: pa.Array
    codes: npt.NDArray[np.int32]

    @property
    def filled(self) -> Mask:
        return self.codes >= 0

    def rows(self, of_value: Mask) -> Mask:
        """The rows whose value is marked in `of_value`; an empty cell is not."""
        found: Mask = np.append(of_value, np.False_)[self.codes]
        return found

    def spread(self, of_value: pa.Array) -> pa.Array:
        """For every row what `of_value` says of its value; null for an empty cell."""
        return of_value.take(pa.array(self.codes, mask=self.codes < 0))

    @property
    def shared(self) -> Mask:
        """The rows whose value stands in another row too."""
        if not len(self.texts) or len(self.texts) == np.count_nonzero(self.filled):
            return np.zeros(len(self.codes), dtype=bool)
        return self.rows(np.bincount(self.codes + 1, minlength=len(self.texts) + 1)[1:] > 1)

    def as_texts(self, texts: pa.Array) -> "Distinct":
        """The same rows with `texts` instead, of which several may be the same, or null for none."""
        again = distinct_of(texts)
        return Distinct(again.texts, np.append(again.codes, np.int32(-1))[self.codes])


def distinct_of(column: pa.Array) -> Distinct:
    coded = pc.dictionary_encode(column)
    codes = coded.indices.fill_null(-1) if coded.indices.null_count else coded.indices
    return Distinct(coded.dictionary, codes.to_numpy(zero_copy_only=False))
