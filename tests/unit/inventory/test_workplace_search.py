"""Whose workplace a person means."""

import pytest

from tests.builders import sample_account
from trunkload.inventory.workplace_search import usernames_near, workplaces_named


@pytest.mark.parametrize(
    ("who", "number", "found"),
    [
        ("wp-5009", None, ["wp-5009"]),
        (" WP-5009 ", None, ["wp-5009"]),
        ("Laura.Koch", None, ["wp-5009"]),
        ("laura  koch", None, ["wp-5009"]),
        ("0221 4710-108", "+492214710108", ["wp-5009"]),
        ("0221 4710-999", "+492214710999", []),
        ("koch", None, []),
        ("", None, []),
    ],
)
def test_id_username_number_and_whole_name_name_a_workplace(who: str, number: str | None, found: list[str]) -> None:
    assert workplaces_named(sample_account().workplaces, who, number).index.tolist() == found


def test_two_people_of_one_name_are_both_meant_unless_one_is_called_so() -> None:
    workplaces = sample_account().workplaces.copy()
    workplaces.loc["wp-5010", ["given_name", "family_name"]] = ["Laura", "Koch"]
    assert workplaces_named(workplaces, "Laura Koch", None).index.tolist() == ["wp-5009", "wp-5010"]
    workplaces.loc["wp-5001", "username"] = "laura koch"
    assert workplaces_named(workplaces, "Laura Koch", None).index.tolist() == ["wp-5001"]


def test_usernames_that_are_written_much_alike_are_near() -> None:
    workplaces = sample_account().workplaces
    assert usernames_near(workplaces, "Ana.Schmidt") == ["anna.schmidt"]
    assert usernames_near(workplaces[:0], "anna.schmidt") == []
