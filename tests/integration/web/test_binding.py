"""Whoever comes in with an account of the company is the same person here for ever, whatever the account is called."""

import pytest

from tests.integration.flows.houses import USER
from tests.integration.web.sites import with_web
from trunkload.flows.wiring import House
from trunkload.storage.company_accounts import disable_account, release_account
from trunkload.storage.database import reading, writing
from trunkload.storage.people import Role
from trunkload.storage.sessions import find_session
from trunkload.web.company_account import begun_session
from trunkload.web.lasting import patience_of
from trunkload.web.provider import NotLetIn, Why

ISSUER = "https://login.example.org"


class Provider:
    """What becomes of somebody whom the provider calls `name` and knows as `subject`."""

    def __init__(self, house: House, issuer: str = ISSUER, **settings: object) -> None:
        self.house = with_web(house, oidc_issuer=issuer, oidc_client_id="page", **settings)

    def lets_in(self, subject: str, name: str) -> str:
        """The login of the session that begins."""
        token = begun_session(self.house, subject, name, frozenset({Role.UPLOADER}))
        with reading(self.house.ledger) as conn:
            session = find_session(conn, token, self.house.clock(), patience_of(self.house.settings.web))
        assert session is not None
        return session.login

    def refuses(self, subject: str, name: str) -> tuple[Why, str]:
        with pytest.raises(NotLetIn) as refused:
            begun_session(self.house, subject, name, frozenset({Role.UPLOADER}))
        return refused.value.why, refused.value.login


@pytest.fixture
def provider(house: House) -> Provider:
    return Provider(house)


def test_another_account_that_takes_a_name_does_not_become_whom_it_was(provider: Provider) -> None:
    assert provider.lets_in("4711", "nina.neu") == "nina.neu"
    assert provider.lets_in("4711", "nina.neu") == "nina.neu"
    assert provider.refuses("666", "nina.neu") == (Why.NAME_BOUND, "nina.neu")
    elsewhere = Provider(provider.house, issuer="https://elsewhere.example.org")
    assert elsewhere.refuses("4711", "nina.neu") == (Why.NAME_BOUND, "nina.neu")


def test_an_account_whose_name_changes_stays_who_it_is(provider: Provider) -> None:
    """With two names one person could approve what the other one sent."""
    assert provider.lets_in("4711", "nina.neu") == "nina.neu"
    assert provider.lets_in("4711", "nina.alt") == "nina.neu"
    assert provider.lets_in("4712", "nina.alt") == "nina.alt"


def test_the_name_in_which_command_line_and_inbox_work_is_nobodys(provider: Provider) -> None:
    assert provider.refuses("4711", USER) == (Why.NAME_OURS, USER)


def test_an_account_with_the_name_of_a_local_user_does_not_become_that_user(provider: Provider) -> None:
    assert provider.refuses("4711", "kim") == (Why.NAME_TAKEN, "kim")
    assert Provider(provider.house, local_users=False).lets_in("4711", "kim") == "kim"


def test_an_account_that_is_disabled_stays_out_until_its_name_is_freed(provider: Provider) -> None:
    assert provider.lets_in("4711", "nina.neu") == "nina.neu"
    with writing(provider.house.ledger) as conn:
        assert disable_account(conn, "nina.neu", provider.house.clock())
    assert provider.refuses("4711", "nina.neu") == (Why.DISABLED, "nina.neu")
    assert provider.refuses("4712", "nina.neu") == (Why.NAME_BOUND, "nina.neu")
    with writing(provider.house.ledger) as conn:
        assert release_account(conn, "nina.neu")
    assert provider.lets_in("4712", "nina.neu") == "nina.neu"


def test_an_account_without_a_name_or_a_subject_does_not_come_in(provider: Provider) -> None:
    assert provider.refuses("4711", "")[0] is Why.NO_NAME
    assert provider.refuses("", "nina.neu")[0] is Why.NO_NAME
