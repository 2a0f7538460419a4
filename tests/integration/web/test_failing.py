"""What nobody foresaw is told in the person's language, with all headers, and the log has nothing of what it quotes."""

import pickle
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool

import pytest

from tests.integration.portal.browser import Browser, told
from tests.integration.web.sites import InThisProcess, ids_of, logged_in, proof_of
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.wiring import House
from trunkload.intake.failures import ReaderError, ReaderProblem
from trunkload.intake.refusal import RefusalCode, Refused
from trunkload.logs.writing import configure
from trunkload.storage.failures import InboxError, StorageError, StorageProblem, failure
from trunkload.web.headers import ALWAYS, UNLESS_SAID

SECRET = "jürgen.schäfer@example.org 0152 28817399"  # noqa: S105 - of nobody
LATER = "This is not possible just now"
FORESEEN = [
    (Refused(RefusalCode.TOO_MANY_COLUMNS, params={"count": "300", "limit": "256"}), 422, "256"),
    (ReaderError(ReaderProblem.NO_PROCESS), 503, LATER),
    (failure(StorageProblem.LOCKED), 503, LATER),
    (BrokenProcessPool(SECRET), 503, LATER),
]


@pytest.fixture(autouse=True)
def _logged_as_usual() -> Iterator[None]:
    configure("warning", "json")
    yield
    configure("warning", None)


def paths(house: House) -> list[str]:
    own = f"/imports/{ids_of(house)[0]}"
    return [f"{own}/columns", f"{own}/rows/4", f"{own}/workbooks/checked"]


def test_what_nobody_foresaw_is_told_in_words_and_logged_without_what_it_quotes(
    few: House, few_site: tuple[str, InThisProcess], capsys: pytest.CaptureFixture[str]
) -> None:
    address, heavy = few_site
    heavy.fails_with = KeyError(SECRET)
    for lang, word in (("en", "It is not your fault"), ("de", "Es liegt nicht an Ihnen")):
        browser = logged_in(address, "kim", lang)
        for path in paths(few):
            answer = browser.opens(path)
            assert (answer.status_code, word in told(answer), 'id="main"' in answer.text) == (500, True, True)
            for name, value in (ALWAYS | UNLESS_SAID).items():
                assert answer.headers[name] == value
            assert SECRET not in answer.text
    log = capsys.readouterr().err
    assert ("Traceback" in log, "jürgen" in log, "28817399" in log) == (False, False, False)
    assert '"event": "page.failed"' in log
    assert '"url.template": "/imports/{import_id}/columns"' in log
    assert '"exception.type": "KeyError"' in log


def test_a_change_that_breaks_off_is_told_too(few: House, few_site: tuple[str, InThisProcess]) -> None:
    address, heavy = few_site
    browser = logged_in(address, "kim")
    own = f"/imports/{ids_of(few)[0]}"
    browser.opens(f"{own}/rows/5")
    heavy.fails_with = RuntimeError(SECRET)
    form = {"proof": proof_of(browser), "seen": "0", "cell-C5": "quirin.quer@example.org", "typed-C5": "quirin.quer"}
    answer = browser.client.post(f"{own}/cells", data=form, headers={"HX-Request": "true"})
    assert (answer.status_code, 'id="main"' in answer.text) == (500, True)


@pytest.mark.parametrize(("failed", "status", "word"), FORESEEN, ids=lambda one: type(one).__name__)
def test_what_can_be_foreseen_has_its_own_words(
    few: House, few_site: tuple[str, InThisProcess], failed: Exception, status: int, word: str
) -> None:
    address, heavy = few_site
    browser: Browser = logged_in(address, "kim")
    heavy.fails_with = failed
    for path in paths(few):
        answer = browser.opens(path)
        assert (answer.status_code, word in told(answer)) == (status, True)


@pytest.mark.parametrize(
    "failed",
    [
        failure(StorageProblem.LOCKED),
        InboxError(StorageProblem.FILE_GONE, permanent=True),
        ReaderError(ReaderProblem.NO_PROCESS),
        Refused(RefusalCode.MISSING_COLUMN, column="B", params={"what": "x"}),
        Stopped(StopCode.CONTENDED, row="3"),
    ],
)
def test_a_failure_of_ours_comes_whole_from_another_process(failed: Exception) -> None:
    """One that does not ends the pool for everybody who waits."""
    come = pickle.loads(pickle.dumps(failed))  # noqa: S301 - our own
    assert (type(come), vars(come), str(come)) == (type(failed), vars(failed), str(failed))
    assert isinstance(come, StorageError | ReaderError | Refused | Stopped)
