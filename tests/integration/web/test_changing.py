"""People work with a report in the page: each form changes sheet, plan and trail, and only whose import it is may."""

import io
import re
import zipfile
from html import unescape

import httpx
import pytest
from openpyxl import load_workbook

from tests.integration.flows.houses import first_import, state_of
from tests.integration.portal.browser import Browser, told
from tests.integration.web.sites import PATIENCE, logged_in, sends_file
from trunkload.flows.approving import approve_plan
from trunkload.flows.importing import read_received, receive_upload
from trunkload.flows.story import import_story
from trunkload.flows.wiring import House
from trunkload.intake.upload import upload_of
from trunkload.orders.states import ImportState
from trunkload.storage.audit import Deed, read_audit
from trunkload.storage.database import reading
from trunkload.validation.language import Lang

PROOF = re.compile(r'name="?proof"? value="([0-9a-f]{64})"')


def fields_of(page: str) -> dict[str, str]:
    """What a browser sends with the page's last form, as long as nobody changes anything."""
    form = page[page.rindex("<form class") :]
    inputs = re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', form)
    chosen = re.findall(r'<select name="([^"]+)".*?<option value="([^"]*)" selected', form, re.DOTALL)
    return {name: unescape(value) for name, value in (*inputs, *chosen)}


class Work:
    """One person with the import of the house before the eyes."""

    def __init__(self, house: House, address: str, login: str = "kim") -> None:
        self.house, self.login = house, login
        self.import_id = first_import(house).id
        self.browser = logged_in(address, login)
        # A change waits for a whole check, and other tests run beside this one.
        self.browser.client.timeout = httpx.Timeout(PATIENCE)

    def opens(self, page: str = "report.html") -> httpx.Response:
        return self.browser.opens(f"/imports/{self.import_id}/{page}")

    def sends(self, to: str, **fields: str) -> httpx.Response:
        """With the proof that the page shown has."""
        proof = PROOF.search(self.browser.shown.text)
        assert proof is not None
        data = {"proof": proof[1], **fields}
        self.browser.shown = self.browser.client.post(f"/imports/{self.import_id}/{to}", data=data)
        return self.browser.shown

    def deeds(self) -> list[str]:
        with reading(self.house.ledger) as conn:
            return [one.what for one in read_audit(conn, self.import_id) if one.who == self.login]


@pytest.fixture
def work(house: House, address: str) -> Work:
    return Work(house, address)


def test_a_suggestion_is_taken_with_one_click_and_taken_back_with_another(work: Work) -> None:
    """The button of the report; nothing but a form, so it needs no script."""
    report = work.opens()
    button = re.search(r'name=take value="([^"]+)">', report.text)
    assert button is not None
    assert button[1] == "F10=0152 28817386"
    work.sends("cells", take=button[1], seen="0")
    assert str(work.browser.shown.url).endswith("/report.html#row-10")
    assert (first_import(work.house).blocked, "Changed in the page" in told(work.browser.shown)) == (3, True)
    assert "O152 28817386 → 0152 28817386 (kim, " in told(work.browser.shown)
    work.sends("cells", take="F10=O152 28817386", seen="1")
    assert first_import(work.house).blocked == 4
    assert work.deeds().count(Deed.CELLS_CHANGED) == 2


def test_a_row_is_changed_whole_and_untouched_cells_stay(work: Work) -> None:
    row = work.opens("rows/26")
    assert 'value="petra.vogel@"' in row.text
    assert "No e-mail can be sent to" in told(row)
    fields = {f"{kind}-{cell}": text for kind in ("typed", "cell") for cell, text in (("C26", "Vogel"), ("J26", "x"))}
    work.sends("cells", seen="0", **fields, **{"typed-E26": "petra.vogel@", "cell-E26": "petra.vogel@example.org"})
    staff = read_received(work.house, work.import_id).staff
    assert (staff.loc[26, "email"], staff.loc[26, "department"]) == ("petra.vogel@example.org", "Vertrieb")
    assert work.deeds()[-3:] == [Deed.CHECKED_AGAIN, Deed.PLANNED, Deed.REPORT_SHOWN]


