"""The child process: reads one workbook from its standard input under hard limits and answers on its standard output.

Started as a script with the standard library before all on its path; behind it, and without site, where we and numpy
are installed. It loads ourselves and, where cells are many, numpy (a contract of the linter).
"""

import json
import sys


def main() -> None:
    """Arguments: the folder that holds our package, the folder that holds numpy, the limits as JSON."""
    ours, others, told_limits = sys.argv[1:]
    sys.path += [ours, others]
    from trunkload.intake.limits import Limits  # noqa: PLC0415  # the path is known only now
    from trunkload.intake.workbooks.answer import answer  # noqa: PLC0415  # the same
    from trunkload.intake.workbooks.confinement import confine  # noqa: PLC0415  # the same

    limits = Limits(**json.loads(told_limits))
    confine(limits)
    content = sys.stdin.buffer.read()
    for piece in answer(content, limits):
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
