"""What the team reads about rehearsals, and who may ask for one."""

import pytest

from forum.kernel import clock
from forum.launches import actions as launches
from forum.launches.actions import Supply
from forum.launches.models import Allocation
from forum.rehearsals import queries
from forum.rehearsals.models import RunState
from tests.launches.launched import DAY, HOUR, NOON, draft, scheduled
from tests.rehearsals.furnishing import figures, problems, rehearsal
from tests.support import make
from tests.support.queries import count_queries


def test_an_admin_asks_and_reads_that_it_waits(app, sign_in):
    launch, client = draft(), sign_in(make.admin())
    before = client.get(f"/admin/launches/{launch.id}").text

    said = client.post(f"/admin/rehearsals/{launch.id}", follow_redirects=True).text
    after = client.get(f"/admin/launches/{launch.id}").text

    assert "Not rehearsed" in before
    assert f'action="/admin/rehearsals/{launch.id}"' in before
    assert "The rehearsal begins" in said
    assert "Waits for its turn" in said
    assert f'action="/admin/rehearsals/{launch.id}"' not in said + after


def test_a_second_one_is_refused_kindly_while_one_runs(app, sign_in):
    launch, client = draft(), sign_in(make.admin())
    client.post(f"/admin/rehearsals/{launch.id}")

    answer = client.post(f"/admin/rehearsals/{launch.id}")

    assert answer.status_code == 403
    assert "It is being rehearsed already" in answer.text
    assert len(queries.rehearsals_of(launch)) == 1


def test_nobody_lets_rehearse_without_end(app, sign_in):
    client = sign_in(make.admin())
    answers = [client.post(f"/admin/rehearsals/{draft().id}").status_code for _ in range(13)]

    assert answers == [302] * 12 + [429]


def test_moderators_read_the_report_and_ask_for_none(app, sign_in):
    launch, client = draft(), sign_in(make.moderator())
    rehearsal(launch.id, fingerprint=queries.fingerprint(launch))

    page = client.get(f"/admin/rehearsals/{launch.id}").text

    assert "Nothing is amiss" in page
    assert "Rehearse once more" not in page
    assert client.post(f"/admin/rehearsals/{launch.id}").status_code == 403
    assert len(queries.rehearsals_of(launch)) == 1


def test_whoever_approves_sees_how_it_was_rehearsed(app, sign_in):
    launch, second = draft(), make.admin()
    with clock.at(NOON - DAY):
        launches.submit(make.admin(), launch)
        without = sign_in(second).get(f"/admin/launches/{launch.id}").text
        found = figures(1234, problems=problems(2))
        rehearsal(launch.id, figures=found, fingerprint=queries.fingerprint(launch))
        with_one = sign_in(second).get(f"/admin/launches/{launch.id}").text

    assert "Approve" in without
    assert "Not rehearsed" in without
    assert "1,234" in with_one
    assert "The pool has 40 codes for 100 pieces." in with_one
    assert "This must not be" in with_one
    assert "Arranged otherwise since" not in with_one


def test_a_report_of_another_arrangement_says_so(app, sign_in):
    admin, launch = make.admin(), draft()
    rehearsal(launch.id, fingerprint=queries.fingerprint(launch))
    client = sign_in(admin)
    same = client.get(f"/admin/rehearsals/{launch.id}").text

    launches.change_supply(admin, launch, Supply(stock_total=77))

    assert "Arranged otherwise since" not in same
    for page in ("rehearsals", "launches"):
        assert "Arranged otherwise since" in client.get(f"/admin/{page}/{launch.id}").text


def test_one_by_hand_is_said_not_to_be_rehearsable(app, sign_in):
    launch = draft(supply=Supply(Allocation.MANUAL, 3))
    page = sign_in(make.admin()).get(f"/admin/launches/{launch.id}").text

    assert "cannot be rehearsed" in page
    assert "/admin/rehearsals/" not in page


@pytest.mark.parametrize(("role", "told"), [("admin", True), ("moderator", False)])
def test_what_the_machine_said_is_for_admins(app, sign_in, role, told):
    launch = draft()
    failed = {"state": RunState.FAILED, "reason": "broken", "details": "zzTraceback", "figures": {}}
    rehearsal(launch.id, **failed)

    page = sign_in(getattr(make, role)()).get(f"/admin/rehearsals/{launch.id}").text

    assert "There is no report" in page
    assert ("zzTraceback" in page) is told


def test_more_rehearsals_ask_no_more_of_the_database(app, sign_in):
    launch, client = draft(), sign_in(make.admin())
    rehearsal(launch.id)
    rehearsal(launch.id, asked_by_id=make.admin().id)
    address = f"/admin/rehearsals/{launch.id}"
    client.get(address)
    with count_queries() as few:
        client.get(address)
    for _ in range(5):
        rehearsal(launch.id, asked_by_id=make.admin().id)
    with count_queries() as many:
        client.get(address)

    assert len(many) == len(few)


def test_how_far_it_is_is_drawn_and_said(app, sign_in):
    launch, admin = draft(), make.admin()
    rehearsal(launch.id, state=RunState.RUNNING, progress=40, figures={}, ended_at=None)

    page = sign_in(admin).get(f"/admin/rehearsals/{launch.id}").text

    assert 'value="40" max="100" aria-label="How far it is"' in page
    assert "40 of a hundred is done." in page


def test_a_launch_that_has_opened_is_not_said_to_be_arranged_otherwise(app, sign_in):
    launch = scheduled()
    rehearsal(launch.id, fingerprint="zzbefore")
    client = sign_in(make.admin())

    with clock.at(NOON - HOUR):
        before = client.get(f"/admin/rehearsals/{launch.id}").text
    with clock.at(NOON):
        after = client.get(f"/admin/rehearsals/{launch.id}").text

    assert "Arranged otherwise since" in before
    assert "Arranged otherwise since" not in after
