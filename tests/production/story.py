"""Knows what happens between the chapters of the guide, and what has to be true in the end: nobody is ordered twice."""

import json
import time
from collections import Counter
from collections.abc import Callable

from tests.integration.storage.buckets import client_of
from tests.production.guide import Block
from tests.production.machines import Machine
from tests.production.walk import Walk

PATIENCE = 90.0
HEADER = "Vorname;Nachname;E-Mail;Authentifizierung ohne Mobilfunknummer;Standort"
THERE_BEFORE, FIRST, SECOND, THIRD = 15, 36, 20, 10
"""People: in the sample account, ready in the sample sheet, in the two sheets of the story."""

BESIDE = Block("", "sh", ("two",), "")


class Story:
    """Two more sheets, a worker that is killed in the middle of one, and what is ordered after the back-up."""

    def __init__(self, machines: dict[str, Machine], endpoint: str) -> None:
        self._bucket = client_of(endpoint)
        self._machines = machines
        self._one, self._two = machines["one"], machines["two"]
        kill = "systemctl kill --signal=KILL trunkload-worker"
        server = ("systemctl enable --now trunkload-prefect-server", "systemctl restart trunkload-prefect-server")
        self.walk = Walk(machines, {kill: self._until_claimed}, dict.fromkeys(server, self._until_served))
        self._chapters: dict[str, Callable[[], None]] = {
            "7. What runs when, once": lambda: self._sheet("second.csv", "Zweite", SECOND),
            "When a worker dies": self._finished_by_the_other,
            "Back-up": self._ordered_since,
            "Restore": self._everybody_once,
            "Upgrade": self._forgotten,
        }

    def after(self, heading: str) -> None:
        self._chapters.get(heading, lambda: None)()

    def logs(self) -> str:
        told = ((name, process) for name, machine in self._machines.items() for process in machine.running)
        return "\n".join(
            f"--- {name}: {process}\n{self._machines[name].log(process)[-3000:]}" for name, process in told
        )

    def _sheet(self, name: str, family: str, count: int) -> None:
        """Of people who are nobody."""
        people = [
            f"Mara{chr(97 + i)};{family}{chr(97 + i)};mara{i}.{family.lower()}@example.org;ja;Köln"
            for i in range(count)
        ]
        for machine in (self._one, self._two):
            (machine.home / name).write_text("\n".join([HEADER, *people]) + "\n", "utf-8")

    def _until_served(self) -> None:
        """It takes ten seconds to start, more the first time."""
        self._until("Prefect server", lambda: self._one.run("prefect work-pool ls").code == 0)

    def _until_claimed(self) -> None:
        """The worker has the sheet in hand."""
        self._until("claim", lambda: any(key.endswith(".claim") for key in self._keys("arrivals/working/")))

    def _until(self, what: str, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < deadline, f"no {what}"
            time.sleep(0.1)

    def _give(self, command: str) -> None:
        self.walk.give(self._two, command, BESIDE)

    def _finished_by_the_other(self) -> None:
        """Once: planned, with its people, and nothing of it left in hand."""
        assert self._imports() == {"done": 1, "planned": 1}
        assert self._keys("arrivals/working/") == []
        assert len([key for key in self._keys("arrivals/done/") if key.endswith("second.csv")]) == 1
        assert self._asked("SELECT count(*) FROM order_item WHERE state = 'draft'") == str(SECOND)

    def _ordered_since(self) -> None:
        """The plan that waited is approved, and another sheet is imported and ordered: no back-up knows of it."""
        self.walk.tell("\n  Beside the guide: what the back-up does not know\n")
        self._give("trunkload approve IMPORT_ID --digest DIGEST")
        self._sheet("third.csv", "Dritte", THIRD)
        self._give("trunkload import third.csv")
        self._give("trunkload approve IMPORT_ID --digest DIGEST")
        assert self._imports() == {"done": 3}

    def _everybody_once(self) -> None:
        """At the carrier as here."""
        self.walk.tell("\n  Beside the guide: is everybody there once?\n")
        self._give("trunkload sync")
        people = json.loads(self._two.run("trunkload workplaces --format json").said)
        names = Counter(one["username"] for one in people)
        assert names.most_common(1)[0][1] == 1
        assert len(people) == THERE_BEFORE + FIRST + SECOND + THIRD
        assert self._imports() == {"done": 2, "cancelled": 1}

    def _keys(self, begin: str) -> list[str]:
        found = self._bucket.list_objects_v2(Bucket="telephony", Prefix=begin)
        return [str(one["Key"]) for one in found.get("Contents", ())]

    def _forgotten(self) -> None:
        """A program that is older than the tables, as on a machine that somebody forgot, refuses to work."""
        self.walk.tell("\n  Beside the guide: the tables are newer than the program\n")
        self._asked("UPDATE alembic_version SET version_num = '9' || version_num")
        self._give("code=0; trunkload list || code=$?; test $code = 3")
        self._asked("UPDATE alembic_version SET version_num = substr(version_num, 2)")

    def _imports(self) -> dict[str, int]:
        told = self._asked("SELECT state, count(*) FROM import GROUP BY 1")
        return {state: int(count) for state, count in (line.split("|") for line in told.splitlines())}

    def _asked(self, query: str) -> str:
        ask = f'runuser -u postgres -- psql --no-align --tuples-only -d trunkload -c "{query}"'
        return self._one.run(ask).said
