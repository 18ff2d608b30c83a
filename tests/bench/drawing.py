"""A draw among 10,000 entries, frozen, drawn and counted again: `bin/bench --only draw`."""

import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from forum.accounts.models import User
from forum.draws import actions, checks, queries, showing
from forum.draws.models import Draw
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.launches import actions as launches
from forum.launches import queries as launched
from forum.launches.actions import Opening, Supply, Words
from forum.launches.models import Allocation, EntryState, Launch, LaunchEntry, LaunchWindow
from tests.bench.table import Table
from tests.bench.town import SMALL, build
from tests.support import make

ENTRIES, STOCK, LONGEST = 10_000, 300, 2.0
HOUR = timedelta(hours=1)


def measure(folder: Path, table: Table) -> None:
    """Draw, and let a stranger's script count it again; the draw must take less than 2 s."""
    app = build(folder / "draw", SMALL)
    with app.app_context(), app.test_request_context():
        launch, closed = _launch()
        _fill(launch)
        begun = time.perf_counter()
        with clock.at(closed):
            actions.settle(launch.id)
        drawing = time.perf_counter() - begun
        draw = queries.held_draw(launch.id)
        places = queries.places_of(draw)
        _expect(len(places) == ENTRIES, "everybody has a place")
        _expect(sum(one.has_won for one in places) == STOCK, "so many won as there were")
        _expect(list(checks.counted_again()) == [], "it counts")
        recounting = _recount(folder, draw, [one.public_id for one in places])
    size = f"{ENTRIES:,} entries, {STOCK} of them win"
    table.say("draw, frozen and drawn", f"{size}: {drawing:.2f} s")
    table.say("draw, counted again by the published script", f"{size}: {recounting:.2f} s")
    _expect(drawing < LONGEST, f"it takes less than {LONGEST:.0f} s")


def _launch() -> tuple[Launch, datetime]:
    now = clock.now()
    with clock.at(now - 10 * HOUR):
        admin, other = make.admin(), make.admin()
        launch = launches.create(admin, Words("A draw among many"))
        launches.add_window(admin, launch, Opening(now - 5 * HOUR, now - HOUR))
        supply = Supply(stock_total=STOCK, allocation=Allocation.DRAW, hold_minutes=1440)
        launches.change_supply(admin, launch, supply)
        launches.submit(admin, launch)
        launches.approve(other, launch)
    return launch, now


def _fill(launch: Launch) -> None:
    """Members and their entries, past the rules: what is measured begins when they are in."""
    window = db.session.scalars(
        select(LaunchWindow.id).where(LaunchWindow.launch_id == launch.id)
    ).one()
    with transaction():
        db.session.execute(insert(User), [_somebody(number) for number in range(ENTRIES)])
        ids = db.session.scalars(select(User.id).where(User.username.like("drawn%"))).all()
        entries = [
            {
                "launch_id": launch.id,
                "user_id": user_id,
                "window_id": window,
                "public_id": f"e{number:09}",
                "state": EntryState.ENTERED,
            }
            for number, user_id in enumerate(ids)
        ]
        db.session.execute(insert(LaunchEntry), entries)
    _expect(launched.counts(launch)[EntryState.ENTERED] == ENTRIES, "everybody is in")


def _somebody(number: int) -> dict[str, Any]:
    name = f"drawn{number}"
    names = dict.fromkeys(("username", "name_key", "skeleton", "display_name"), name)
    return {**names, "email": f"{name}@example.org", "created_at": clock.now()}


def _recount(folder: Path, draw: Draw, order: list[str]) -> float:
    script, entries = folder / "recount.py", folder / "entries.csv"
    script.write_text(showing.script(), encoding="utf-8")
    entries.write_text(draw.entries_file, encoding="utf-8", newline="")
    begun = time.perf_counter()
    command = [sys.executable, str(script), draw.seed, "", draw.launch.slug, str(entries)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    took = time.perf_counter() - begun
    counted = [line.split()[1] for line in told.stdout.splitlines()[2:]]
    _expect(counted == order, "the script comes to the same places")
    return took


def _expect(holds: bool, what: str) -> None:
    if not holds:
        raise RuntimeError(f"not so: {what}")
