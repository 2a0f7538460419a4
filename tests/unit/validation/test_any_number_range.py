"""Any range of numbers, in any of the ways in which people write it, is read as what it is."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from trunkload.inventory.number_range import NumberRange
from trunkload.validation.entering.ranges import TEXT, read_ranges

STEMS = ("221 4710", "30 23125", "69 90009", "40 66969")
FORMS = ("+49 {} {}-{}", "+49 {}-{} bis -{}", "0{} {} – {}", "0{}-{}–{}", "+49 {} {} to {}")


@st.composite
def written_ranges(draw: st.DrawFn) -> tuple[str, NumberRange]:
    """A text, and what it says."""
    stem, form, digits = draw(st.sampled_from(STEMS)), draw(st.sampled_from(FORMS)), draw(st.integers(1, 4))
    first, last = sorted(draw(st.lists(st.integers(0, 10**digits - 1), min_size=2, max_size=2)))
    ends = f"{first:0{digits}d}", f"{last:0{digits}d}"
    return form.format(stem, *ends), NumberRange(f"+49{stem.replace(' ', '')}", *ends)


@settings(max_examples=60, deadline=None)
@given(st.lists(written_ranges(), min_size=1, max_size=8))
def test_every_notation_of_a_range_says_the_same(written: list[tuple[str, NumberRange]]) -> None:
    read = read_ranges(pd.Series([text for text, _ in written], dtype=TEXT), frozenset(), 12)
    assert read["problem"].isna().all()
    found = [NumberRange(*row) for row in read[["base", "first", "last"]].itertuples(index=False)]
    assert found == [span for _, span in written]
    assert all(len(span.numbers()) == span.size for span in found)
