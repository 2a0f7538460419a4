"""Knows every page there is, and who may see it: the table that the door keeps to."""

from datetime import timedelta
from typing import Any, Final

from trunkload.storage.attempts import Rate
from trunkload.storage.audit import Deed
from trunkload.storage.people import Role
from trunkload.web import (
    account,
    changing,
    company_account,
    entering,
    home,
    imports,
    lists,
    logging_in,
    looking,
    number_pages,
    orders,
    plans,
    report_pages,
    rescuing,
    uploads,
    workplaces,
)
from trunkload.web.deed_details import chosen_from, downloaded, listed, named
from trunkload.web.provider import WAY_BACK
from trunkload.web.visit import ORDERERS, SEE_ALL, SENDERS, About, Body, Page

APPROVERS: Final = frozenset({Role.APPROVER})
OWN: Final = "/imports/{import_id}"
LOOKING: Final = Rate("look into a sheet", 240, timedelta(minutes=1))
CHANGING: Final = Rate("change of a sheet", 60, timedelta(minutes=1))
MAKING: Final = Rate("workbook", 20, timedelta(minutes=1))
"""What one person may ask of the processes at hand; nobody at a browser does it so often."""

PLAN_AND_ORDERS: Final = (
    Page("GET", f"{OWN}/plan", plans.show_plan, who=ORDERERS, about=About.IMPORT, deed=Deed.PLAN_SHOWN),
    Page("POST", f"{OWN}/plan/without", plans.leave_out, who=APPROVERS, about=About.IMPORT),
    Page("POST", f"{OWN}/plan/again", plans.plan_again, who=ORDERERS, about=About.IMPORT),
    Page("POST", f"{OWN}/approve", plans.approve, who=APPROVERS, about=About.IMPORT),
    Page("POST", f"{OWN}/cancel", plans.cancel, who=ORDERERS, about=About.IMPORT),
    Page("GET", f"{OWN}/orders", orders.show_orders, about=About.IMPORT, deed=Deed.ORDERS_SHOWN),
    Page("GET", f"{OWN}/orders/events", orders.follow_orders, about=About.IMPORT),
    Page("POST", f"{OWN}/orders/again", orders.go_on, who=ORDERERS, about=About.IMPORT, deed=Deed.ORDERS_GONE_ON),
    Page("POST", f"{OWN}/orders/messages", orders.tell_again, who=ORDERERS, about=About.IMPORT),
    Page("POST", f"{OWN}/orders/credentials", orders.send_credentials, who=ORDERERS, about=About.IMPORT),
    Page("POST", f"{OWN}/orders/compare", orders.compare, who=ORDERERS, about=About.IMPORT),
    Page("GET", f"{OWN}/undo", orders.show_undo, who=ORDERERS, about=About.IMPORT, deed=Deed.UNDO_SHOWN),
    Page("POST", f"{OWN}/undo", orders.undo, who=ORDERERS, about=About.IMPORT),
)
"""What changes something notes its deed with it, in the same transaction; only what is shown is noted here."""

ONE: Final = "/workplaces/{workplace_id}"
WORKPLACE: Final = named(workplace="workplace_id")
OVERVIEWS: Final = (
    *(
        Page(method, path, handler, who=SEE_ALL, deed=deed, details=listed)
        for path, handler, deed in (
            ("/numbers", account.show_numbers, Deed.NUMBERS_SHOWN),
            ("/numbers/history", number_pages.show_life, None),
            ("/workplaces", account.show_workplaces, Deed.WORKPLACES_SHOWN),
            ("/orders", lists.show_orders, None),
            ("/messages", lists.show_messages, None),
            ("/audit", lists.show_audit, None),
        )
        for method in ("GET", "POST")
    ),
    Page("GET", "/numbers/forecast", number_pages.show_lasts, who=SEE_ALL),
    Page("GET", "/numbers/new", entering.show_forms, who=ORDERERS),
    Page("POST", "/numbers/new", entering.add, who=ORDERERS),
    Page("GET", "/numbers/import", entering.show_forms, who=ORDERERS),
    Page("POST", "/numbers/import", entering.import_file, who=ORDERERS, body=Body.FILE),
    Page("GET", "/contingents", account.show_contingents, who=SEE_ALL),
    *(
        Page("POST", f"{path}/download", handler, who=SEE_ALL, deed=deed, details=downloaded)
        for path, handler, deed in (
            ("/numbers", account.download_numbers, Deed.NUMBERS_DOWNLOADED),
            ("/workplaces", account.download_workplaces, Deed.WORKPLACES_DOWNLOADED),
            ("/contingents", account.download_contingents, Deed.CONTINGENTS_DOWNLOADED),
            ("/orders", lists.download_orders, Deed.ORDERS_DOWNLOADED),
            ("/messages", lists.download_messages, Deed.MESSAGES_DOWNLOADED),
            ("/audit", lists.download_audit, Deed.AUDIT_DOWNLOADED),
        )
    ),
    Page("POST", "/messages/again", lists.tell_again, who=ORDERERS),
    Page("POST", "/numbers/move", account.move_numbers, who=ORDERERS),
    Page("POST", "/numbers/reserve", account.reserve_numbers, who=ORDERERS),
    Page("GET", ONE, workplaces.show_workplace, who=ORDERERS, deed=Deed.WORKPLACE_SHOWN, details=WORKPLACE),
    *(
        Page(
            method, f"{ONE}/number", workplaces.show_choice, who=ORDERERS, deed=Deed.NUMBERS_SHOWN, details=chosen_from
        )
        for method in ("GET", "POST")
    ),
    Page("POST", f"{ONE}/change", workplaces.change_workplace, who=ORDERERS),
    Page("POST", f"{ONE}/remove", workplaces.remove_workplace, who=ORDERERS),
)
"""What is sought among people and numbers is sent by POST, so that it stands in no address."""


