"""Knows the rules that one ordered workplace can break on its own, as the rehearsal carrier applies them."""

import re
from collections.abc import Callable, Iterator

from trunkload.portal.profile_names import Trait
from trunkload.portal.rehearsal.refusal import Issue

_USERNAME = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_GERMAN_NUMBER = re.compile(r"\+49[1-9][0-9]{1,11}")
_MOBILE = re.compile(r"\+491(?:5[0-9]|6[023]|7[0-9])[0-9]{7,8}|\+(?!49)[1-9][0-9]{6,14}")
_INTERNAL = re.compile(r"[0-9]{2,6}")
_SHORTEST_USERNAME = 5
_DIRECTORY_LENGTH = 5
_PACKAGES = ("none", "basic", "plus", "premium")
Traits = dict[str, str]


def item_issues(traits: Traits, path: str) -> Iterator[Issue]:
    """What is wrong with the characteristics of one item, each at its own path; absent ones are no matter of here."""
    for name, rule in _RULES.items():
        if name in traits:
            broken = rule(traits[name])
            if broken is not None:
                yield Issue(broken[0], f"{path}/{name}", broken[1])
    yield from _delivery_issues(traits, path)


def _username(value: str) -> tuple[str, str] | None:
    """S-04 to S-07."""
    if len(value) < _SHORTEST_USERNAME:
        return "USERNAME_TOO_SHORT", "a username has at least 5 characters"
    if _USERNAME.fullmatch(value) is None:
        return "USERNAME_FORM", "a username has a-z, 0-9 and single . _ - between them"
    return None


def _email(value: str) -> tuple[str, str] | None:
    """S-08, S-10: the username is delivered there."""
    return None if _EMAIL.fullmatch(value) else ("EMAIL_FORM", "name@domain expected")


def _mobile(value: str) -> tuple[str, str] | None:
    """S-09: the password goes there by SMS."""
    return None if _MOBILE.fullmatch(value) else ("MOBILE_FORM", "a mobile number in E.164 form expected")


def _number(value: str) -> tuple[str, str] | None:
    """S-14, S-15: at most 12 digits behind +49."""
    return None if _GERMAN_NUMBER.fullmatch(value) else ("NUMBER_FORM", "+49 and at most 12 digits expected")


def _internal_number(value: str) -> tuple[str, str] | None:
    """R-04, S-17 to S-19."""
    if _INTERNAL.fullmatch(value) is None:
        return "INTERNAL_NUMBER_FORM", "an internal number has 2 to 6 digits"
    if value.startswith(("77", "78", "110", "112")):
        return "INTERNAL_NUMBER_RESERVED", "internal numbers do not begin with 77, 78, 110 or 112"
    if value.startswith("118") and len(value) == _DIRECTORY_LENGTH:
        return "INTERNAL_NUMBER_RESERVED", "internal numbers of five digits do not begin with 118"
    return None


def _package(value: str) -> tuple[str, str] | None:
    """S-20."""
    return None if value in _PACKAGES else ("PACKAGE_UNKNOWN", f"one of {', '.join(_PACKAGES)} expected")


def _delivery_issues(traits: Traits, path: str) -> Iterator[Issue]:
    """S-12: a mobile number means SMS, none means e-mail; anything else contradicts itself."""
    channel, has_mobile = traits.get(Trait.CHANNEL), Trait.MOBILE in traits
    where = f"{path}/{Trait.CHANNEL}"
    if channel not in {None, "sms", "email"}:
        yield Issue("DELIVERY_UNKNOWN", where, "sms or email expected")
    elif channel == "sms" and not has_mobile:
        yield Issue("DELIVERY_CONTRADICTORY", where, "a password by SMS needs credentialMobile")
    elif channel == "email" and has_mobile:
        yield Issue("DELIVERY_CONTRADICTORY", where, "a password by e-mail comes without credentialMobile")


_RULES: dict[Trait, Callable[[str], tuple[str, str] | None]] = {
    Trait.USERNAME: _username,
    Trait.EMAIL: _email,
    Trait.MOBILE: _mobile,
    Trait.NUMBER: _number,
    Trait.INTERNAL_NUMBER: _internal_number,
    Trait.PACKAGE: _package,
}
