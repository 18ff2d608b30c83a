"""What is written down when something changes, and what becomes of it."""

from datetime import timedelta

import pytest

from forum.accounts.models import User
from forum.jobs import queries as jobs
from forum.jobs import worker
from forum.jobs.models import Job
from forum.kernel.db import db
from forum.search import actions, locks, queries
from forum.search.engines import choosing
from forum.search.engines.fts5 import Fts5
from forum.search.models import Waiting
from forum.search.queries import documents, waiting
from forum.site import actions as site
from forum.topics import actions as topics
from forum.topics import queries as topic_queries
from forum.topics.actions import NewPost
from tests.support import make


@pytest.fixture
def topic(app):
    return make.topic(title="Grinder stalls", body="It stalls.")


def reply(topic, body="A tamper."):
    # Somebody of whom the index knows: rows that are made by hand tell nobody of themselves.
    author = db.session.get(User, topic.author_id)
    here = topic_queries.visible_topic(author, topic.id)
    return topics.reply(author, here, NewPost(body=body))


def jobs_waiting():
    return [job for job in jobs.waiting() if job.kind == actions.INDEX_JOB]


def test_many_changes_owe_the_work_once(topic, indexed):
    for _ in range(5):
        reply(topic)

    assert waiting.count() == 5
    assert len(jobs_waiting()) == 1


def test_a_change_while_the_work_is_done_owes_it_once_more(topic, indexed):
    reply(topic)
    job = jobs_waiting()[0]
    job.leased_until = make.clock.now() + timedelta(minutes=1)
    make.save(job)

    reply(topic)

    assert db.session.query(Job).filter_by(kind=actions.INDEX_JOB).count() == 2


def test_what_is_indexed_no_longer_waits(topic, indexed):
    reply(topic)

    indexed()

    assert waiting.count() == 0
    assert list(queries.differences()) == []


def test_work_that_ended_in_the_middle_is_done_again(topic, indexed, app, monkeypatch):
    indexed_before = reply(topic)
    indexed()
    reply(topic, "A second tamper.")
    monkeypatch.setattr(actions, "_settle", _dies)
    with pytest.raises(Death):
        actions.work_off()
    assert waiting.count() == 1
    monkeypatch.undo()

    actions.work_off()

    assert waiting.count() == 0
    assert list(queries.differences()) == []
    assert indexed_before is not None


class Death(BaseException):
    """The process ends here."""


def _dies(changes):
    raise Death


def test_an_index_is_made_where_there_is_none(topic, indexed):
    reply(topic)
    assert choosing.ready() == []

    indexed()

    assert [engine.name for engine in choosing.ready()] == [choosing.chosen().name]
    assert choosing.chosen().refs() == documents.visible_refs()


def test_a_rebuild_ends_with_the_same_and_tells_how_far_it_is(topic, indexed):
    reply(topic)
    indexed()
    told = []

    assert actions.rebuild(told.append)

    assert sum(told) == len(documents.visible_refs())
    assert list(queries.differences()) == []


def test_what_changes_while_the_index_is_made_anew_is_in_the_new_one(topic, indexed, app):
    reply(topic, "Before everything.")
    indexed()
    changed = []

    def meanwhile(count):
        if not changed:
            changed.append(reply(topic, "Said meanwhile."))
            # The worker indexes it at once, into the index that is still in use.
            actions.work_off()

    actions.rebuild(meanwhile)

    assert list(queries.differences()) == []
    assert db.session.query(Waiting).count() == 0


def test_two_do_not_rebuild_at_once(topic, indexed):
    with locks.holding_if_free(locks.REBUILD) as is_free:
        assert is_free
        assert not actions.rebuild()


def test_the_chosen_engine_is_made_and_the_other_one_dropped(topic, indexed, app):
    reply(topic)
    indexed()
    before = choosing.chosen()
    other = next(one for one in choosing.every() if one is not before and one.is_beside)

    site.choose(make.admin(), "search.engine", other.name)
    worker.work_off(app)
    actions.mend()

    assert choosing.chosen() is other
    assert other.refs() == documents.visible_refs()
    assert [one.name for one in choosing.ready() if one.is_beside] == [other.name]


def test_the_spare_engine_answers_when_the_chosen_one_cannot(topic, indexed, app, guest):
    reply(topic)
    indexed()
    spare = choosing.spare()
    fresh = spare.fresh()
    for portion in documents.everything():
        fresh.change(portion)
    fresh.take_over()
    choosing.chosen().drop()

    page = guest.get("/search?q=tamper").text

    assert "search-hit" in page
    assert isinstance(choosing.ready()[0], Fts5)


@pytest.mark.parametrize("harm", ["delete", "truncate", "garble"])
def test_f18_a_damaged_index_is_noticed_and_made_anew(topic, indexed, app, guest, harm):
    if not choosing.chosen().is_beside:
        pytest.skip("Elsewhere: PostgreSQL looks after its own pages")
    reply(topic)
    indexed()
    damage(harm)

    first = guest.get("/search?q=tamper")
    actions.mend()
    second = guest.get("/search?q=tamper")

    assert first.status_code == 200
    assert "Search is being rebuilt" in first.text or "search-hit" in first.text
    assert "search-hit" in second.text
    assert list(queries.differences()) == []


def damage(harm):
    files = [path for path in choosing.folder().glob("*/v*/*") if path.is_file()]
    assert files
    for file in files:
        if harm == "delete":
            file.unlink()
        elif harm == "truncate":
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        else:
            file.write_bytes(bytes(byte ^ 0x5A for byte in file.read_bytes()))


def test_verify_names_what_is_missing_and_what_is_too_much(topic, indexed):
    post = reply(topic)
    indexed()
    choosing.chosen().change([], [post.id * 2])

    assert list(queries.differences()) == [f"post {post.id} should be found and is not"]

    actions.rebuild()
    post.state = "deleted"
    make.save(post)

    assert list(queries.differences()) == [f"post {post.id} is found and should not be"]


def test_the_commands_say_how_it_stands_and_rebuild(topic, indexed, app):
    reply(topic)
    indexed()
    runner = app.test_cli_runner()

    assert "waiting    0" in runner.invoke(args=["search", "status"]).output
    assert "documents indexed" in runner.invoke(args=["search", "rebuild"]).output


def test_files_that_somebody_changed_are_noticed_before_anybody_searches(topic, indexed):
    if choosing.chosen().name != "whoosh":
        pytest.skip("Elsewhere: only Whoosh keeps what it has read")
    reply(topic)
    indexed()
    assert choosing.chosen().refs()
    damage("garble")

    actions.look_after()

    assert not choosing.chosen().is_ready()


def test_rows_that_came_without_a_word_are_found_after_a_comparison(topic, indexed):
    reply(topic)
    indexed()
    make.post(topic=topic, body="Brought in by hand.")
    assert list(queries.differences()) != []

    actions.mend_differences()

    assert list(queries.differences()) == []
