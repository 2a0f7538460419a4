"""Knows which columns are alike where damage is judged: names, addresses, digits, what is only passed on."""

from trunkload.intake.fields import Field

NAMES = (Field.FIRST_NAME, Field.LAST_NAME)
ADDRESSES = (Field.EMAIL, Field.AUTH_EMAIL, Field.AUTH_EMAIL_CONFIRM)
PHONES = (Field.MOBILE, Field.PHONE_NUMBER)
DATES = (Field.ACTIVATION_DATE, Field.START_DATE)
IDENTIFIERS = (
    Field.EMPLOYEE_ID,
    Field.POSTAL_CODE,
    Field.EXTENSION,
    Field.INTERNAL_NUMBER,
    Field.COST_CENTER,
)
"""Written in digits, and damaged as soon as a spreadsheet takes them for numbers."""

PROSE = (Field.STREET, Field.CITY, Field.DEPARTMENT, Field.REMARK)

PASSED_ON = (
    Field.SALUTATION,
    Field.TITLE,
    Field.DEPARTMENT,
    Field.COST_CENTER,
    Field.REMARK,
    Field.START_DATE,
)
"""No order depends on them: what is wrong there is worth a look and holds nobody up."""

TRUTH_ALLOWED = (Field.AUTH_WITHOUT_MOBILE, Field.CONFERENCE_PACKAGE, Field.ACTION, Field.REMARK)
"""Columns that understand a truth value, or tell in their own words what they take instead."""
