"""Goes through the guide from its first command to its last, on three machines that live on this one."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.production.guide import PROCESS_OF, Block, unit_step
from tests.production.loopback import OTHERWISE, Loopback
from tests.production.machines import Done, Machine

LATEST = "SELECT id || ' ' || coalesce(digest, '') FROM import ORDER BY id DESC LIMIT 1"

LOOKS = {"trunkload doctor": 3}
"""How often a command may be given: three machines on two cores are slower than a probe of five seconds allows."""


class WrongEnd(Exception):  # noqa: N818 - not an error of ours: a command of the guide did not do what it says
    """Which one, and what it said."""


@dataclass
class Walk:
    """What was done so far. `before`: what has to be so before a command is given, by its text, and `after`: before it
    counts as done; `tell`: where it is told."""

    machines: dict[str, Machine]
    before: dict[str, Callable[[], object]]
    after: dict[str, Callable[[], object]]
    tell: Callable[[str], object] = sys.stdout.write
    ran: int = 0
    not_run: list[str] = field(default_factory=list)
    once: set[str] = field(default_factory=set)

    def follow(self, block: Block) -> None:
        for name in block.machines:
            machine = self.machines[name]
            if block.path is not None:
                machine.write(block.path, block.text.replace("WORKER_NAME=one", f"WORKER_NAME={name}"))
                self._told(name, f"(writes {block.path})", "", 0.0)
            for command in block.commands:
                self.give(machine, command, block)

    def give(self, machine: Machine, command: str, block: Block) -> None:
        """One command, unless only a machine of its own can do it, or it has done just the same for another one."""
        if block.only_real:
            self.not_run.append(f"{machine.name}$ {command}")
            self.tell(f"  --   {machine.name}$ {command}\n")
            return
        same = machine.here(command)
        if len(block.machines) > 1 and same in self.once:
            return
        self.once.add(same)
        self.before.get(command, lambda: None)()
        begun = time.monotonic()
        done = self._done(machine, self._with_ids(machine, command), block)
        for _ in range(LOOKS.get(command, 1) - 1):
            if done.code == 0:
                break
            self.tell(f"  again {machine.name}$ {command}\n")
            done = self._done(machine, self._with_ids(machine, command), block)
        shown = command if block.language == "sh" else f"(python) {command.strip().splitlines()[-1].strip()}"
        if done.code != 0:
            raise WrongEnd(f"{machine.name}$ {shown}\nended with {done.code}:\n{done.said}")
        self.after.get(command, lambda: None)()
        self.ran += 1
        self._told(machine.name, shown, done.said, time.monotonic() - begun)

    def _done(self, machine: Machine, command: str, block: Block) -> Done:
        step = unit_step(command)
        if step is not None:
            machine.do(step, PROCESS_OF[step.unit])
            return Done(0, f"by the line “{PROCESS_OF[step.unit]}” of the Procfile")
        return machine.run(command) if block.language == "sh" else machine.run_python(command)

    def _with_ids(self, machine: Machine, command: str) -> str:
        """The import that came last, and what it is approved by."""
        if "IMPORT_ID" not in command:
            return command
        latest = machine.run(f'runuser -u postgres -- psql --no-align --tuples-only -d trunkload -c "{LATEST}"').said
        import_id, _, digest = latest.partition(" ")
        return command.replace("IMPORT_ID", import_id).replace("DIGEST", digest[:16])

    def _told(self, name: str, command: str, said: str, seconds: float) -> None:
        last = f"  {said.splitlines()[-1].strip()[:100]}" if said else ""
        self.tell(f"  ok   {name}$ {command}\n       {seconds:5.1f} s{last}\n")


@contextmanager
def machines_at(folder: Path, here: Loopback, names: tuple[str, ...]) -> Iterator[dict[str, Machine]]:
    """Each with folders of its own; whatever runs on them has ended afterwards."""
    machines = {name: _machine(folder / name, here) for name in names}
    try:
        yield machines
    finally:
        for machine in machines.values():
            machine.end_all()


def _machine(folder: Path, here: Loopback) -> Machine:
    folder.mkdir()
    places = {told: f"{folder}{told}" for told in ("/etc/trunkload", "/var/lib/trunkload", "/var/lib/prefect")}
    added = "".join(f"{name}={value}\n" for name, value in (here.beside | OTHERWISE).items() if "KEY" not in name)
    return Machine(folder.name, folder, {**here.standing_for, **places}, here.beside, here.postgresql, added)
