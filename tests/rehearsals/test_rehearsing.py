"""A launch is rehearsed on a copy; the forum itself knows nothing of the storm."""

from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, func, select

from forum.badges.models import Badge, BadgeAward
from forum.codes.models import Code, Pool, PoolSource
from forum.commerce.models import CustomerMark
from forum.kernel.db import db
from forum.kernel.policy import Refused
from forum.kernel.unit import transaction
from forum.launches.actions import Opening, Supply
from forum.launches.models import Allocation, Audience, Launch, LaunchWindow
from forum.rehearsals import actions, running
from forum.rehearsals.models import RunState
from tests.launches.launched import DAY, HOUR, MINUTE, NOON, draft, for_list, member, tier
from tests.support import make


def with_pool(launch: Launch, number: int) -> Launch:
    pool = make.save(Pool(label="zzPool", value_text="zz10 off", source=PoolSource.UPLOAD))
    for n in range(number):
        make.save(Code(pool_id=pool.id, code=f"ZZ-{n}", key=f"ZZ-{n}"))
    with transaction():
        launch.pool_id = pool.id
        db.session.add(launch)
    return launch


def everything() -> dict[str, int]:
    """How many rows there are of all that a rehearsal makes in its copy."""
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in db.metadata.sorted_tables
        if table.name != "rehearsals"
    }


def words_of(figures: dict[str, Any]) -> list[str]:
    return [one["word"] for one in figures["problems"]]


def test_a_storm_on_a_copy_gives_every_piece_once_and_touches_nothing(app: Flask) -> None:
    gold = tier()
    member(tier="gold", tier_rank=30)
    for _ in range(3):
        member()
    early = Opening(NOON - DAY, NOON - HOUR, audience=Audience.TIER, tier_id=gold.id, stock_cap=5)
    launch = with_pool(draft(early, Opening(NOON, NOON + HOUR), supply=Supply(stock_total=20)), 20)
    before = everything()

    found = actions.rehearse_now(launch, 60)

    assert (found.state, found.reason, found.details) == (RunState.DONE, "", "")
    told = found.figures
    assert (told["members"], told["tried"], told["silent"]) == (60, 60, 0)
    assert (told["got"], told["pieces"], told["codes"], told["in_line"]) == (20, 20, 20, 40)
    assert (told["codes_twice"], told["with_two"], told["too_many"]) == (0, 0, 0)
    first, second = told["windows"]
    assert (first["tried"], first["got"], first["in_line"], first["left"]) == (15, 5, 10, 15)
    assert (second["tried"], second["got"], second["left"]) == (55, 15, 0)
    assert told["sold_out"]["place"] == 2
    assert [(one["tier"], one["members"]) for one in told["tiers"]] == [("gold", 15), ("", 45)]
    assert sum(one["got"] for one in told["tiers"]) == 20
    assert 0 < told["wait"]["p50"] <= told["wait"]["p95"] <= told["wait"]["longest"]
    assert told["problems"] == []
    assert everything() == before
    assert not list(running._folder().glob("copy-*"))


def test_a_draw_is_entered_drawn_and_taken(app: Flask) -> None:
    invited, known, plain = member(), member(), member()
    badge = make.save(Badge(slug="zzpro", name="zzPro"))
    make.save(BadgeAward(badge_id=badge.id, user_id=plain.id))
    make.save(CustomerMark(user_id=known.id))
    soon = {"opens_at": NOON, "closes_at": NOON + HOUR}
    launch = draft(
        for_list([invited.username], **soon),
        Opening(NOON + MINUTE, NOON + HOUR, audience=Audience.BADGE, badge_id=badge.id),
        Opening(NOON + 2 * MINUTE, NOON + HOUR, audience=Audience.CUSTOMERS),
        supply=Supply(Allocation.DRAW, 6, hold_minutes=60),
    )

    found = actions.rehearse_now(with_pool(launch, 4), 30)

    told = found.figures
    assert (found.state, found.details) == (RunState.DONE, "")
    assert told["entered"] == 30
    assert [(one["place"], one["entered"]) for one in told["windows"]][:3] == [
        (1, 10),
        (2, 10),
        (3, 10),
    ]
    assert told["windows"][3]["place"] == 0
    assert (told["got"], told["codes"], told["codes_due"], told["in_line"]) == (6, 4, 2, 24)
    assert words_of(told) == ["pool_short", "codes_due"]
    assert (told["codes_twice"], told["with_two"], told["silent"]) == (0, 0, 0)


def test_what_is_gone_early_and_whom_no_window_is_for_is_said(app: Flask) -> None:
    gold, platinum = tier(), tier("platinum", 40)
    member(tier="gold", tier_rank=30)
    member()
    member(email_confirmed_at=None, tier="gold", tier_rank=30)
    early = Opening(NOON, NOON + HOUR, audience=Audience.TIER, tier_id=gold.id)
    late = Opening(NOON + HOUR, NOON + DAY, audience=Audience.TIER, tier_id=platinum.id)
    launch = draft(early, late, supply=Supply(stock_total=3))

    found = actions.rehearse_now(launch, 31)

    told = found.figures
    assert words_of(told) == ["no_pool", "nobody_yet", "gone_before"]
    assert told["got"] == 3
    assert told["refused"] == {"launch_email": 10, "launch_not_for_you": 10}
    assert told["in_line"] == 31 - 3 - 20


def test_the_command_line_says_how_it_went(app: Flask) -> None:
    member()
    launch = draft(supply=Supply(Allocation.OPEN, None))

    result = said(app, launch.slug, "--members", "10")

    assert result.exit_code == 0, result.output
    assert "10 tried, 10 got one" in result.output
    assert "There is no pool of codes" in result.output


def test_the_command_line_says_why_not(app: Flask) -> None:
    by_hand = draft(supply=Supply(Allocation.MANUAL, 3))

    assert "There is no launch nowhere." in said(app, "nowhere").output
    assert "rehearsal_by_hand" in said(app, by_hand.slug).output


def said(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["launch", "rehearse", *words])


def test_a_forum_is_never_played_on(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["launch", "play-copy"])

    assert result.exit_code != 0
    assert "This is not the folder of a rehearsal." in result.output


def test_its_processes_are_told_nothing_of_the_forum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORUM_DATABASE_URL", "postgresql:///real")
    monkeypatch.setenv("DATABASE_URL", "postgresql:///real")
    monkeypatch.setenv("FORUM_SMTP_URL", "smtp://mail.example.org")

    told = running.environment()

    assert set(told) == {"PYTHONPATH", "FORUM_SECRET_KEY", "FORUM_LOG_LEVEL"}


@pytest.mark.parametrize(
    ("supply", "why"),
    [(Supply(Allocation.MANUAL, 3), "rehearsal_by_hand"), (None, "rehearsal_no_windows")],
)
def test_what_cannot_be_rehearsed_is_refused(app: Flask, supply: Any, why: str) -> None:
    launch = draft(supply=supply)
    if why == "rehearsal_no_windows":
        with transaction():
            db.session.execute(delete(LaunchWindow).where(LaunchWindow.launch_id == launch.id))

    with pytest.raises(Refused) as refused:
        actions.ask(make.admin(), launch)

    assert refused.value.verdict.reason == why
