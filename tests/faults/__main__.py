"""Runs the campaign and prints what survived: `python -m tests.faults`, with `--part` a part that takes seconds."""

import sys
import tempfile
from pathlib import Path

from tests.faults.campaign import Campaign, Tried, campaign
from tests.faults.scripted import scripts
from tests.faults.sending_again import sent_ten_times


def main(arguments: list[str]) -> int:
    """1 where a try did not end as it must."""
    part = "--part" in arguments
    with campaign() as tries:
        tried = _all_of(tries, step=7 if part else 1, times=12 if part else 200)
    tried.append(Tried("all", sum(one.tried for one in tried), 0, tuple(each for one in tried for each in one.wrong)))
    for one in tried:
        at_work = f", {one.disturbed} killed while at work" if one.kind.startswith("killed") else ""
        sys.stdout.write(f"{one.kind:32}survived {one.survived} of {one.tried}{at_work}\n")
    for each in tried[-1].wrong:
        sys.stdout.write(f"  {each}\n")
    return 1 if tried[-1].wrong else 0


def _all_of(tries: Campaign, step: int, times: int) -> list[Tried]:
    with tempfile.TemporaryDirectory() as folder:
        again = Tried("the same people sent ten times", 1, 0, sent_ten_times(Path(folder, "home")))
    singles, pairs = ([kinds for kinds in scripts() if len(kinds) == count] for count in (1, 2))
    return [
        tries.every_moment(step),
        tries.any_time(times),
        tries.scripted("each scripted fault", singles),
        tries.scripted("pairs of them", pairs[::step]),
        again,
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
