"""Judges e-mail addresses without asking any DNS: a quick screen first, then the library for unusual domains."""

from collections.abc import Collection

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from trunkload.validation.texts import STRINGS, arrow, true

LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
"""What may stand before the @ (RFC 5322): no umlaut, for not every mail server takes one there."""

MAX_LOCAL = 64
MAX_ADDRESS = 254
"""RFC 5321, in characters."""

_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
PLAIN_DOMAIN = rf"(?:{_LABEL}\.)+(?:[A-Za-z0-9][A-Za-z0-9-]{{0,61}})?[A-Za-z]"
"""RFC 1035; the ending of every domain ends with a letter."""

ODD_DOMAIN = r"(?:[^@]*[^\x00-\x7f@][^@]*|(?:[^@]*\.)?[^@]{2}--[^@]*)"
"""Umlauts, and names as the DNS spells them (`xn--`): email-validator knows which of them there can be."""

SPECIAL_USE = r"(?i).*\.(?:local|localhost|invalid|test|arpa|onion)"

OF_SEVERAL = (
    "info|empfang|rezeption|reception|kontakt|contact|office|buero|zentrale|sekretariat|secretary|team"
    "|service|support|kundenservice|kundendienst|hotline|helpdesk|post|poststelle|mail|email|postfach|mailbox|hr|hallo"
    "|hello|personal|personalabteilung|bewerbung|jobs|karriere|career|vertrieb|verkauf|sales|einkauf|purchasing"
    "|bestellung|orders|buchhaltung|rechnung|rechnungen|accounting|invoice|invoices|billing|verwaltung|lager|versand"
    "|werkstatt|presse|press|marketing|anfrage|anfragen|enquiries|admin|administrator|webmaster|postmaster|abuse"
    "|noreply|no-reply|geschaeftsleitung|geschaeftsfuehrung|management"
)
AT_A_PLACE = "info|empfang|rezeption|reception|kontakt|contact|office|buero|zentrale|sekretariat|service|support"

SHARED_MAILBOX = rf"(?i)(?:(?:{OF_SEVERAL})[0-9]*|(?:{AT_A_PLACE})[._-][a-z0-9._-]+)@.+\..+"
"""As in `info@`, `team2@`, `empfang.koeln@`: a password sent there is read by several people."""


def is_address(typed: pd.Series) -> pd.Series:
    """True where `typed` (trimmed text, NA allowed) is an address that mail can be sent to (RFC 5321, no DNS)."""
    good = typed.str.fullmatch(f"{LOCAL}@{PLAIN_DOMAIN}") & ~typed.str.contains(r"[@.]..--") & _fits(typed)
    good = (good & ~typed.str.fullmatch(SPECIAL_USE)).fillna(value=False).astype(bool)
    odd = typed[~good].dropna()
    odd = odd[odd.str.fullmatch(f"{LOCAL}@{ODD_DOMAIN}")]
    if len(odd):
        good.loc[odd.index] = _has_real_domain(odd)
    return good


def _fits(typed: pd.Series) -> pd.Series:
    return (typed.str.len() <= MAX_ADDRESS) & (typed.str.find("@") <= MAX_LOCAL)


def _has_real_domain(typed: pd.Series) -> pd.Series:
    """Each domain is asked for once, however many people have an address there."""
    parts = typed.str.extract(r"^(.*)@(.*)$")
    spelled = parts[1].map({domain: _as_dns_spells(domain) for domain in parts[1].unique()}).astype(typed.dtype)
    return (_fits(parts[0] + "@" + spelled) & spelled.notna()).fillna(value=False).astype(bool)


def _as_dns_spells(domain: str) -> str | None:
    """`xn--mller-kva.example` for `müller.example`; None where there cannot be such a domain."""
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - only sheets with odd domains pay

    try:
        return validate_email(f"a@{domain}", check_deliverability=False, allow_smtputf8=False).ascii_domain
    except EmailNotValidError:
        return None


def is_at(typed: pd.Series, domains: Collection[str]) -> pd.Series:
    """True where an address is at one of `domains` just as written (a sub-domain is another one), whatever its
    capitals; also for what is no address, which is told as such."""
    return typed.str.lower().str.replace("^.*@", "", regex=True).isin([one.lower() for one in domains]) | (
        ~typed.str.contains("@.")
    )


def same_address(one: pd.Series, other: pd.Series) -> pd.Series:
    """S-11: equal after trimming, the domain whatever its capitals."""
    return pd.Series(true(pc.equal(_folded(arrow(one)), _folded(arrow(other)))), index=one.index)


def _folded(typed: pa.Array) -> pa.Array:
    parts = pc.extract_regex(typed, "(?s)^(?P<local>.*@)(?P<domain>[^@]*)$")
    domain = pc.utf8_lower(pc.struct_field(parts, "domain"))
    folded = pc.binary_join_element_wise(pc.struct_field(parts, "local"), domain, pa.scalar("", STRINGS))
    return pc.coalesce(folded, typed)
