"""A report tells only what its sender may see: what others sent stays theirs, however small the sheet that asks."""

import pytest

from tests.integration.flows.houses import USER, first_import
from tests.integration.web.sites import InThisProcess, ends, logged_in, proof_of, sends_file
from trunkload.flows.importing import receive_upload
from trunkload.flows.reporting import report_key
from trunkload.flows.story import import_story
from trunkload.flows.wiring import House
from trunkload.intake.upload import upload_of
from trunkload.storage.database import writing
from trunkload.storage.people import Role
from trunkload.storage.sessions import begin_session
from trunkload.validation.language import Lang

ONE = "Vorname;Nachname;E-Mail;Handynummer;Standort\nNina;Neu;nina.neu@example.org;0152 28817309;Köln\n"
"""Nina stands in kim's sheet, with another number."""

THEN = "0152 28817301"


@pytest.mark.parametrize(("login", "sees"), [("lena", False), ("kim", True), ("anna", True), ("omar", True)])
def test_a_sheet_of_one_person_tells_nothing_of_what_another_sent(
    few: House, few_site: tuple[str, InThisProcess], login: str, *, sees: bool
) -> None:
    browser = logged_in(few_site[0], login)
    shown = ends(browser, sends_file(browser, "one.csv", ONE.encode()).url.path)
    assert "nina.neu@example.org" in shown.text
    since = f"Since the last upload of these people ({first_import(few).id})"
    assert [text in shown.text for text in (THEN, since, 'id="comparison"')] == [sees] * 3


def reported(house: House, user: str) -> str:
    import_id = receive_upload(house, upload_of("one.csv", ONE.encode()), user, Lang.EN)
    import_story(house, import_id)
    return house.files.open(report_key(import_id)).decode()


def test_the_command_line_compares_with_what_everybody_sent(few: House) -> None:
    assert THEN in reported(few, USER)


@pytest.mark.parametrize(
    ("roles", "sees"),
    [({Role.APPROVER}, True), ({Role.UPLOADER}, False), ({Role.UPLOADER, Role.READER}, False)],
)
def test_with_an_account_of_the_company_the_roles_of_the_last_login_count(
    few: House, roles: set[Role], *, sees: bool
) -> None:
    """A reader sees all imports, but nobody's personal data."""
    with writing(few.ledger) as conn:
        begin_session(conn, "maria", frozenset(roles), "oidc", few.clock())
    assert (THEN in reported(few, "maria")) is sees


def test_whom_nothing_is_known_of_sees_own_people_only(few: House) -> None:
    assert THEN not in reported(few, "somebody")


def test_two_roles_give_no_more_than_each_of_them(few: House, few_site: tuple[str, InThisProcess]) -> None:
    """Ruth sends sheets and looks at those of others as a reader: she neither sees nor changes the people in them."""
    ruth, path = logged_in(few_site[0], "ruth"), f"/imports/{first_import(few).id}"
    report = ruth.opens(f"{path}/report.html")
    assert report.url.path == f"{path}/report-masked.html"
    assert [name for name in ("Quirin", "nina.neu", THEN, "/columns", "/files") if name in report.text] == []
    for page in ("rows/5", "columns", "files", "workbooks/checked"):
        assert ruth.opens(f"{path}/{page}").status_code == 403
    ruth.opens("/upload")
    change = {"proof": proof_of(ruth), "cell-C5": "quirin.quer@example.org", "typed-C5": "quirin.quer"}
    assert ruth.client.post(f"{path}/cells", data=change).status_code == 403
    assert "Fischer" not in ruth.opens("/workplaces").text
    ruth.opens("/imports")
    assert "few.csv" not in ruth.sends("/imports/download", kind="csv").text


def test_own_sheets_are_worked_with_by_whoever_is_a_reader_as_well(few_site: tuple[str, InThisProcess]) -> None:
    ruth = logged_in(few_site[0], "ruth")
    own = ends(ruth, sends_file(ruth, "one.csv", ONE.encode()).url.path)
    assert "nina.neu@example.org" in own.text
    path = own.url.path.rpartition("/")[0]
    assert ruth.opens(f"{path}/rows/2").status_code == 200
    ruth.opens("/imports")
    assert "one.csv" in ruth.sends("/imports/download", kind="csv").text


def test_a_file_that_is_named_after_somebody_has_no_name_for_readers(few_site: tuple[str, InThisProcess]) -> None:
    address, heavy = few_site
    kim, rita, ruth = (logged_in(address, login) for login in ("kim", "rita", "ruth"))
    reported = ends(kim, sends_file(kim, "Nina Neu.csv", ONE.encode()).url.path).url.path
    refused = ends(kim, sends_file(kim, "Nina Neu.xlsx", b"PK\x03\x04 no workbook").url.path).url.path
    heavy.is_held = True
    waiting = sends_file(kim, "Nina Neu.csv", ONE.encode()).url.path
    for path in ("/imports", refused, waiting):
        assert "Nina Neu" in kim.opens(path).text
    for path in ("/", "/imports", reported, refused, waiting):
        assert [path for one in (rita, ruth) if "Nina Neu" in one.opens(path).text] == []
    assert "is not shown here" in rita.opens(refused).text
    heavy.let_go()


def test_a_file_of_their_own_has_its_name_for_readers_who_send_sheets(few_site: tuple[str, InThisProcess]) -> None:
    ruth = logged_in(few_site[0], "ruth")
    ends(ruth, sends_file(ruth, "Nina Neu.csv", ONE.encode()).url.path)
    assert "Nina Neu" in ruth.opens("/").text
    assert "few.csv" not in ruth.shown.text
