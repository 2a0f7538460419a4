import pytest

from trunkload.portal.rehearsal.item_rules import item_issues


def issues(**traits: str) -> list[str]:
    return [issue.code for issue in item_issues(traits, "")]


@pytest.mark.parametrize("username", ["a.b.c", "max.mustermann", "12345", "bernd-meyer2", "a_b-c.d"])
def test_a_right_username_passes(username: str) -> None:
    """S-04 to S-07."""
    assert issues(username=username) == []


@pytest.mark.parametrize(
    ("username", "code"),
    [("abcd", "USERNAME_TOO_SHORT")]
    + [
        (name, "USERNAME_FORM")
        for name in ("Max.M", "müller", "straße1", "max muster", "max@firma", "abcdé", "ab..cd", "ab.-cd", "ab_-cd")
    ]
    + [(name, "USERNAME_FORM") for name in (".abcde", "abcde.", "abcde\n", "١٢٣٤٥")],
)
def test_a_wrong_username_is_refused(username: str, code: str) -> None:
    """S-04 to S-07."""
    assert issues(username=username) == [code]


@pytest.mark.parametrize("number", ["79", "177", "111", "113", "118", "1180", "118000", "11", "10", "007"])
def test_a_right_internal_number_passes(number: str) -> None:
    """S-17 to S-19, R-04."""
    assert issues(internalNumber=number) == []


@pytest.mark.parametrize("number", ["77", "770", "78", "110", "1100", "112", "1123", "11833"])
def test_a_reserved_internal_number_is_refused(number: str) -> None:
    """S-17 to S-19."""
    assert issues(internalNumber=number) == ["INTERNAL_NUMBER_RESERVED"]


@pytest.mark.parametrize("number", ["1", "1234567", "12a", "", "12\n"])
def test_an_internal_number_has_two_to_six_digits(number: str) -> None:
    """R-04."""
    assert issues(internalNumber=number) == ["INTERNAL_NUMBER_FORM"]


@pytest.mark.parametrize(("number", "right"), [("+49221471000001", True), ("+492214710000012", False), ("0221", False)])
def test_a_number_has_at_most_twelve_digits_behind_49(number: str, right: bool) -> None:
    """S-14, S-15: `+` and 14 digits at most."""
    assert issues(externalNumber=number) == ([] if right else ["NUMBER_FORM"])


@pytest.mark.parametrize(
    ("traits", "codes"),
    [
        ({"passwordChannel": "sms", "credentialMobile": "+4915228817386"}, []),
        ({"passwordChannel": "email"}, []),
        ({"passwordChannel": "sms"}, ["DELIVERY_CONTRADICTORY"]),
        ({"passwordChannel": "email", "credentialMobile": "+4915228817386"}, ["DELIVERY_CONTRADICTORY"]),
        ({"passwordChannel": "letter"}, ["DELIVERY_UNKNOWN"]),
        ({"passwordChannel": "sms", "credentialMobile": "+492214710001"}, ["MOBILE_FORM"]),
        ({"credentialEmail": "anna"}, ["EMAIL_FORM"]),
    ],
)
def test_credentials_have_exactly_one_way(traits: dict[str, str], codes: list[str]) -> None:
    """S-08 to S-12."""
    assert issues(**traits) == codes


def test_an_unknown_package_is_refused() -> None:
    """S-20."""
    assert issues(conferencePackage="Konferenz") == ["PACKAGE_UNKNOWN"]
    assert issues(conferencePackage="plus") == []
