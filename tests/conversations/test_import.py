import gzip
import json
from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from forum.channels import actions as channels
from forum.channels.actions import Plan
from forum.channels.models import Channel, Kind
from forum.jobs.models import Job
from forum.kernel import clock
from forum.kernel.db import db
from forum.live.models import LiveEvent
from forum.notices.models import Notice
from forum.reading.actions import follow_channel
from forum.reading.models import Level, Position
from forum.search.models import Waiting
from forum.topics.models import Post, Topic
from forum.verify.queries import findings
from tests.support import make
from tests.support.queries import count_queries

SITE = "tea.example"


def thread(**given):
    """A question with two answers and a comment on the first of them."""
    row = {
        "thread_id": f"{SITE}-1",
        "site": SITE,
        "title": "How long should green tea stand?",
        "tags": ["green-tea", "time"],
        "views": 130,
        "accepted": 3,
        "licence": "CC BY-SA 4.0",
        "posts": [
            post(1, "Ada", "2015-01-27T20:09:32.720", html="<p>Mine is <b>bitter</b>.</p>"),
            post(2, "Grace", "2015-01-28T08:00:00", markdown="Two minutes, *not more*."),
            post(3, "Ada Lovelace", "2015-01-29T08:00:00", html="<p>Colder water.</p>"),
        ],
    }
    row["posts"][1]["comments"] = [
        {
            "id": 9,
            "author": "Edsger",
            "created": "2015-01-28T09:00:00",
            "score": 4,
            "text": "Agreed.",
        }
    ]
    return row | given


def post(number, author, created, **text):
    return {
        "id": number,
        "author": author,
        "author_id": number,
        "created": created,
        "score": 20 - number,
        "url": f"https://{SITE}/q/{number}",
    } | text


@pytest.fixture
def file(tmp_path):
    """Writes rows to a file as JSON lines."""

    def write(*rows, name="threads.jsonl"):
        path = tmp_path / name
        text = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
        path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
        return str(path)

    return write


@pytest.fixture
def bring(app):
    """Runs the command on files, on a site that has an owner."""
    make.admin()

    def run(*args):
        result = app.test_cli_runner().invoke(
            args=["import", "conversations", "--processes", "1", *args]
        )
        assert result.exit_code == 0, result.output
        return result.output

    return run


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def test_a_thread_becomes_a_topic_with_everything_it_had(bring, file):
    output = bring(file(thread()))

    topic = db.session.scalars(select(Topic)).one()
    posts = db.session.scalars(select(Post).order_by(Post.number)).all()
    assert topic.title == "How long should green tea stand?"
    assert topic.created_at == datetime(2015, 1, 27, 20, 9, 32, 720_000, tzinfo=UTC)
    assert (topic.view_count, topic.reply_count) == (130, 3)
    assert [post.text for post in posts] == [
        "Mine is bitter.",
        "Two minutes, not more.",
        "Agreed.",
        "Colder water.",
    ]
    assert posts[2].reply_to == 2
    assert topic.answer_id == posts[3].id
    assert "4 posts" in output


def test_source_author_and_licence_stay_with_every_post(bring, file):
    bring(file(thread()))

    first, *rest = db.session.scalars(select(Post).order_by(Post.number)).all()
    assert first.origin == {
        "site": SITE,
        "url": f"https://{SITE}/q/1",
        "author": "Ada",
        "licence": "CC BY-SA 4.0",
        "score": 19,
    }
    assert [post.origin["author"] for post in rest] == ["Grace", "Edsger", "Ada Lovelace"]


def test_the_source_and_the_licence_are_shown_on_the_page(bring, file, guest):
    bring(file(thread()))
    topic = db.session.scalars(select(Topic)).one()

    page = guest.get(f"/t/{topic.slug}/{topic.id}").text

    assert "CC BY-SA 4.0" in page
    assert f"https://{SITE}/q/1" in page
    assert f"https://{SITE}/q/2" in page


def test_a_second_run_adds_nothing(bring, file):
    path = file(thread())
    bring(path)

    output = bring(path)

    assert (count(Topic), count(Post)) == (1, 4)
    assert "4 already here" in output


def test_a_later_answer_of_a_known_thread_is_added(bring, file):
    bring(file(thread()))
    longer = thread()
    longer["posts"].append(post(4, "Alan", "2016-01-01T00:00:00", markdown="It depends."))

    bring(file(longer))

    assert (count(Topic), count(Post)) == (1, 5)


