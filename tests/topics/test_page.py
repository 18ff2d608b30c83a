"""The page of a topic."""

import re

import pytest
from sqlalchemy import text

from forum import slices
from forum.app import create_app
from forum.kernel import clock
from forum.kernel.db import db
from forum.topics import actions, queries
from forum.topics.models import Post, PostAddress, State, Topic
from tests.support import make
from tests.support.browser import Browser
from tests.support.queries import count_queries
from tests.topics.writing import fresh, reply, start


def address(topic: Topic) -> str:
    return f"/t/{topic.slug}/{topic.id}"


def numbers_on(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'id="post-(\d+)"', page)]


def long_topic(posts: int) -> Topic:
    """A topic of so many posts, made quickly."""
    topic = start()
    rows = [
        {
            "topic_id": topic.id,
            "number": number,
            "author_id": topic.author_id,
            "state": State.PUBLISHED,
            "body": "More.",
            "html": "<p>More.</p>",
            "text": "More.",
            "markup_version": 1,
            "created_at": clock.now(),
            "version": 1,
            "reaction_count": 0,
        }
        for number in range(2, posts + 1)
    ]
    db.session.execute(Post.__table__.insert(), rows)
    topic.last_number, topic.reply_count = posts, posts - 1
    db.session.commit()
    return topic


def test_a_page_holds_the_posts_of_twenty_numbers(guest):
    topic = long_topic(45)

    first = guest.get(address(topic))
    last = guest.get(f"{address(topic)}?page=3")

    assert numbers_on(first.text) == list(range(1, 21))
    assert numbers_on(last.text) == [41, 42, 43, 44, 45]


def test_a_post_that_was_removed_does_not_move_the_others(guest):
    topic = start()
    for _ in range(25):
        reply(topic)
    for number in (2, 3, 22):
        post = db.session.query(Post).filter_by(topic_id=topic.id, number=number).one()
        actions.delete(make.moderator(), fresh(post))

    page = guest.get(f"{address(topic)}?page=2")

    assert numbers_on(page.text) == [21, 22, 23, 24, 25, 26]
    assert "removed by a moderator" in page.text


@pytest.mark.parametrize(("page", "leads_to"), [("4", 3), ("999999999999", 3)])
def test_a_page_beyond_the_end_leads_to_the_last_one(guest, page, leads_to):
    topic = long_topic(45)

    answer = guest.get(f"{address(topic)}?page={page}")

    assert answer.status_code == 302
    assert answer.location == f"{address(topic)}?page={leads_to}"


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "1e3", "1" * 5000])
def test_nonsense_for_a_page_shows_one(guest, page):
    assert guest.get(f"{address(start())}?page={page}").status_code in {200, 302}


def test_an_old_title_in_the_address_leads_to_the_new_one_for_good(guest):
    topic = long_topic(45)

    answer = guest.get(f"/t/something-else/{topic.id}?page=2")

    assert answer.status_code == 301
    assert answer.location == f"{address(topic)}?page=2"


def test_a_page_says_where_it_stands_and_what_is_around_it(guest):
    topic = long_topic(45)

    page = guest.get(f"{address(topic)}?page=2").text

    assert f'<link rel="canonical" href="http://127.0.0.1:8000{address(topic)}?page=2">' in page
    assert f'<link rel="prev" href="{address(topic)}">' in page
    assert f'<link rel="next" href="{address(topic)}?page=3">' in page


def test_a_page_is_described_by_its_first_words(guest):
    topic = start(body='It says "stop" & <stops>.')

    page = guest.get(address(topic)).text

    assert '<meta name="description" content="It says &#34;stop&#34; &amp; &lt;stops&gt;.">' in page


def test_the_first_page_has_one_address(guest):
    topic = start()

    page = guest.get(f"{address(topic)}?page=1").text

    assert f'<link rel="canonical" href="http://127.0.0.1:8000{address(topic)}">' in page
    assert 'rel="prev"' not in page


def test_a_post_is_found_by_its_number_and_by_its_id(guest):
    topic = long_topic(45)
    post = db.session.query(Post).filter_by(number=41).one()

    assert guest.get(f"{address(topic)}/41").location == f"{address(topic)}?page=3#post-41"
    assert guest.get(f"/p/{post.id}").location == f"{address(topic)}?page=3#post-41"
    assert guest.get(f"{address(topic)}/46").status_code == 404
    assert guest.get("/p/999999999").status_code == 404


def test_a_post_that_was_moved_is_found_at_its_old_address(guest):
    old, new = start(), start(title="Another topic")
    post = reply(new)
    make.save(PostAddress(topic_id=old.id, number=7, post_id=post.id))

    assert guest.get(f"{address(old)}/7").location == f"{address(new)}#post-2"


def test_a_merged_topic_leads_to_the_one_that_took_it_in(guest):
    old, middle, new = (start(title=f"Topic {n} of three") for n in (1, 2, 3))
    actions.merge(make.moderator(), fresh(old), fresh(middle))
    actions.merge(make.moderator(), fresh(middle), fresh(new))

    answer = guest.get(address(old))

    assert answer.status_code == 301
    assert answer.location == address(new)


def test_a_merge_into_a_hidden_topic_tells_a_guest_nothing(guest):
    old, new = start(), make.topic(channel=make.channel(visibility="secret"))
    actions.merge(make.moderator(), fresh(old), fresh(new))

    assert guest.get(address(old)).status_code == 404


