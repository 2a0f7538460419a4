"""Whatever is done to numbers, by whom and in which order: they add up, and each has one holder (promise 3)."""

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import text

from tests.builders import with_numbers
from tests.effort import part
from tests.integration.inventory.ledgers import Teller, assert_sound, house_on, koeln, new_ledger, received
from tests.integration.storage.builders import Wish, answer
from tests.integration.storage.builders import plan as plan_of
from trunkload.flows.approving import approve_plan
from trunkload.flows.checking import prices_in_force, rules_of
from trunkload.flows.failures import Stopped
from trunkload.flows.giving_up import cancel_import
from trunkload.flows.lapsing import lapse
from trunkload.flows.planning import hold_for_plan
from trunkload.flows.syncing import sync_account
from trunkload.flows.wiring import House
from trunkload.intake.choices import AS_ASKED
from trunkload.inventory.account import WORKPLACE_COLUMNS, Account, NumberState, text_frame
from trunkload.inventory.allocation import KEPT_BACK_COLUMNS
from trunkload.orders.build import cost_of, digest_of
from trunkload.orders.plan import Plan
from trunkload.orders.states import ImportState
from trunkload.storage.accounts import read_account
from trunkload.storage.database import reading, writing
from trunkload.storage.failures import ClaimLost
from trunkload.storage.holding import Hold
from trunkload.storage.imports import ImportChanges, find_import, list_imports, move_import
from trunkload.storage.moving import Note, move_numbers
from trunkload.storage.ordered import read_orders
from trunkload.storage.orders import save_answer
from trunkload.storage.plans import save_plan
from trunkload.storage.releasing import release_numbers
from trunkload.storage.settling import assign_numbers, rest_numbers

EXTENSIONS = [f"{at:03}" for at in range(24)]
TEXT = pd.StringDtype("pyarrow")
EXAMPLES, STEPS = 20, 50
DEEDS = (
    *("planned", "lost", "taken over", "approved", "plan_changed", "has_lapsed", "given back"),
    *("assigned", "ended", "lapsed"),
)
"""What has to happen on the way, or the steps prove little."""

ASSIGNED = "SELECT number, workplace_id FROM order_item WHERE order_reference = :reference AND state = 'completed'"
extensions = st.sampled_from(EXTENSIONS)
several = st.lists(extensions, min_size=1, max_size=4, unique=True)


def as_shown(plan: Plan, until: datetime) -> ImportChanges:
    """What an approval compares."""
    return {
        "held_until": until,
        "digest": plan.digest,
        "rule_version": plan.rule_version,
        "monthly": plan.cost.monthly,
        "one_off": plan.cost.one_off,
        "currency": plan.cost.currency,
        "sample_prices": plan.cost.sample,
    }


def e164(extension: str) -> str:
    return f"+492214710{extension}"