def test_a_dry_run_counts_and_changes_nothing(bring, file):
    output = bring(file(thread(), name="threads.jsonl.gz"), "--dry-run")

    assert "1 topics" in output
    assert "4 posts" in output
    assert (count(Topic), count(Channel)) == (0, 0)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{not json", "it is not JSON"),
        ('["a list"]', "it is not an object"),
        (thread(posts=[]), "it has no posts"),
        (thread(licence=None), "licence is missing"),
        (thread(title="Tea"), "title: too_short"),
        (thread(posts=[post(1, "Ada", "yesterday", markdown="Hello")]), "is not a moment"),
        (
            thread(posts=[post(1, "Ada", "0001-01-01T00:00:00+14:00", markdown="Hello")]),
            "is not a moment",
        ),
        (thread(posts=[post(1, "Ada", "2015-01-01T00:00:00")]), "post post:1 has no text"),
    ],
)
def test_what_cannot_be_taken_is_left_out_with_its_line_and_the_reason(bring, file, line, why):
    output = bring(file(line, thread(thread_id="other")))

    assert "line 1" in output
    assert why in output
    assert count(Topic) == 1


def test_a_thread_is_taken_whole_or_not_at_all(bring, file):
    broken = thread()
    broken["posts"].append(post(4, "Alan", "2016-01-01T00:00:00", markdown="x" * 40_000))

    bring(file(broken))

    assert (count(Topic), count(Post)) == (0, 0)


def test_people_are_told_apart_and_keep_their_names(bring, file):
    people = [{"site": SITE, "user_id": 1, "display_name": "Ada B.", "created": "2014-05-01"}]
    bring(file(thread()), "--users", file(*people, name="people.jsonl"))

    authors = db.session.scalars(select(Post).order_by(Post.number)).all()
    assert len({post.author_id for post in authors}) == 4


def test_threads_go_into_the_channel_that_was_named(bring, file):
    make.channel(slug="archive", kind=Kind.DISCUSSION)

    bring(file(thread()), "--channel", "archive")

    topic = db.session.scalars(select(Topic)).one()
    assert topic.answer_id is None
    assert count(Channel) == 1


def test_later_threads_of_a_site_follow_its_channel_to_its_new_address(bring, file):
    bring(file(thread()))
    boss, room = make.admin(), db.session.scalars(select(Channel)).one()
    channels.change(boss, room, Plan(name="Tea", slug="tea", kind=Kind.QUESTION))
    later = post(7, "Ada", "2017-01-01", html="Hi")

    bring(file(thread(thread_id="2", posts=[later])))

    assert (count(Topic), count(Channel)) == (2, 1)


def test_later_threads_of_a_site_go_where_its_channel_was_merged_into(bring, file):
    bring(file(thread()))
    boss, room = make.admin(), db.session.scalars(select(Channel)).one()
    other = make.channel(slug="other", kind=Kind.QUESTION)
    channels.merge(boss, room, other)

    bring(file(thread(thread_id="2", posts=[post(7, "Ada", "2017-01-01", html="Hi")])))

    assert {topic.channel_id for topic in db.session.scalars(select(Topic))} == {other.id}


def test_numbers_that_are_none_count_for_nothing(bring, file):
    bring(file(json.dumps(thread(views=float("nan")))))

    assert db.session.scalars(select(Topic.view_count)).one() == 0


def test_nothing_is_amiss_after_an_import(bring, file):
    bring(file(thread(), thread(thread_id="2", posts=[post(7, "Ada", "2017-01-01", html="Hi")])))

    assert [problem for finding in findings() for problem in finding.problems] == []


def test_a_channel_that_went_back_with_its_first_thread_is_made_by_the_next(bring, file):
    far_too_long = [post(1, "Ada", "2017-01-01", markdown="x" * 40_000)]
    good = [post(7, "Ada", "2017-01-01", html="Hi")]

    output = bring(file(thread(posts=far_too_long), thread(thread_id="2", posts=good)))

    assert "Left out: 1" in output
    assert (count(Topic), count(Channel)) == (1, 1)


def test_a_thread_that_stands_twice_in_a_file_comes_in_once(bring, file):
    output = bring(file(thread(), thread()))

    assert (count(Topic), count(Post)) == (1, 4)
    assert "4 already here" in output


