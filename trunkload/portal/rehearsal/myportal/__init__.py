"""The page that stands for MyPortal: people log in with what was sent to them and see their own workplace."""

from trunkload.portal.rehearsal.myportal.app import myportal_app

__all__ = ["myportal_app"]
