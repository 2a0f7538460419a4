from tests.unit.validation.builders import another, check, told
from trunkload.validation.codes import Code


def test_a_finding_says_the_letter_of_its_column() -> None:
    """The person sees C3; the third column of this sheet is that of the addresses."""
    checked = check(another(1), another(2, email="ute@"))
    finding = told(checked, Code.EMAIL_FORM, row=3)
    assert (finding.column, finding.row, finding.value) == ("C", 3, "ute@")


def test_a_finding_of_a_whole_row_has_no_column() -> None:
    sheet = [another(1, action=None), another(2, last_name=None)]
    checked = check(*({name: text for name, text in row.items() if name != "first_name"} for row in sheet))
    finding = next(one for one in checked.findings.of_row(2) if one.field == "first_name")
    assert (finding.column, finding.value) == (None, None)
