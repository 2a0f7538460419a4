"""Knows every page there is, and who may see it: the table that the door keeps to."""

from datetime import timedelta
from typing import Final

from trunkload.storage.attempts import Rate
from trunkload.storage.audit import Deed
from trunkload.web import company_account, imports, logging_in, uploads
from trunkload.web.provider import WAY_BACK
from trunkload.web.visit import SENDERS, About, Body, Page


def pages(uploads_per_minute: int) -> tuple[Page, ...]:
    """`uploads_per_minute`: of one person."""
    sending = Rate("upload", uploads_per_minute, timedelta(minutes=1))
    return (
        Page("GET", "/login", logging_in.login_form, who=None),
        Page("POST", "/login", logging_in.log_in, who=None, rate=logging_in.PER_ADDRESS),
        Page("GET", "/first/{link}", logging_in.link_form, who=None),
        Page("POST", "/first/{link}", logging_in.use_first_link, who=None, rate=logging_in.PER_ADDRESS),
        Page("GET", "/login/provider", company_account.go_to_provider, who=None, rate=logging_in.PER_ADDRESS),
        Page("GET", WAY_BACK, company_account.come_back, who=None, rate=logging_in.PER_ADDRESS),
        Page("POST", "/logout", logging_in.log_out),
        Page("GET", "/", uploads.home),
        Page("GET", "/upload", uploads.upload_form, who=SENDERS),
        Page("POST", "/upload", uploads.send_upload, who=SENDERS, body=Body.FILE, rate=sending),
        Page("GET", "/template.xlsx", uploads.template, who=SENDERS, deed=Deed.TEMPLATE_DOWNLOADED),
        Page("GET", "/example.xlsx", uploads.example, who=SENDERS, deed=Deed.EXAMPLE_DOWNLOADED),
        Page("GET", "/imports", uploads.list_imports),
        Page("GET", "/imports/{import_id}", imports.show_import, about=About.IMPORT),
        Page("GET", "/imports/{import_id}/events", imports.follow_import, about=About.IMPORT),
        Page("GET", "/imports/{import_id}/{page}", imports.show_report, about=About.IMPORT, deed=Deed.REPORT_SHOWN),
    )


STATIC: Final = "/static"
"""Style and scripts, the same for everybody: the only path beside the table."""
