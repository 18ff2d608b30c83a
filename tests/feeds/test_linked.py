import json
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest

from forum.channels.models import Kind
from forum.feeds import linked
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.topics.queries.pages import PAGE_SIZE
from tests.feeds.hidden import HOME
from tests.feeds.shapes import check, facts
from tests.support import make
from tests.support.queries import count_queries

DATA = Path(os.environ.get("FORUM_TEST_DATA", "/nowhere"))
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]> & \u2028\u2029 ' \" \\",
    "{{ 7*7 }} ${x} %(name)s",
    "\u202eright to left\u202c",
]


def page_of(guest, topic, page=""):
    return guest.get(f"/t/{topic.slug}/{topic.id}{page}").text


def accept(topic, answer):
    with transaction():
        db.session.add(topic)
        topic.answer_id = answer.id


def test_a_talk_is_a_posting_with_comments(guest):
    author = make.member(username="lena", display_name="Lena")
    topic = make.topic(title="Beans", slug="beans", author=author, body="Which ones?", view_count=7)
    reply = make.post(topic=topic, body="These.", reaction_count=3)

    talk, _way = facts(page_of(guest, topic))

    assert talk["@type"] == "DiscussionForumPosting"
    assert (talk["headline"], talk["text"]) == ("Beans", "Which ones?")
    assert talk["author"] == {"@type": "Person", "name": "Lena", "url": f"{HOME}/members/lena"}
    counted = {
        each["interactionType"].rpartition("/")[2]: each["userInteractionCount"]
        for each in talk["interactionStatistic"]
    }
    assert counted == {"LikeAction": 0, "CommentAction": 1, "ViewAction": 7}
    (comment,) = talk["comment"]
    assert comment["text"] == "These."
    assert comment["url"] == f"{HOME}/t/beans/{topic.id}#post-2"
    assert comment["datePublished"] == reply.created_at.isoformat()
    assert comment["interactionStatistic"][0]["userInteractionCount"] == 3


def test_a_question_tells_its_accepted_answer_and_the_others(guest):
    topic = make.topic(title="Why?", channel=make.channel(kind=Kind.QUESTION))
    make.post(topic=topic, body="Perhaps so.")
    answer = make.post(topic=topic, body="Because.", reaction_count=5)
    accept(topic, answer)

    page, _way = facts(page_of(guest, topic))

    question = page["mainEntity"]
    assert page["@type"] == "QAPage"
    assert (question["name"], question["answerCount"]) == ("Why?", 2)
    assert question["acceptedAnswer"]["text"] == "Because."
    assert question["acceptedAnswer"]["upvoteCount"] == 5
    assert [each["text"] for each in question["suggestedAnswer"]] == ["Perhaps so."]


def test_a_question_without_answers_has_none(guest):
    topic = make.topic(channel=make.channel(kind=Kind.QUESTION))

    question = facts(page_of(guest, topic))[0]["mainEntity"]

    assert question["suggestedAnswer"] == []
    assert "acceptedAnswer" not in question


def test_the_way_back_leads_over_the_channel_to_the_front(guest):
    topic = make.topic(title="Beans", slug="b", channel=make.channel(name="Coffee", slug="coffee"))

    _talk, way = facts(page_of(guest, topic))

    steps = [(item["position"], item["name"], item["item"]) for item in way["itemListElement"]]
    assert steps == [
        (1, "Guildhall", f"{HOME}/"),
        (2, "Coffee", f"{HOME}/c/coffee"),
        (3, "Beans", f"{HOME}/t/b/{topic.id}"),
    ]


def test_a_channel_tells_its_way_back(guest):
    make.channel(name="Coffee", slug="coffee")

    (way,) = facts(guest.get("/c/coffee").text)

    assert [item["name"] for item in way["itemListElement"]] == ["Guildhall", "Coffee"]


def test_a_later_page_tells_its_own_posts_and_not_the_first_text(guest):
    topic = make.topic(body="The beginning", channel=make.channel())
    for n in range(2, PAGE_SIZE + 3):
        make.post(topic=topic, body=f"Reply {n}")

    talk, _way = facts(page_of(guest, topic, "?page=2"))

    assert "text" not in talk
    assert talk["url"] == f"{HOME}/t/topic/{topic.id}"
    assert [comment["text"] for comment in talk["comment"]] == ["Reply 21", "Reply 22"]
    assert talk["comment"][0]["url"] == f"{HOME}/t/topic/{topic.id}?page=2#post-21"


