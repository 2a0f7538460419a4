"""Knows which words a report needs; every language fills all of them."""

from dataclasses import dataclass

from trunkload.inventory.account import Package
from trunkload.reports.card import PasswordDelivery, RowStatus
from trunkload.reports.file_notes import FileNote
from trunkload.reports.notation import count_text
from trunkload.reports.plan_view import NextStep
from trunkload.reports.view import PageStep, SkipReason
from trunkload.validation.actions.action import Action
from trunkload.validation.findings import Severity
from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class Counted:
    """Words for one and for any other number; `{n}` is the number."""

    one: str
    many: str

    def of(self, count: int, lang: Lang, **told: str) -> str:
        """`told`: what else the words name."""
        return (self.one if count == 1 else self.many).format(n=count_text(count, lang), **told)


@dataclass(frozen=True, slots=True)
class Labels:
    """The fixed words of the report in one language."""

    # the page
    skip_to_rows: str
    row_links: str
    made_at: str
    import_id: str
    account_at: str
    result: str
    # verdict
    orderable: Counted
    none_orderable: str
    to_fix: Counted
    repeated: Counted
    nothing_ordered: str
    only_rows: Counted
    undoes: str
    undone: str
    held_back: Counted
    stays_behind: Counted
    all_together: Counted
    taken_out: Counted
    # receipt
    receipt: str
    rows_in_file: Counted
    statuses: dict[RowStatus, str]
    skip_reasons: dict[SkipReason, str]
    rows: Counted
    accepted: Counted
    cells: Counted
    taken_as: str
    remembered_from: str
    row: str
    more: Counted
    # pages and search
    pages: str
    wheres: dict[str, str]
    rows_of: str
    page_of: str
    page_steps: dict[PageStep, str]
    to_result: str
    search: str
    search_text: str
    search_status: str
    search_cause: str
    all: str
    search_all: str
    search_some: str
    search_none: str
    search_this_page: str
    # what to do
    first: str
    see_cause: str
    more_causes: Counted
    about_the_file: str
    shortages: str
    shortage: str
    # cards
    groups: dict[RowStatus, str]
    severities: dict[Severity, str]
    as_typed: str
    cells_elsewhere: str
    row_page: str
    order_key: str
    proposed_means: str
    empty: str
    suggestion: str
    will_be: dict[Action, str]
    kept: str
    kept_until: str
    modified: Counted
    deleted: Counted
    number: str
    why: str
    username: str
    internal_number: str
    internal: str
    package: str
    packages: dict[Package, str]
    password: str
    deliveries: dict[PasswordDelivery, str]
    site: str
    trunk: str
    start: str
    soonest: str
    from_day: str
    monthly: str
    one_off: str
    unknown_price: str
    # plan
    plan: str
    workplaces: Counted
    orders: Counted
    workplaces_word: Counted
    orders_word: Counted
    plan_size: str
    per_month: str
    once: str
    sample_prices: str
    numbers: str
    number_range: str
    no_new_number: str
    every_order: str
    reference: str
    term: str
    steps: dict[NextStep, str]
    step_means: dict[NextStep, str]
    waits_for_approval: str
    digest: str
    # what changed since the last upload
    comparison: str
    compared_with: str
    fixed_of: str
    nothing_to_fix_then: str
    left_to_fix: Counted
    none_left: str
    not_in_file: Counted
    new_rows: Counted
    none_new: str
    others_changed: Counted
    none_changed: str
    added_people: Counted
    worse_rows: Counted
    gone_people: Counted
    changed_cells: Counted
    more_cells: Counted
    cell: str
    then: str
    now: str
    # charts
    masked: str
    charts: str
    as_table: str
    # file and columns
    columns: str
    letter: str
    header: str
    read_as: str
    not_used: str
    may_mean: str
    how: str
    hows: dict[str, str]
    fields: dict[str, str]
    file: str
    name: str
    size: str
    format: str
    sheet: str
    encoding: str
    delimiter: str
    delimiters: dict[str, str]
    header_row: str
    fingerprint: str
    hidden_sheets: str
    to_know: str
    notes: dict[FileNote, str]
    # what became of it
    outcomes: str
    outcome: str
    as_ordered: Counted
    under_way: Counted
    not_as_ordered: Counted
    state: str
    carrier_order: str
    workplace: str
    carrier_says: str
    read_back: str
    finished: str
    as_ordered_short: str
    settle_and_send: str
    was_ordered: str
    # the page of one row
    row_of: str
    nothing_found: str
    not_ordered: str
    to_report: str
    # where things can be changed
    changed_here: str
    take: str
    take_one: str
    take_all: str
    take_for_all: str
    means: str
    edit_row: str
    take_back: str
    # a file that cannot be used
    unusable: str
    what_to_do: str
    found_row: str
    found_columns: str
