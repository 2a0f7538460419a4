"""Knows how a person says on the command line how a file is to be read: options of `check` and `import`."""

from collections.abc import Sequence

from trunkload.cli.deciding import codes_and_decisions
from trunkload.cli.refusal import WrongCall
from trunkload.cli.strategies import written_strategies
from trunkload.intake.choices import Choices
from trunkload.intake.decided import LEFT_OUT
from trunkload.intake.field_names import field_names
from trunkload.intake.fields import STAFF_COLUMNS
from trunkload.intake.vocabulary import in_one_line, normalised
from trunkload.validation.language import Lang


def choices_of(  # noqa: PLR0913 - one for each option
    maps: Sequence[str],
    suggestions: Sequence[str],
    sheet: str | None,
    *,
    include_hidden: bool,
    accept: Sequence[str] = (),
    policy: str | None = None,
    strategies: Sequence[str] = (),
) -> Choices:
    """What was chosen; raises WrongCall where a decision is none, or names a field or code that does not exist.

    `decisions` name their fields as the person does: only the sheet can tell which are meant.
    """
    codes, decisions = codes_and_decisions(accept)
    return Choices(
        sheet=sheet,
        include_hidden=include_hidden,
        columns=_columns(maps),
        accept=_codes([*suggestions, *codes]),
        decisions=decisions,
        policy=policy,
        strategies=written_strategies(strategies),
    )


def _columns(maps: Sequence[str]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for written in maps:
        header, equals, name = written.rpartition("=")
        header = in_one_line(header)
        if not equals or not header:
            raise WrongCall("map_form", map=written)
        field = _field(name)
        if columns.setdefault(header, field) != field:
            raise WrongCall("map_twice", header=header)
    return columns


def _codes(names: Sequence[str]) -> tuple[str, ...]:
    """The codes of findings whose suggestions are taken."""
    if not names:
        return ()
    from trunkload.validation.accepting import (  # noqa: PLC0415 - pandas, which a wrong call need not wait for
        ACCEPTABLE,
        NotAcceptableError,
        codes_to_accept,
    )

    try:
        return tuple(sorted(code.value for code in codes_to_accept(names)))
    except NotAcceptableError as failed:
        known = ", ".join(sorted(code.value for code in ACCEPTABLE))
        raise WrongCall("accept_unknown", names=", ".join(failed.names), codes=known) from None


def _field(name: str) -> str:
    """The canonical name of what a person calls a field in either language; nothing means to leave the column out."""
    wanted = normalised(name)
    if not wanted and not name.strip():
        return LEFT_OUT
    for names in (dict(zip(STAFF_COLUMNS, STAFF_COLUMNS, strict=True)), *map(field_names, Lang)):
        found = next((field for field, known in names.items() if normalised(known) == wanted), None)
        if found is not None:
            return found
    raise WrongCall("map_field", field=name.strip(), fields=", ".join(STAFF_COLUMNS))