def test_what_is_changed_voids_the_approval_and_is_in_the_workbooks(work: Work) -> None:
    approve_plan(work.house, work.import_id, first_import(work.house).digest or "", "omar")
    work.opens()
    work.sends("accept", code="phone_characters")
    assert state_of(work.house, work.import_id) is ImportState.PLANNED
    assert "phone_characters take back" in told(work.browser.shown)
    work.sends("cells", take="M18=", seen="0")
    checked = work.opens("workbooks/checked")
    assert checked.headers["content-disposition"] == f'attachment; filename="{work.import_id}-checked.xlsx"'
    sheet = load_workbook(io.BytesIO(checked.content)).worksheets[0]
    assert (sheet["M18"].value, sheet["F10"].value) == (None, "O152 28817386")
    assert "To fix" in {cell.value for cell in sheet["P"]} | {cell.value for cell in sheet["Q"]}
    by_site = zipfile.ZipFile(io.BytesIO(work.opens("workbooks/by-site").content)).namelist()
    assert by_site == ["02-koeln.xlsx"]
    assert work.deeds().count(Deed.WORKBOOK_DOWNLOADED) == 2


def test_one_decision_settles_a_word_and_a_wrong_one_says_why(work: Work) -> None:
    work.opens()
    work.sends("cells", **{"cell-I4": "Koelln", "cell-I5": "Koelln"}, seen="0")
    assert "“Koelln” means" in told(work.browser.shown)
    refused = work.sends("decide", field="location", value="Koelln", new="Atlantis")
    assert (refused.status_code, "Atlantis" in told(refused)) == (422, True)
    assert "Everything is as it was before." in told(refused)
    work.opens()
    work.sends("decide", field="location", value="Koelln", new="Köln")
    assert (first_import(work.house).blocked, "taken as Köln" in told(work.browser.shown)) == (4, True)
    work.sends("decide", undecided="location:Koelln")
    assert first_import(work.house).blocked == 6


def test_columns_are_shown_with_their_first_values_and_read_as_chosen(work: Work) -> None:
    page = work.opens("columns")
    assert "Abteilung Vertrieb Einkauf Technik" in told(page)
    assert '<option value="department" selected>' in page.text
    # What is hidden in the file is not shown here either.
    assert "E9" not in told(page)
    refused = work.sends("columns", **{"read-J": "department", "column-J": "location"})
    assert (refused.status_code, "location" in refused.text or "Standort" in refused.text) == (422, True)
    work.opens("columns")
    work.sends(
        "columns", **{"read-J": "department", "column-J": "", "read-A": "employee_id", "column-A": "employee_id"}
    )
    sheet = read_received(work.house, work.import_id)
    assert [one.letter for one in sheet.columns if one.how == "decided"] == ["J"]
    assert Deed.COLUMNS_DECIDED in work.deeds()
    again = work.browser
    sends_file(again, "next.csv", b"Vorname;Nachname;Abteilung\nA;B;C\n")
    assert "decided by a person" in told(work.opens("columns"))


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(work: Work, address: str) -> None:
    anna = Work(work.house, address, "anna")
    work.opens("rows/26")
    anna.opens()
    anna.sends("cells", take="E26=p.vogel@example.org", seen="0")
    answer = work.sends("cells", take="E26=petra@example.org", seen="0")
    assert (answer.status_code, "E26" in told(answer)) == (422, True)
    assert read_received(work.house, work.import_id).staff.loc[26, "email"] == "p.vogel@example.org"


