"""What is kept of rehearsals: what they were of, how they ended, and nothing that they left."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from forum.codes.models import Code, CodeState
from forum.jobs import worker
from forum.jobs.models import Job
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.leaving import Leaving
from forum.kernel.policy import Refused
from forum.kernel.unit import transaction
from forum.launches import queries as launched
from forum.launches.actions import Opening, Supply, Words, change_supply, change_words
from forum.launches.models import Audience, Launch
from forum.rehearsals import actions, crowds, findings, queries, running, tasks
from forum.rehearsals.crowds import Kind
from forum.rehearsals.models import Rehearsal, RunState
from forum.rehearsals.running import Broken
from tests.launches.launched import DAY, HOUR, NOON, draft, for_list, member, tier
from tests.rehearsals.furnishing import figures, rehearsal
from tests.rehearsals.test_rehearsing import with_pool
from tests.support import make

# Somebody in a storm who presses for a minute, and the number of the process in which they do.
STORM = """
import os, time
from multiprocessing import get_context
from forum.rehearsals import storms
storms._press = lambda *given: time.sleep(60)
context = get_context("fork")
here, there = context.Pipe(duplex=False)
start = storms.Start(0.0, os.getpid())
given = (there, None, None, [storms.Try(1)], start)
context.Process(target=storms._send, args=given, daemon=True).start()
print("begun", flush=True)
time.sleep(60)
"""


def ran(launch: Launch) -> Any:
    """The latest rehearsal of the launch, read anew."""
    return queries.rehearsal_by_id(queries.latest([launch.id])[launch.id].id)


def test_who_asks_twice_is_refused_while_one_is_open(app: Flask) -> None:
    launch, admin = draft(), make.admin()
    actions.ask(admin, launch)

    with pytest.raises(Refused) as refused:
        actions.ask(admin, launch)

    assert refused.value.verdict.reason == "rehearsal_runs"
    assert len(queries.rehearsals_of(launch)) == 1


def test_the_worker_plays_what_was_asked_for(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    launch = draft(supply=Supply(stock_total=3))
    heard: list[Any] = []

    def play(script: Any, tell: Any) -> Any:
        tell(40)
        heard.append((ran(launch).state, ran(launch).progress, script["members"]))
        return figures()

    monkeypatch.setattr(running, "run", play)
    actions.ask(make.admin(), launch)

    worker.work_off(app)

    assert heard == [(RunState.RUNNING, 40, 2000)]
    row = ran(launch)
    assert (row.state, row.progress, row.fingerprint) == (
        RunState.DONE,
        100,
        queries.fingerprint(launch),
    )


def test_one_that_breaks_says_why_and_is_not_tried_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    launch = draft()
    monkeypatch.setattr(running, "run", broken)
    actions.ask(make.admin(), launch)

    worker.work_off(app)

    row = ran(launch)
    assert (row.state, row.reason, row.details) == (RunState.FAILED, "broken", "zzno room")
    job = db.session.scalars(select(Job).where(Job.kind == actions.PERFORM)).one()
    assert job.done_at is not None


def broken(*_: Any) -> Any:
    raise Broken("broken", "zzno room")


def test_a_worker_that_is_told_to_stop_leaves_it_to_the_next(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    launch = draft()
    asked = actions.ask(make.admin(), launch)

    def leave(*_: Any) -> Any:
        raise Leaving

    monkeypatch.setattr(running, "run", leave)

    with pytest.raises(Leaving):
        actions.perform(asked.id)

    assert ran(launch).state == RunState.QUEUED


def test_what_a_killed_one_left_is_taken_away(app: Flask) -> None:
    left = leftover()

    tasks.sweep({})

    assert not left.exists()


def test_a_storm_does_not_outlive_who_waits_for_it() -> None:
    given = (sys.executable, "-c", STORM)
    with subprocess.Popen(given, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"

        process.kill()

        # The last one that can write here is gone.
        process.communicate(timeout=20)


def test_the_next_one_takes_away_what_a_killed_one_left(app: Flask) -> None:
    left = leftover()

    with running.stage() as place:
        assert place.is_dir()
        assert not left.exists()

    assert not place.exists()


def test_what_is_being_played_stays(app: Flask) -> None:
    with running.stage() as place:
        tasks.sweep({})

        assert place.is_dir()


def leftover() -> Path:
    left = running._folder() / "copy-zzdead"
    left.mkdir(parents=True, exist_ok=True)
    (left / "forum.db").write_text("zz")
    return left


def test_one_on_which_nobody_works_any_more_has_failed(app: Flask) -> None:
    old, new = draft(), draft()
    now = clock.now()
    rehearsal(old.id, state=RunState.RUNNING, asked_at=now - 3 * HOUR, ended_at=None)
    rehearsal(new.id, state=RunState.RUNNING, asked_at=now, ended_at=None)

    tasks.sweep({})

    assert (ran(old).state, ran(old).reason) == (RunState.FAILED, "cut_short")
    assert ran(new).state == RunState.RUNNING


def test_a_rehearsal_that_this_forum_does_not_know_is_no_error(app: Flask) -> None:
    tasks.perform({"rehearsal_id": 99_999})

    assert db.session.scalars(select(Rehearsal)).all() == []


def test_what_the_copy_could_not_do_is_said(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SCRIPT", "elsewhere.json")
    launch = draft()

    row = actions.rehearse_now(launch, 10)

    assert (row.state, row.reason) == (RunState.FAILED, "broken")
    assert "This is not the folder of a rehearsal." in row.details


def test_one_that_takes_too_long_is_stopped(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LONGEST_SECONDS", 0.0)

    row = actions.rehearse_now(draft(), 10)

    assert (row.state, row.reason) == (RunState.FAILED, "too_long")
    assert not list(running._folder().glob("copy-*"))


def test_the_fingerprint_is_that_of_the_arrangement_alone(app: Flask) -> None:
    launch, admin = with_pool(draft(supply=Supply(stock_total=3)), 3), make.admin()
    before = queries.fingerprint(launch)

    change_words(admin, launch, Words("zzAnother name", body="zzmore"))
    assert queries.fingerprint(launch) == before

    change_supply(admin, launch, Supply(stock_total=4, pool_id=launch.pool_id))
    changed = queries.fingerprint(launch)
    assert changed != before

    with transaction():
        gone = update(Code).where(Code.key == "ZZ-1").values(state=CodeState.VOID)
        db.session.execute(gone)
    assert queries.fingerprint(launch) != changed


def test_members_are_counted_by_what_windows_ask_for(app: Flask) -> None:
    gold = tier()
    invited = member(tier="gold", tier_rank=30)
    member(tier="gold", tier_rank=30)
    member(email_confirmed_at=None)
    make.moderator()
    member(deactivated_at=NOON)
    launch = draft(
        for_list([invited.username]),
        Opening(NOON, NOON + DAY, audience=Audience.TIER, tier_id=gold.id),
    )
    windows = launched.windows_of([launch.id])[launch.id]

    kinds = crowds.kinds_of_members(windows)

    invitation = windows[0].id
    assert sorted(kinds, key=str) == sorted(
        [
            Kind(1, "gold", 30, (), (invitation,)),
            Kind(1, "gold", 30),
            Kind(1, is_confirmed=False),
        ],
        key=str,
    )


def test_invented_members_are_spread_as_the_real_ones_are(app: Flask) -> None:
    gold = tier()
    launch = draft(Opening(NOON, NOON + DAY, audience=Audience.TIER, tier_id=gold.id))
    windows = launched.windows_of([launch.id])[launch.id]
    many, few = Kind(990), Kind(10, is_confirmed=False)

    spread = crowds.cast([many, few], windows, 200)

    assert [one.number for one in spread] == [197, 2, 1]
    assert spread[2].tier_rank == gold.rank
    assert [one.number for one in crowds.cast([], windows, 200)] == [200]
    assert crowds.unfit([many, few], windows) == [1]


@pytest.mark.parametrize("word", findings.NEVER)
def test_what_must_never_be_is_found(app: Flask, word: str) -> None:
    launch = with_pool(draft(supply=Supply(stock_total=2)), 2)
    member()
    script = queries.script(launch, 10)

    assert findings.of(script, figures()) == [{"word": "gone_before", "place": 2}]
    found = findings.of(script, figures(**{word: 3}))
    assert found[0] == {"word": word, "number": 3}


def test_when_accounts_become_one_rehearsals_stay_with_whom_is_left(app: Flask) -> None:
    one, other = make.admin(), make.admin()
    row = rehearsal(draft().id, asked_by_id=other.id)

    actions.hand_over(other.id, one.id)

    assert queries.rehearsal_by_id(row.id).asked_by_id == one.id
