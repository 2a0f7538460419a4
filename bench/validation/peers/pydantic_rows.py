"""Pydantic, one model a row: its own patterns where one cell decides, validators else, one pass for what is twice."""

from typing import Annotated, Any, Final

import pyarrow as pa
from pydantic import (
    AfterValidator,
    BaseModel,
    ModelWrapValidatorHandler,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from bench.validation import python_rules as rules
from bench.validation.judge import Judge
from bench.validation.python_twice import twice

LIBRARIES = ("pydantic",)
BUILT_IN: Final = {
    ("first_name", "string_type"): "missing",
    ("last_name", "string_type"): "missing",
    ("auth_email", "string_type"): "missing",
    ("first_name", "string_pattern_mismatch"): "name_has_digits",
    ("last_name", "string_pattern_mismatch"): "name_has_digits",
    ("auth_email", "string_pattern_mismatch"): "email_form",
    ("mobile", "string_pattern_mismatch"): "phone_characters",
    ("phone_number", "string_pattern_mismatch"): "phone_characters",
}
"""Codes of what pydantic finds by its own words."""

SEVERAL: Final = "several"


def _told(code: str | None, cell: str) -> str:
    if code is not None:
        raise PydanticCustomError(code, "see the rule")
    return cell


def _all_told(codes: list[str], cell: str) -> str:
    if codes:
        raise PydanticCustomError(SEVERAL, "see the rules", {"codes": codes})
    return cell


Name = Annotated[str, StringConstraints(pattern="^[^0-9]*$")]
Email = Annotated[str, StringConstraints(pattern=f"^{rules.EMAIL}$")]
Telephone = StringConstraints(pattern=f"^{rules.TELEPHONE}$")
Mobile = Annotated[str, Telephone, AfterValidator(lambda cell: _told(rules.mobile_code(cell), cell))]
Wish = Annotated[str, Telephone, AfterValidator(lambda cell: _told(rules.wish(cell)[1], cell))]
Username = Annotated[str, AfterValidator(lambda cell: _all_told(rules.username_codes(cell), cell))]
Internal = Annotated[str, AfterValidator(lambda cell: _all_told(rules.internal_codes(cell), cell))]
PostalCode = Annotated[str, AfterValidator(lambda cell: _told(rules.postal_code_code(cell), cell))]
Choice = Annotated[str, AfterValidator(lambda cell: _told(None if rules.is_choice(cell) else "choice_unknown", cell))]
Package = Annotated[str, AfterValidator(lambda cell: _told(None if rules.is_package(cell) else "choice_unknown", cell))]
Activation = Annotated[str, AfterValidator(lambda cell: _told(None if rules.day(cell) else "date_form", cell))]
Entry = Annotated[str, AfterValidator(lambda cell: _told(None if rules.day(cell) else "entry_date_form", cell))]


class Staff(BaseModel):
    """One row. What several cells break together is told beside what each breaks alone."""

    employee_id: str | None
    first_name: Name
    last_name: Name
    auth_email: Email
    auth_email_confirm: str | None
    mobile: Mobile | None
    auth_without_mobile: Choice | None
    username: Username | None
    postal_code: PostalCode | None
    street: str | None
    phone_number: Wish | None
    internal_number: Internal | None
    conference_package: Package | None
    activation_date: Activation | None
    start_date: Entry | None
    city: str | None

    @model_validator(mode="wrap")
    @classmethod
    def across(cls, row: dict[str, str | None], handler: ModelWrapValidatorHandler["Staff"]) -> "Staff":
        told = [_error(field, code) for field, code in rules.across(row)]
        if not told:
            return handler(row)
        try:
            handler(row)
        except ValidationError as failed:
            told += [
                _error(str(one["loc"][0]), code) for one in failed.errors(include_url=False) for code in _codes(one)
            ]
        raise ValidationError.from_exception_data("Staff", told)


def _error(field: str, code: str) -> InitErrorDetails:
    told = PydanticCustomError(code, "see the rule")
    return InitErrorDetails(type=told, loc=(field,), input=None)


def _codes(error: Any) -> list[str]:
    if error["type"] == SEVERAL:
        codes: list[str] = error["ctx"]["codes"]
        return codes
    return [BUILT_IN.get((error["loc"][0], error["type"]), error["type"])]


def judge(table: pa.Table) -> Judge:
    rows = table.to_pylist()
    return Judge(lambda: failures(rows), set)


def failures(rows: list[dict[str, str | None]]) -> list[tuple[int, str]]:
    found, validate = [], Staff.model_validate
    for place, row in enumerate(rows):
        try:
            validate(row)
        except ValidationError as failed:
            errors = failed.errors(include_url=False)
            found += [(place, f"{error['loc'][0]}.{code}") for error in errors for code in _codes(error)]
    return [*found, *twice(rows)]
