from datetime import timedelta

from forum.drafts import actions, queries, tasks
from forum.kernel import clock
from tests.support import make


def test_purging_throws_away_old_drafts_and_emptied_ones(app):
    writer = make.member()
    now = clock.now()
    with clock.at(now - timedelta(days=200)):
        actions.save(writer, "reply:1", body="old")
    with clock.at(now - timedelta(days=2)):
        actions.save(writer, "reply:2", body="")
        actions.save(writer, "reply:3", body="still wanted")
    actions.save(writer, "reply:4", body="")

    tasks.purge({})

    kept = [number for number in range(1, 5) if queries.draft_of(writer, f"reply:{number}")]
    assert kept == [3, 4]