def test_changes_and_pictures_are_told(guest):
    topic = make.topic(picture="p" * 22)
    make.post(topic=topic, edited_at=clock.now() - timedelta(hours=1))

    talk, _way = facts(page_of(guest, topic))

    assert talk["image"] == f"{HOME}/uploads/{'p' * 22}/800"
    assert "dateModified" in talk["comment"][0]


def test_no_more_comments_and_words_than_are_of_use(app):
    room = make.channel()
    topic = make.topic(channel=room, body="x" * 3000)
    posts = [make.post(topic=topic) for _ in range(3)]
    first = make.topic(channel=room)  # keeps the ids of posts and topics apart

    with app.test_request_context():
        told = linked.of_topic(topic, posts=posts * 50, answer=None)["@graph"][0]

    assert first.id != topic.id
    assert len(told["comment"]) == linked.MOST_COMMENTS


def test_a_long_text_is_cut(guest):
    topic = make.topic(body="word " * 1000)

    talk, _way = facts(page_of(guest, topic))

    assert len(talk["text"]) == linked.MOST_TEXT
    assert talk["text"].endswith("…")


@pytest.mark.parametrize("nasty", HOSTILE)
def test_no_title_text_or_name_breaks_out_of_the_block(guest, nasty):
    room = make.channel(name=nasty[:60])
    topic = make.topic(title=nasty, channel=room, author=make.member(display_name=nasty))
    make.post(topic=topic, body="x", text=nasty)

    page = page_of(guest, topic)

    talk, way = facts(page)
    assert talk["headline"] == nasty
    assert talk["comment"][0]["text"] == nasty
    assert way["itemListElement"][2]["name"] == nasty
    assert not re.search(r"[<>&'\u2028\u2029]", _block(page))


@pytest.mark.skipif(not DATA.is_dir(), reason="FORUM_TEST_DATA names no folder")
def test_no_naughty_text_of_the_large_sets_breaks_out_of_the_block(app):
    texts = json.loads((DATA / "naughty" / "blns.json").read_text())
    texts += [
        json.dumps(json.loads(line), ensure_ascii=False)
        for file in sorted((DATA / "xss").glob("*.jsonl"))
        for line in file.read_text().splitlines()
    ]
    assert len(texts) > 400

    for text in filter(str.strip, texts):
        with app.app_context():
            template = app.jinja_env.from_string("{{ facts|tojson }}")
            block = template.render(facts={"headline": text})
        assert json.loads(block) == {"headline": text}
        assert not re.search(r"[<>&'\u2028\u2029]", block)


def test_members_are_told_nothing_for_search_engines(sign_in):
    topic = make.topic()
    member = sign_in(make.member())

    assert "ld+json" not in page_of(member, topic)
    assert "og:" not in page_of(member, topic)


def test_linked_data_costs_no_question_to_the_database(guest, monkeypatch):
    topic = make.topic()
    for _ in range(5):
        make.post(topic=topic)

    address = f"/t/{topic.slug}/{topic.id}"
    with count_queries() as with_it:
        guest.get(address)
    monkeypatch.setattr(linked, "of_topic", lambda *_, **__: {})
    with count_queries() as without_it:
        guest.get(address)

    assert len(with_it) == len(without_it)


@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "Lamp"},
        {"@type": "Person", "name": "Lena"},
        {"@type": "Person", "name": "Lena", "url": "/members/lena"},
        {"@type": "Person", "name": "Lena", "url": "http://x.org/", "headline": "x"},
        {"@type": "ListItem", "position": "1", "name": "x", "item": "http://x.org/"},
        {"@type": "QAPage", "mainEntity": {"@type": "Person", "name": "x", "url": "http://x/"}},
    ],
)
def test_a_planted_mistake_is_found(wrong):
    with pytest.raises(AssertionError):
        check({"@context": "https://schema.org", "@graph": [wrong]})


def _block(page):
    return re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1]
