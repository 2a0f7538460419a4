"""Knows how a page of MyPortal is drawn, and what a browser may do with it: load nothing, run nothing, keep nothing."""

import base64
import hashlib
from datetime import date
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from trunkload.portal.rehearsal.myportal.texts import TEXTS
from trunkload.validation.language import Lang


def render(page: str, lang: Lang, root: str, **values: object) -> str:
    """The HTML of templates/myportal/`page`; `root` is the path below which the app is mounted."""
    template = _environment().get_template(page)
    return template.render(t=TEXTS[lang], lang=lang.value, root=root, **values)


def day_text(day: date, lang: Lang) -> str:
    """`23.11.2026` in German, `2026-11-23` in English."""
    return f"{day:%d.%m.%Y}" if lang is Lang.DE else day.isoformat()


@cache
def security_headers() -> tuple[tuple[str, str], ...]:
    """For every answer."""
    policy = (
        f"default-src 'none'; style-src '{_fingerprint(_style())}'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'"
    )
    return (
        ("Content-Security-Policy", policy),
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    )


@cache
def _environment() -> Environment:
    """Templates that escape everything and stop at a name that nobody gave."""
    environment = Environment(
        loader=PackageLoader("trunkload", "templates/myportal"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["style"] = Markup(_style())  # noqa: S704 — our own file
    environment.filters["day"] = lambda day, lang: day_text(day, Lang(lang))
    return environment


@cache
def _style() -> str:
    loader = PackageLoader("trunkload", "templates/myportal")
    return loader.get_source(Environment(autoescape=True), "page.css")[0].strip()


def _fingerprint(style: str) -> str:
    """As Content-Security-Policy wants it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