def pages(uploads_per_minute: int) -> tuple[Page, ...]:
    """`uploads_per_minute`: of one person."""
    sending = Rate("upload", uploads_per_minute, timedelta(minutes=1))
    return (
        Page("GET", "/login", logging_in.login_form, who=None),
        Page("POST", "/login", logging_in.log_in, who=None, rate=logging_in.PER_ADDRESS),
        Page("GET", "/first/{link}", logging_in.link_form, who=None),
        Page("POST", "/first/{link}", logging_in.use_first_link, who=None, rate=logging_in.PER_ADDRESS),
        Page("GET", "/login/provider", company_account.go_to_provider, who=None, rate=company_account.PER_ADDRESS),
        Page("GET", WAY_BACK, company_account.come_back, who=None, rate=company_account.PER_ADDRESS_BACK),
        Page("POST", "/logout", logging_in.log_out),
        Page("GET", "/", home.show_home),
        Page("GET", "/upload", uploads.upload_form, who=SENDERS),
        Page("POST", "/upload", uploads.send_upload, who=SENDERS, body=Body.FILE, rate=sending),
        Page("GET", "/template.xlsx", uploads.template, who=SENDERS, deed=Deed.TEMPLATE_DOWNLOADED),
        Page("GET", "/example.xlsx", uploads.example, who=SENDERS, deed=Deed.EXAMPLE_DOWNLOADED),
        Page("GET", "/imports", uploads.list_imports),
        Page("POST", "/imports/download", uploads.download_imports, deed=Deed.IMPORTS_DOWNLOADED, details=downloaded),
        Page("GET", "/imports/{import_id}", imports.show_import, about=About.IMPORT),
        Page("GET", "/imports/{import_id}/events", imports.follow_import, about=About.IMPORT),
        *PLAN_AND_ORDERS,
        *OVERVIEWS,
        *_work_with_report(),
        Page(
            "GET",
            f"{OWN}/{{page}}",
            report_pages.show_report,
            about=About.IMPORT,
            deed=Deed.REPORT_SHOWN,
            details=named(page="page"),
        ),
    )


def _work_with_report() -> tuple[Page, ...]:
    """What readers may neither see nor do: it is full of personal data."""
    own: dict[str, Any] = {"who": SENDERS, "about": About.PEOPLE}
    at = "/imports/{import_id}"
    return (
        Page("GET", f"{at}/columns", looking.show_columns, deed=Deed.COLUMNS_SHOWN, rate=LOOKING, **own),
        Page("POST", f"{at}/columns", changing.choose_columns, body=Body.ROW, rate=CHANGING, **own),
        Page("POST", f"{at}/give-up", rescuing.give_up, rate=CHANGING, **own),
        Page(
            "GET",
            f"{at}/rows/{{row}}",
            looking.show_row,
            deed=Deed.ROW_SHOWN,
            details=named(row="row"),
            rate=LOOKING,
            **own,
        ),
        Page("POST", f"{at}/cells", changing.change_cells, body=Body.ROW, rate=CHANGING, **own),
        Page("POST", f"{at}/accept", changing.take_suggestions, rate=CHANGING, **own),
        Page("POST", f"{at}/decide", changing.decide, rate=CHANGING, **own),
        Page("GET", f"{at}/files", looking.show_files, **own),
        Page(
            "GET",
            f"{at}/workbooks/{{book}}",
            looking.download,
            deed=Deed.WORKBOOK_DOWNLOADED,
            details=named(book="book"),
            rate=MAKING,
            **own,
        ),
    )


STATIC: Final = "/static"
"""Style and scripts, the same for everybody: the only path beside the table."""
