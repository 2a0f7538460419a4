"""Knows which findings a company may make graver or milder than the domain does, and of which nobody may."""

from trunkload.validation.codes import Code

MAY_WARN = frozenset(
    {
        Code.EMAIL_DOMAIN,
        Code.INTERNAL_DIRECTORY,
        Code.INTERNAL_SPECIAL_FUNCTION,
        Code.POSTAL_CODE_FORM,
        Code.POSTAL_CODE_ZERO_LOST,
        Code.USERNAME_NO_DIGIT,
    }
)
"""Blocked by default, and still something that can be ordered (`rules.warn`). Whatever else blocks would be refused by
the carrier, leave open what is ordered, or dial the emergency call (S-19)."""

MAY_BLOCK = frozenset(
    {
        Code.ACTIVATION_AFTER_ENTRY,
        Code.ADDRESS_INCOMPLETE,
        Code.ADDRESS_NOT_USED,
        Code.APOSTROPHE_LEFT,
        Code.AUTH_EMAIL_REPEATED,
        Code.DECIMAL_ZERO,
        Code.EMAIL_SHARED,
        Code.FIXED_BLANK,
        Code.INTERNAL_DIRECTORY_SIX,
        Code.INTERNAL_LEADING_ZERO,
        Code.INTERNAL_PREFIX,
        Code.INTERNAL_PREFIX_KNOWN,
        Code.INVISIBLE_CHARACTERS,
        Code.MERGED,
        Code.MOBILE_FOREIGN,
        Code.NAME_HAS_DIGITS,
        Code.NUMBER_BEHIND_SHORTER,
        Code.PHONE_NOTATION,
        Code.PHONE_NUMBER_CELL,
        Code.PHONE_PREFIX_GUESSED,
        Code.TEXT_FORMULA,
        Code.USERNAME_DIGITS_ONLY,
        Code.USERNAME_LOWERED,
    }
)
"""Warnings by default about what is ordered (`rules.block`). How the password travels is `rules.delivery`."""
