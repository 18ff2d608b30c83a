"""Two servers and two workers of one forum share everything that a reader could notice."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import func, select

from bin.checks import found
from forum.accounts.models import User
from forum.jobs.models import Job
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.mail import actions as mail
from tests.live.listening import pass_of, signed_in
from tests.server.fleet import Fleet, Machine, fleet, place
from tests.server.services import own_redis
from tests.server.visiting import cookie_of
from tests.support import make

pytestmark = pytest.mark.slow
LETTERS = 60


@dataclass
class Ground:
    """The processes, and an application on the same database."""

    fleet: Fleet
    app: Flask
    one: Machine
    two: Machine
    workers: tuple[Machine, ...]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    server = found.postgres()
    if server is None:
        pytest.skip("there is no PostgreSQL on which we may make databases")
    root = tmp_path_factory.mktemp("fleet")
    with found.own_database(server, "fleet") as url, own_redis() as redis:
        several = fleet(root, url, redis.url)
        app = several.prepare()
        try:
            workers = several.work(), several.work()
            yield Ground(several, app, several.serve(), several.serve(), workers)
        finally:
            several.end()
            with app.app_context():
                db.engine.dispose()


@pytest.fixture
def app(ground: Ground) -> Iterator[Flask]:
    with ground.app.app_context():
        yield ground.app
        db.session.remove()


def someone(app: Flask) -> tuple[User, str]:
    member = make.member()
    return member, cookie_of(app, member)


def until(true: Callable[[], bool], seconds: float) -> float:
    """How long it took to become true."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < seconds, "it never became true"
        time.sleep(0.02)
    return time.monotonic() - begun


def test_a_post_made_on_one_server_is_at_once_on_the_pages_of_the_other(ground, app, visit, hear):
    path = place("Seen from both sides")
    member, cookie = someone(app)
    there, guest = visit(ground.two, cookie), visit(ground.two)
    # Twice, so that the page for guests lies in the memory of the other server.
    assert guest.get(path).status == guest.get(path).status == 200
    page = hear(ground.two, path)
    listening = hear(ground.two, path, pass_of(app, signed_in(make.member())))

    answer = visit(ground.one, cookie).reply(path, "Hear me over there.")
    posted = time.monotonic()

    assert answer.status == 302
    assert "Hear me over there." in there.get(path).text
    assert until(lambda: "Hear me over there." in guest.get(path).text, 1.0) < 1.0
    assert page.until("post", 2.0)["by"] == member.id
    assert listening.until("post", 2.0)["number"] == 2
    assert time.monotonic() - posted < 2.0
    assert listening.kinds(1.0).count("post") == 1


def test_a_session_begins_and_ends_on_all_servers(ground, app, visit):
    _, cookie = someone(app)
    here, there = visit(ground.one, cookie), visit(ground.two, cookie)
    assert (
        here.get("/preferences/sessions").status == there.get("/preferences/sessions").status == 200
    )

    assert here.send("/sign-out", {}, page="/preferences/sessions").status == 302

    assert there.get("/preferences/sessions").status == 302


def test_tries_on_both_servers_count_together(ground, app, visit):
    _, cookie = someone(app)
    path = place("Counted together")
    both = [visit(machine, cookie) for machine in (ground.one, ground.two)]

    answers = [both[n % 2].reply(path, f"Number {n}.").status for n in range(31)]

    assert answers == [302] * 30 + [429]


def test_a_page_that_one_server_made_is_given_out_by_the_other(ground, app, visit):
    path = place("Made once")
    one, two = visit(ground.one), visit(ground.two)

    first = one.get(path)
    second = two.get(path)

    assert (first.body, first.headers["ETag"]) == (second.body, second.headers["ETag"])


def test_two_workers_do_every_job_once_and_both_of_them_work(ground, app):
    with transaction():
        for n in range(LETTERS):
            words = {"subject": f"Once {n}", "text": "Once."}
            mail.post("test", to=f"reader{n}@example.org", **words)

    done = select(func.count(Job.id)).where(Job.kind == "mail.send", Job.done_at.is_not(None))
    until(lambda: _fresh(done) == LETTERS, 30.0)

    delivered = [len(list((each.data / "mail").glob("*.eml"))) for each in ground.workers]
    assert sum(delivered) == LETTERS
    assert all(delivered)
    assert _fresh(select(func.max(Job.attempts)).where(Job.kind == "mail.send")) == 1


def test_a_schedule_owes_its_work_once_a_period_however_many_workers_look(ground, app):
    owed = select(Job.kind, Job.key, func.count(Job.id), func.max(Job.attempts))
    owed = owed.where(Job.key.startswith("period:")).group_by(Job.kind, Job.key)

    rows = list(db.session.execute(owed))

    assert rows
    assert {(row[2], row[3] <= 1) for row in rows} == {(1, True)}


def test_when_one_server_is_killed_the_other_goes_on(ground, app, visit, hear):
    path = place("Left alone")
    _, cookie = someone(app)
    third = ground.fleet.serve()
    assert visit(third, cookie).reply(path, "Before.").status == 302
    page = hear(ground.two, path)
    # Somebody is in the middle of something there.
    visit(third, cookie).get(path)

    third.kill()
    answer = visit(ground.two, cookie).reply(path, "After.")

    assert answer.status == 302
    assert page.until("post", 2.0)
    assert "After." in visit(ground.one).get(path).text


def _fresh(statement):
    db.session.rollback()
    return db.session.scalar(statement)
