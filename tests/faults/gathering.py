"""The worker dies while it sends summaries: everybody gets theirs, and nobody gets two."""

import random
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select, update

from forum.accounts.models import User
from forum.jobs.actions import owe
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.mail.models import Letter
from forum.notices import queries as notices
from forum.notices.models import Digest
from forum.site import actions as site
from tests.faults.databases import Database
from tests.faults.ground import (
    PATIENCE,
    Found,
    end_at_once,
    join,
    launch,
    start_topic,
    verify,
    wait_for,
)
from tests.mail.post_office import PostOffice, open_post_office
from tests.server.running import Running

MEMBERS = 80
KIND = "notices.digest"


def killed_summaries(database: Database, rounds: int, port: int) -> Found:
    """Kill the worker so many times while summaries of a crowd go out."""
    found = Found()
    with open_post_office() as office:
        told = {
            "FORUM_SMTP_URL": f"smtp://127.0.0.1:{office.port}",
            "FORUM_MAIL_FROM": "Forum <forum@example.org>",
        }
        here = replace(database, settings={**database.settings, **told})
        people = _crowd(here)
        running = launch(here, port)
        try:
            running.port()
            with here.opened():
                found.figures["kills"] = _kill(running, rounds)
                wait_for(lambda: _sent() >= len(people), PATIENCE)
                _count(found, office, people)
        finally:
            running.end()
    verify(found, database)
    return found


def _crowd(database: Database) -> set[str]:
    """Members whose summary is due, with something to read in it; their addresses."""
    with database.opened():
        people = [join() for _ in range(MEMBERS)]
        author = join()
        joined = clock.now() - timedelta(days=3)
        ids = [one.id for one in people]
        with transaction():
            db.session.execute(update(User).where(User.id.in_(ids)).values(approved_at=joined))
        start_topic(author)
        site.assign("notices.digest", "daily")
        site.assign("notices.digest_hour", clock.now().hour)
        with transaction():
            owe(notices.DIGESTS)
        return {one.email for one in people}


def _kill(running: Running, rounds: int) -> int:
    killed = 0
    for _ in range(rounds):
        workers = set(running.children("work"))
        # Somewhere in the middle of what it does.
        time.sleep(random.uniform(0.2, 1.2))
        for number in workers:
            end_at_once(number)
            killed += 1
        wait_for(lambda gone=workers: set(running.children("work")) - gone, PATIENCE)
    return killed


def _sent() -> int:
    db.session.rollback()
    query = select(func.count(Letter.id)).where(Letter.kind == KIND, Letter.sent_at.is_not(None))
    return db.session.scalar(query) or 0


def _count(found: Found, office: PostOffice, people: set[str]) -> None:
    # A second summary would come at once, if it came.
    time.sleep(2)
    db.session.rollback()
    got = {(mail["To"], mail["Message-ID"]) for mail in office.accepted}
    by_address = Counter(to for to, _ in got if to in people)
    found.figures["summaries"] = sum(by_address.values())
    found.figures["copies of one letter"] = len(office.accepted) - len(got)
    if none := people - by_address.keys():
        found.wrong.append(f"{len(none)} members got no summary")
    if two := [to for to, times in by_address.items() if times > 1]:
        found.wrong.append(f"{len(two)} members got more than one summary")
    rows = select(func.count()).where(Digest.was_sent.is_(True))
    if db.session.scalar(rows) != len(people):
        found.wrong.append("not every summary is written down")