def test_readers_and_others_change_nothing_and_see_no_form(work: Work, address: str) -> None:
    rita = Browser(address)
    rita = Work(work.house, address, "rita").browser
    masked = rita.opens(f"/imports/{work.import_id}/report.html")
    assert ("name=proof" in masked.text, "petra.vogel" in masked.text) == (False, False)
    assert rita.opens(f"/imports/{work.import_id}/rows/26").status_code == 403
    lena = logged_in(address, "lena")
    proof = PROOF.search(lena.opens("/upload").text)
    answer = lena.client.post(
        f"/imports/{work.import_id}/cells", data={"proof": proof[1] if proof else "", "take": "E26=x", "seen": "0"}
    )
    assert (answer.status_code, first_import(work.house).blocked) == (404, 4)


@pytest.mark.parametrize("cell", ["E26;DROP", "=1+1", "", "26E", "E0"])
def test_an_address_that_is_none_is_refused(work: Work, cell: str) -> None:
    work.opens()
    assert work.sends("cells", take=f"{cell}=x", seen="0").status_code == 400
    assert first_import(work.house).blocked == 4


def test_what_a_person_types_is_no_markup_and_no_formula(work: Work) -> None:
    """Neither on the page nor in the workbook; and nothing that is typed stands for the proof of a form."""
    work.opens()
    typed = '=HYPERLINK("x")<script>alert(1)</script><input type=hidden name=proof value=@>'
    shown = work.sends("cells", take=f"J26={typed}", seen="0")
    assert "<script>alert(1)" not in shown.text
    assert "&lt;input type=hidden name=proof value=@&gt;" in shown.text
    cell = load_workbook(io.BytesIO(work.opens("workbooks/checked").content)).worksheets[0]["J26"]
    assert (cell.value, cell.data_type) == (typed, "s")


def test_a_row_with_long_cells_and_a_sheet_with_many_columns_are_changed(house: House, address: str) -> None:
    """Whatever was accepted: 64 kB and 200 fields were less."""
    width, long = 256, "ü" * 20_000
    header = ["Vorname", "Nachname", "E-Mail", "Handynummer", "Standort", *(f"Notiz {n}" for n in range(6, width + 1))]
    row = [long, "Neu", "nina.neu", "0152 28817301", "Köln", *("" for _ in range(5, width))]
    sheet = "\n".join(";".join(line) for line in (header, row)).encode()
    import_id = import_story(house, receive_upload(house, upload_of("wide.csv", sheet), "kim", Lang.EN)).import_id
    browser = logged_in(address, "kim")
    browser.client.timeout = httpx.Timeout(PATIENCE)
    form = fields_of(browser.opens(f"/imports/{import_id}/rows/2").text)
    assert form["cell-A2"] == form["typed-A2"] == long
    answer = browser.client.post(f"/imports/{import_id}/cells", data=form | {"cell-C2": "nina.neu@example.org"})
    assert (answer.status_code, "nina.neu@example.org" in answer.text) == (200, True)
    form = fields_of(browser.opens(f"/imports/{import_id}/columns").text)
    assert len([name for name in form if name.startswith("column-")]) == width
    answer = browser.client.post(f"/imports/{import_id}/columns", data=form)
    assert (answer.status_code, answer.url.path) == (200, f"/imports/{import_id}/columns")


def test_a_form_that_is_too_large_and_what_is_no_form_are_told_as_what_they_are(work: Work) -> None:
    work.opens("rows/10")
    proof = PROOF.search(work.browser.shown.text)
    assert proof is not None
    path, large = f"/imports/{work.import_id}", {"proof": proof[1], "cell-C10": "x" * (9 * 1024 * 1024)}
    answer = work.browser.client.post(f"{path}/cells", data=large)
    assert (answer.status_code, "The form is larger than 8.4 MB" in told(answer)) == (413, True)
    answer = work.browser.client.post(f"{path}/accept", data={"proof": proof[1], "code": "x" * 70_000})
    assert (answer.status_code, "The form is larger than 65.5 kB" in told(answer)) == (413, True)
    for body in (b"proof=%ff", "ü".encode(), b"&".join(b"a%d=" % n for n in range(300))):
        answer = work.browser.client.post(f"{path}/accept", content=body)
        assert (answer.status_code, "is no form of this page" in told(answer)) == (400, True)