def test_a_later_comment_answers_the_post_that_was_here_before(bring, file):
    bring(file(thread()))
    longer = thread()
    late = {"id": 10, "author": "Alan", "created": "2016-01-01T00:00:00", "text": "Still true."}
    longer["posts"][1]["comments"].append(late)

    bring(file(longer))

    found = db.session.scalars(select(Post).where(Post.text == "Still true.")).one()
    assert found.reply_to == 2


def test_what_came_in_is_owed_to_search_and_told_to_open_pages(bring, file):
    bring(file(thread()))

    waiting = Counter(db.session.scalars(select(Waiting.kind)))
    assert (waiting["post"], waiting["topic"]) == (4, 1)
    # The owner of the site joined before anything was imported.
    assert waiting["member"] == 4
    told = db.session.scalars(select(LiveEvent.kind).order_by(LiveEvent.id)).all()
    assert Counter(told) == {"topic": 1, "post": 3, "answer": 1}
    assert told[0] == "topic"


def test_who_wrote_there_has_read_up_to_their_last_post(bring, file):
    again = thread()
    again["posts"].append(
        post(4, "Ada", "2016-01-01T00:00:00", markdown="Thanks.") | {"author_id": 1}
    )

    bring(file(again))

    first = db.session.scalars(select(Post).where(Post.number == 1)).one()
    mine = select(Position.last_read).where(Position.user_id == first.author_id)
    assert db.session.scalars(mine).all() == [5]


def test_nobody_is_told_of_what_was_written_elsewhere(bring, file):
    room = make.channel(slug="archive", kind=Kind.QUESTION)
    follow_channel(make.member(), room, Level.WATCHING)

    bring(file(thread()), "--channel", "archive")

    assert count(Notice) == 0


def test_a_further_reply_costs_an_import_few_statements(bring, file):
    def asked(answers, first_id):
        ids = range(first_id, first_id + answers + 1)
        posts = [post(n, "Ada", "2017-01-01", html=f"Number {n}") | {"author_id": 1} for n in ids]
        path = file(thread(thread_id=str(first_id), accepted=None, posts=posts))
        with count_queries() as seen:
            bring(path)
        return len(seen)

    asked(1, 1)

    # The last of them is about its line in the activity log.
    assert asked(12, 300) - asked(2, 100) <= 8 * 10


def test_html_among_markdown_is_not_shown_as_text(bring, file):
    both = {"markdown": "<!-- a note -->Water at 80<sup>o</sup>", "html": "<p>Water at 80</p>"}
    bring(file(thread(accepted=None, posts=[post(1, "Ada", "2017-01-01", **both)])))

    assert db.session.scalars(select(Post.text)).all() == ["Water at 80"]


def test_several_processors_bring_the_same(bring, file):
    rows = [
        thread(
            thread_id=str(n),
            accepted=None,
            posts=[post(n, "Ada", "2017-01-01", html=f"Number {n}")],
        )
        for n in range(1, 21)
    ]

    bring("--processes", "2", file(*rows))

    texts = db.session.scalars(select(Post.text).order_by(Post.id)).all()
    assert texts == [f"Number {n}" for n in range(1, 21)]


@pytest.mark.parametrize(
    ("site", "name"),
    [
        ("coffee.stackexchange", "Coffee"),
        ("ai.stackexchange", "AI"),
        ("conlang.meta.stackexchange", "Conlang meta"),
        ("Our old forum", "Our old forum"),
    ],
)
def test_a_channel_is_called_after_its_site(bring, file, site, name):
    bring(file(thread(site=site)))

    room = db.session.scalars(select(Channel)).one()
    assert (room.name, room.description) == (name, f"Conversations from {site}.")


def test_a_picture_that_nobody_described_is_called_one(bring, file):
    words = "My pot:\n\n![enter image description here](https://i.example/pot.png)"
    bring(file(thread(posts=[post(1, "Ada", "2015-01-27", markdown=words)], accepted=None)))

    assert "enter image" not in db.session.scalars(select(Post)).one().text
    assert db.session.scalars(select(Topic)).one().excerpt == "My pot: picture"


def test_what_follows_is_owed_since_the_import_and_not_since_the_texts(bring, file):
    bring(file(thread()))

    owed = db.session.scalars(select(Job).where(Job.done_at.is_(None))).all()
    assert owed
    assert {job.run_at.year for job in owed} == {clock.now().year}
