"""What a provider of logins tells becomes a username and roles, whatever form its groups have."""

from collections.abc import Mapping

import pytest

from trunkload.storage.people import Role
from trunkload.web.claims import login_told, roles_told

ROLES = {"hr staff": "uploader", "telephony": "approver", "night": "operator"}


@pytest.mark.parametrize(
    ("told", "login"),
    [
        ({"preferred_username": " Nina.Neu "}, "nina.neu"),
        ({"preferred_username": "nina.neu@example.org"}, "nina.neu@example.org"),
        ({"preferred_username": "a\u202eb"}, ""),
        ({"preferred_username": "n" * 201}, ""),
        ({"preferred_username": 7}, ""),
        ({"sub": "nina"}, ""),
    ],
)
def test_a_username_is_written_small_and_can_be_shown(told: Mapping[str, object], login: str) -> None:
    assert login_told(told, "preferred_username") == login


@pytest.mark.parametrize(
    ("told", "claim", "roles"),
    [
        ({"groups": ["everybody", "hr staff"]}, "groups", {Role.UPLOADER}),
        ({"groups": ["telephony", "night"]}, "groups", {Role.APPROVER, Role.OPERATOR}),
        ({"groups": "telephony"}, "groups", {Role.APPROVER}),
        ({"realm_access": {"roles": ["night"]}}, "realm_access.roles", {Role.OPERATOR}),
        ({"https://example.org/groups": ["night"]}, "https://example.org/groups", {Role.OPERATOR}),
        ({"groups": ["Telephony", "hr", 7, None, ["night"]]}, "groups", set()),
        ({"groups": None}, "groups", set()),
        ({"groups": {"telephony": True}}, "groups", set()),
        ({}, "realm_access.roles", set()),
    ],
)
def test_groups_give_the_roles_that_the_settings_say_and_no_other(
    told: Mapping[str, object], claim: str, roles: set[Role]
) -> None:
    assert roles_told(told, claim, ROLES) == roles