@pytest.mark.parametrize(
    "path", ["/t/x/99999999999999999999", "/p/99999999999999999999", "/t/x/1/99999999999999999999"]
)
def test_numbers_that_no_database_holds_are_not_found(guest, path):
    assert guest.get(path).status_code == 404


def test_an_accepted_answer_stands_first_and_in_its_place(guest):
    topic = start(channel=make.channel(kind="question"))
    answer = reply(topic, make.member(display_name="Kei"), "Hold both buttons.")
    actions.accept(topic.author, answer)

    page = guest.get(address(topic)).text

    # In the head search engines are told of it once more.
    assert page.partition("<main")[2].count("Hold both buttons.") == 2
    assert "by Kei, accepted by" in page
    assert page.index("Hold both buttons.") < page.index('id="post-1"')


@pytest.mark.parametrize(
    ("maker", "said"), [(make.moderator, "Answered by the team"), (make.member, "Answered")]
)
def test_the_head_says_whether_the_team_answered(guest, maker, said):
    topic = start(channel=make.channel(kind="question"))
    actions.accept(topic.author, reply(topic, maker()))

    page = guest.get(address(topic)).text
    chips = re.findall(r'class="chip chip--good">.*?</svg>\s*([^<]+)', page, re.DOTALL)

    assert said in [chip.strip() for chip in chips]


def test_the_answer_is_shown_on_every_page(guest):
    topic = long_topic(45)
    topic.channel.kind = "question"
    db.session.commit()
    actions.accept(topic.author, reply(topic, body="Hold both buttons."))

    assert "Hold both buttons." in guest.get(address(topic)).text


def test_a_page_whose_posts_were_all_moved_away_says_so(guest):
    topic = long_topic(45)
    db.session.execute(text("DELETE FROM posts WHERE number BETWEEN 21 AND 40"))
    db.session.commit()

    page = guest.get(f"{address(topic)}?page=2")

    assert page.status_code == 200
    assert "Nothing stands on this page any more" in page.text


def test_pages_end_where_the_viewer_finds_the_last_post(guest, sign_in):
    topic = long_topic(20)
    topic.channel.reviewed_since = clock.now()
    db.session.commit()
    author = make.member()
    reply(topic, author)

    assert guest.get(f"{address(topic)}?page=2").status_code == 302
    assert numbers_on(sign_in(author).get(f"{address(topic)}?page=2").text) == [21]


def cost_of(client, path: str) -> int:
    client.get(path)
    with count_queries() as seen:
        page = client.get(path)
    assert page.status_code == 200
    return len([statement for statement in seen if not statement.startswith("BEGIN")])


def test_reading_costs_the_same_for_two_posts_as_for_twenty(guest, sign_in):
    few, many = address(long_topic(2)), address(long_topic(20))
    member = sign_in(make.member())

    assert cost_of(guest, few) == cost_of(guest, many)
    assert cost_of(member, few) == cost_of(member, many)


def test_a_guest_reads_a_topic_for_seven_queries_when_no_other_slice_adds_to_it(config):
    """Topic, last number, tags, posts, related topics; settings and navigation of the shell."""
    app = create_app(config, [*slices.SERVICES, *slices.CONTENT])
    app.test_client_class = Browser
    with app.app_context():
        path = address(long_topic(20))
        cost = cost_of(app.test_client(), path)

    assert cost == 7


def test_reading_costs_the_same_whoever_wrote(guest):
    one, many = start(), start()
    author = make.member()
    for _ in range(15):
        reply(one, author)
        reply(many)
    paths = address(one), address(many)

    assert cost_of(guest, paths[0]) == cost_of(guest, paths[1])


def test_the_last_page_of_ten_thousand_posts_costs_what_the_first_costs(guest):
    path = address(long_topic(10_000))

    first = cost_of(guest, path)
    with count_queries() as seen:
        page = guest.get(f"{path}?page=500")

    assert numbers_on(page.text) == list(range(9981, 10_001))
    assert len([statement for statement in seen if not statement.startswith("BEGIN")]) <= first
    assert [s for s in seen if "posts.html" in s and "OFFSET" in s] == []


def test_the_posts_of_a_page_are_found_by_an_index(app):
    if db.engine.dialect.name != "sqlite":
        assert "uq_posts_topic_id_number" in {c.name for c in Post.__table__.constraints}
        return
    query = "SELECT * FROM posts WHERE topic_id = 1 AND number BETWEEN 9981 AND 10000"

    plan = str(db.session.execute(text(f"EXPLAIN QUERY PLAN {query} ORDER BY number")).all())

    assert "USING INDEX" in plan
    assert "number>?" in plan
    assert "TEMP B-TREE" not in plan


def test_the_navigation_marks_the_channel_of_the_topic(guest):
    channel = make.channel(slug="gear-help")

    page = guest.get(address(start(channel=channel))).text

    assert re.search(r'<a[^>]*href="/c/gear-help"[^>]*aria-current="page"', page)


def test_what_holds_of_a_whole_topic_is_said_once(sign_in):
    held = start(channel=make.channel(reviewed_since=clock.now()))
    deleted, moderator = start(), make.moderator()
    actions.delete(moderator, queries.first_post(fresh(deleted)))
    browser = sign_in(moderator)

    assert browser.get(address(held)).text.count("Waiting for review") == 1
    page = browser.get(address(deleted)).text
    assert page.count(">Deleted<") == 1
    assert "Bring it back" in page