class Ledger(RuleBasedStateMachine):
    """One house, whose people plan, approve, cancel and order, whose clock runs, and whose carrier has its own mind."""

    new_url: Callable[[], str]
    deeds: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.carrier = Teller(koeln(EXTENSIONS[-1]))
        self.late = timedelta()
        self.people = 0
        self.house = self._open(self.new_url())

    def _open(self, url: str) -> House:
        house = house_on(url, self.folder, self.carrier)
        return replace(house, clock=lambda: datetime.now(UTC) + self.late)

    def teardown(self) -> None:
        self.house.ledger.dispose()
        shutil.rmtree(self.folder)

    @property
    def account(self) -> Account:
        with reading(self.house.ledger) as conn:
            account = read_account(conn, self.house.clock())
        assert account is not None
        return account

    def import_in(self, pick: int, *states: ImportState) -> str | None:
        with reading(self.house.ledger) as conn:
            found = list_imports(conn, set(states))
        return found[pick % len(found)].id if found else None

    def plan_for(self, import_id: str, *wishes: Wish) -> Plan:
        """As `import` would build it, with the digest that an approval asks for."""
        plan = plan_of(*wishes, import_id=import_id)
        cost = cost_of(plan.items, prices_in_force(self.carrier.account.price_list, self.house.settings))
        rules = rules_of(self.house.settings, AS_ASKED).version
        return replace(plan, cost=cost, rule_version=rules, digest=digest_of(plan.items, cost, rules))

    def somebody(self, extension: str) -> Wish:
        self.people += 1
        name = f"somebody.{self.people}"
        return Wish(extension, username=name, employee=name, identity=name, internal=f"5{self.people:05}")

    @rule(count=st.integers(1, 4), keeps=st.booleans())
    def plan_what_is_free(self, count: int, keeps: bool) -> None:
        """The lowest free numbers, as an allocation proposes them, behind one that waits for one of the people; the
        next one waits for a blocked row."""
        account = self.account
        numbers = [*account.kept.index[:1], *account.numbers.index[account.numbers["state"] == NumberState.FREE]]
        free = [str(one)[-3:] for one in numbers]
        if len(free) > count:
            self.plan(free[:count], free[count : count + keeps])

    @rule(asked=several, kept=several)
    def plan_anything(self, asked: list[str], kept: list[str]) -> None:
        self.plan(asked, kept)

    @rule(count=st.integers(1, 4), made=st.lists(st.booleans(), min_size=4, max_size=4))
    def hire(self, count: int, made: list[bool]) -> None:
        """Without delay, from the plan to the workplaces."""
        self.plan_what_is_free(count, keeps=False)
        self.approve(0)
        self.order(0, made)

    def plan(self, asked: list[str], kept: list[str]) -> None:
        """Lost where, and only where, one of the numbers is neither free nor kept for somebody's row."""
        account, import_id = self.account, received(self.house)
        waits = [one for one in kept if one not in asked][:1]
        plan = self.plan_for(import_id, *map(self.somebody, asked))
        until = self.house.clock() + timedelta(days=self.house.settings.holding.days)
        try:
            with writing(self.house.ledger) as conn:
                told = as_shown(plan, until)
                move_import(conn, import_id, {ImportState.RECEIVED}, ImportState.PLANNED, **told)
                save_plan(conn, plan)
                hold_for_plan(conn, account, plan, self.kept_back(waits), Hold(import_id, until, "hr"))
        except ClaimLost:
            lost = True
        else:
            lost = False
        numbers = account.numbers.reindex([e164(one) for one in (*asked, *waits)])
        givable = (numbers["state"] == NumberState.FREE).fillna(value=False).astype(bool) | numbers.index.isin(
            account.kept.index
        )
        assert not (lost and self.written_down(account) and givable.all())
        assert lost or givable.all()
        self.deeds["lost" if lost else "planned"] += 1
        self.deeds["taken over"] += 0 if lost else int(numbers.index.isin(account.kept.index).sum())

    def written_down(self, account: Account) -> bool:
        """Whether what is read as free stands so in the database: nothing is over that nobody has given up yet."""
        with reading(self.house.ledger) as conn:
            earlier = read_account(conn, datetime(2026, 1, 1, tzinfo=UTC))
        assert earlier is not None
        return bool(earlier.numbers["state"].equals(account.numbers["state"]))

    @staticmethod
    def kept_back(extensions: list[str]) -> pd.DataFrame:
        told = {"number": [e164(one) for one in extensions], "employee_key": [f"waits.{one}" for one in extensions]}
        rows = pd.Index(range(90, 90 + len(extensions)), dtype="int64", name="row")
        return pd.DataFrame(told, index=rows).reindex(columns=list(KEPT_BACK_COLUMNS)).astype(TEXT)

    @rule(pick=st.integers(0, 9))
    def approve(self, pick: int) -> None:
        import_id = self.import_in(pick, ImportState.PLANNED)
        if import_id is None:
            return
        with reading(self.house.ledger) as conn:
            record = find_import(conn, import_id)
        assert record is not None
        try:
            approve_plan(self.house, import_id, record.digest or "", "admin")
        except Stopped as told:
            self.deeds[told.code] += 1
        else:
            self.deeds["approved"] += 1

    @rule(pick=st.integers(0, 9))
    def approve_too_late(self, pick: int) -> None:
        self.late += timedelta(days=8)
        self.approve(pick)

    @rule(pick=st.integers(0, 9))
    def approve_what_the_carrier_took_from(self, pick: int) -> None:
        import_id = self.import_in(pick, ImportState.PLANNED)
        numbers = self.account.numbers
        held = numbers.index[((numbers["state"] == NumberState.HELD) & (numbers["holder"] == import_id)).fillna(False)]  # noqa: FBT003
        if import_id is not None and len(held) and held[0] in self.carrier.account.numbers.index:
            self.carrier_says(str(held[0]), NumberState.BLOCKED)
            self.approve(pick)

    @rule(pick=st.integers(0, 9))
    def cancel(self, pick: int) -> None:
        import_id = self.import_in(pick, ImportState.PLANNED, ImportState.APPROVED)
        if import_id is not None:
            self.deeds["given back"] += cancel_import(self.house, import_id, "admin")

    @rule(days=st.sampled_from([1, 3, 8, 100]))
    def wait(self, days: int) -> None:
        self.late += timedelta(days=days)

    @rule(days=st.sampled_from([0, 8]))
    def tidy_up(self, days: int) -> None:
        """Nothing looks otherwise when what was over is given up."""
        self.late += timedelta(days=days)
        before = self.account
        self.deeds["lapsed"] += lapse(self.house)
        after = self.account
        told = ["state", "holder", "held_until", "available_from"]
        pd.testing.assert_frame_equal(before.numbers[told], after.numbers[told])
        pd.testing.assert_frame_equal(before.workplaces, after.workplaces)
        pd.testing.assert_frame_equal(before.kept, after.kept)

    @rule(pick=st.integers(0, 9), made=st.lists(st.booleans(), min_size=4, max_size=4))
    def order(self, pick: int, made: list[bool]) -> None:
        """Some rows become workplaces, the others are refused."""
        import_id = self.import_in(pick, ImportState.APPROVED)
        if import_id is None:
            return
        with writing(self.house.ledger) as conn:
            (order,) = read_orders(conn, import_id)
            rows = {f"row{4 + at}": "completed" if made[at] else "failed" for at in range(order.size)}
            told = answer(order.reference, "partial", **rows)
            named = tuple(replace(one, workplace_id=f"wp-{order.reference}-{one.id}") for one in told.items)
            move_import(conn, import_id, {ImportState.APPROVED}, ImportState.SUBMITTING)
            save_answer(conn, order.reference, replace(told, items=named))
            assign_numbers(conn, order.reference, "admin")
            release_numbers(conn, import_id, "admin", "not_ordered")
            move_import(conn, import_id, {ImportState.SUBMITTING}, ImportState.PARTLY_DONE)
            assigned = conn.execute(text(ASSIGNED), {"reference": order.reference}).tuples().all()
        self.deeds["assigned"] += len(assigned)
        for number, workplace in assigned:
            self.carrier_says(str(number), NumberState.ASSIGNED, str(workplace))

    @rule(pick=st.integers(0, 9))
    def end(self, pick: int) -> None:
        """A workplace of the carrier's list is deleted; its number rests, with the day."""
        account = self.account
        listed = account.workplaces[account.workplaces["state"] == "active"]
        holders = account.numbers["holder"].reindex(listed["number"]).set_axis(listed.index)
        listed = listed[(holders == listed.index).fillna(value=False).astype(bool)]
        if listed.empty:
            return
        workplace = str(listed.index[pick % len(listed)])
        number = str(listed.loc[workplace, "number"])
        extension = number[-3:]
        wish = replace(self.somebody(extension), action="delete", workplace=workplace, reason="kept")
        import_id = received(self.house)
        rested = self.house.today + timedelta(days=self.house.settings.holding.rest_days)
        with writing(self.house.ledger) as conn:
            plan = self.plan_for(import_id, wish)
            save_plan(conn, plan)
            reference = plan.orders[0].reference
            save_answer(conn, reference, answer(reference, "completed", row4="completed"))
            assert rest_numbers(conn, reference, rested, "admin") == 1
            move_import(conn, import_id, {ImportState.RECEIVED}, ImportState.DONE)
        self.carrier_says(number, NumberState.FREE)
        after = self.account.numbers.loc[number]
        assert (after["state"], after["available_from"]) == (NumberState.RESTING, rested.isoformat())
        self.deeds["ended"] += 1

    @rule()
    def sync(self) -> None:
        sync_account(self.house)

    @rule(extension=extensions, state=st.sampled_from(["free", "free", "blocked", "function", "assigned"]))
    def carrier_changes(self, extension: str, state: str) -> None:
        number = e164(extension)
        if number in self.carrier.account.numbers.index:
            self.carrier_says(number, NumberState(state), f"wp-{extension}" if state == "assigned" else None)

    def carrier_says(self, number: str, state: NumberState, workplace: str | None = None) -> None:
        """At the carrier, where we learn of it by the next sync."""
        account = with_numbers(self.carrier.account, [number], state=state, holder=workplace)
        others = account.workplaces[account.workplaces["number"] != number]
        there = {"id": workplace, "number": number, "username": workplace, "state": "active"}
        listed = text_frame([there] if workplace else [], index="id", columns=WORKPLACE_COLUMNS)
        self.carrier.account = replace(account, workplaces=pd.concat([others, listed]))

    @rule(extension=extensions)
    def number_leaves_or_comes_back(self, extension: str) -> None:
        """With the workplace on it, if there is one."""
        account, number = self.carrier.account, e164(extension)
        others = account.workplaces[account.workplaces["number"] != number]
        if number in account.numbers.index:
            numbers = account.numbers.drop(index=number)
        else:
            numbers = pd.concat([account.numbers, koeln(EXTENSIONS[-1]).numbers.loc[[number]]])
        self.carrier.account = replace(account, numbers=numbers, workplaces=others)

    @rule(asked=several)
    def block(self, asked: list[str]) -> None:
        with writing(self.house.ledger) as conn:
            move_numbers(
                conn,
                [*map(e164, asked)],
                {NumberState.FREE},
                NumberState.BLOCKED,
                Note("admin", "for the fax"),
                note="fax",
            )

    @rule(asked=several)
    def release(self, asked: list[str]) -> None:
        with writing(self.house.ledger) as conn:
            move_numbers(conn, [*map(e164, asked)], {NumberState.BLOCKED}, NumberState.FREE, Note("admin"), note=None)

    @invariant()
    def sound(self) -> None:
        with reading(self.house.ledger) as conn:
            assert_sound(conn)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Call it for the URL of a fresh ledger."""
    numbered = count(1)

    def new() -> str:
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path / f'{next(numbered)}.db'}"
        else:
            url = str(request.getfixturevalue("new_postgresql_url")())
        new_ledger(url, koeln(EXTENSIONS[-1]))
        return url

    return new


def test_random_steps_break_nothing(new_url: Callable[[], str], request: pytest.FixtureRequest) -> None:
    """A thousand; on a server, where each costs more, a part of them with every other test. The same steps every time,
    so that a build that fails today failed yesterday, too."""
    on_a_server = "postgresql" in request.node.callspec.id
    machine: type[Ledger] = type("Here", (Ledger,), {"new_url": staticmethod(new_url), "deeds": Counter()})
    taken = settings(
        max_examples=part(12, of=EXAMPLES) if on_a_server else EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=taken)
    assert {name for name in DEEDS if machine.deeds[name] < 1} == set()
