"""Knows what a provider of logins tells of a person: the name, and the groups that our roles are given for."""

from collections.abc import Mapping
from functools import reduce

from trunkload.storage.people import Role

LONGEST = 200


def login_told(claims: Mapping[str, object], claim: str) -> str:
    """In small letters, as the logins of our own users are; empty where the claim holds no name that can be shown."""
    told = claims.get(claim)
    login = told.strip().lower() if isinstance(told, str) else ""
    return login if login.isprintable() and len(login) <= LONGEST else ""


def subject_told(claims: Mapping[str, object]) -> str:
    """Who it is at the provider, whatever the name is just now; empty where that is not said."""
    told = claims.get("sub")
    return told if isinstance(told, str) else ""


def roles_told(claims: Mapping[str, object], claim: str, roles: Mapping[str, str]) -> frozenset[Role]:
    """Of all groups that are told; `roles`: which group gives which role."""
    return frozenset(Role(role) for group, role in roles.items() if group in _groups(claims, claim))


def _groups(claims: Mapping[str, object], claim: str) -> frozenset[str]:
    """Dots lead further in, as in `realm_access.roles`, where no claim has that very name."""
    root: object = claims
    told = claims[claim] if claim in claims else reduce(_within, claim.split("."), root)
    listed = told if isinstance(told, list) else [told]
    return frozenset(one for one in listed if isinstance(one, str))


def _within(told: object, name: str) -> object:
    return told.get(name) if isinstance(told, Mapping) else None
