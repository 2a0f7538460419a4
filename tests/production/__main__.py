"""Runs docs/guide/production.md on this machine: `make production-test`."""

import logging
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.production.guide import GUIDE, MACHINES, blocks
from tests.production.loopback import OTHERWISE, loopback
from tests.production.story import Story
from tests.production.walk import WrongEnd, machines_at

KEPT_QUIET = "_PASSWORD", "_KEY", "_SECRET"


def main() -> int:
    """1 where a command did not end as the guide says."""
    begun, write = time.monotonic(), sys.stdout.write
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends it gets a tidy machine back
    # Of the S3 server here every request, and what it trips over when two ask at once; boto3 asks again.
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="trunkload-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with loopback(folder) as here, machines_at(folder, here, MACHINES) as machines:
            write("Other here than in the guide:\n")
            for told, meant in here.standing_for.items():
                write("" if told.endswith(KEPT_QUIET) else f"  {told} is {meant}\n")
            write("".join(f"  {name}={value}\n" for name, value in OTHERWISE.items()))
            story = Story(machines, here.beside["AWS_ENDPOINT_URL"])
            try:
                heading = ""
                for block in blocks(GUIDE.read_text("utf-8")):
                    if block.heading != heading:
                        story.after(heading)
                        heading = block.heading
                        write(f"\n## {heading}\n")
                    story.walk.follow(block)
                story.after(heading)
            except (WrongEnd, AssertionError) as wrong:
                write(f"\nNOT AS THE GUIDE SAYS: {wrong}\n{story.logs()}\n")
                return 1
    walk = story.walk
    write(f"\n{walk.ran} commands ran, {len(walk.not_run)} need a machine of its own and were not run here (--).\n")
    write(f"{time.monotonic() - begun:.0f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
