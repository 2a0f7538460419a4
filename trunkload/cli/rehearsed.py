"""Knows which commands only the rehearsal carrier can serve."""

from trunkload.cli.refusal import Refusal
from trunkload.cli.spoken import settings_in
from trunkload.settings import Settings


def rehearsal_settings_in(lang: str | None) -> Settings:
    """For commands that load an account, which no real carrier takes. Raises Refusal."""
    settings = settings_in(lang)
    if settings.carrier.kind != "rehearsal":
        raise Refusal("demo_needs_rehearsal", kind=settings.carrier.kind)
    return settings
