"""The staff sheet of the benchmarks is what its figures say: three of a hundred rows bad, every rule broken by some."""

from collections import Counter
from itertools import islice

import pytest

from bench.validation.oracle import failures
from bench.validation.staff import FIELDS, MOST_ROWS, people, right_row
from trunkload.validation.codes import Code

ROWS = 10_000
RULES = 37


def test_every_rule_is_broken_at_least_once_in_ten_thousand_rows() -> None:
    broken = Counter(rule for _, rule in failures(people(ROWS)))
    assert len(broken) == RULES
    assert {rule.partition(".")[2] for rule in broken} <= {code.value for code in Code}
    assert {rule.partition(".")[0] for rule in broken} <= set(FIELDS)


def test_three_of_a_hundred_rows_are_bad_and_break_one_rule_or_two() -> None:
    by_row = Counter(place for place, _ in failures(people(ROWS)))
    assert len(by_row) / ROWS == pytest.approx(0.03, abs=0.002)
    assert set(by_row.values()) == {1, 2}


def test_the_sheet_is_always_the_same_and_a_longer_one_begins_with_it() -> None:
    assert list(people(1_000)) == list(islice(people(1_200), 1_000))


def test_right_rows_break_nothing_and_share_nothing() -> None:
    assert failures(right_row(place) for place in range(ROWS)) == set()


def test_all_numbers_are_of_fiction_and_all_addresses_of_examples() -> None:
    """N-11."""
    stems = ("2214710", "3023125", "6990009", "4066969", "8999998")
    for place in range(0, MOST_ROWS, 3_333):
        row = right_row(place)
        wish = "".join(sign for sign in (row["phone_number"] or "").replace("(0)", "") if sign.isdigit())
        assert not wish or wish.removeprefix("49").removeprefix("0").startswith(stems)
        assert "15228817386" in (row["mobile"] or "15228817386").translate(dict.fromkeys(map(ord, " /\u00a0")))
        assert (row["auth_email"] or "").endswith("@example.org")


def test_more_rows_than_numbers_of_fiction_are_refused() -> None:
    with pytest.raises(ValueError, match="1,500,000"):
        next(people(MOST_ROWS + 1))
