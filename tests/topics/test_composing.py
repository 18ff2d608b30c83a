"""Forms in which texts are written: they open with what was typed, and never lose it."""

import html
import re

import pytest

from forum.channels.models import Kind
from forum.drafts import actions as drafts
from forum.drafts import queries as draft_queries
from forum.kernel import clock
from forum.kernel.db import db
from forum.topics import actions, queries
from forum.topics.models import Post, State, Topic
from forum.topics.views.writing import POSTING
from tests.support import make
from tests.topics.writing import fresh, reply, start


def text_in(page: str, name: str = "body") -> str:
    """What stands in the text area of a page."""
    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return html.unescape(found.group(1)) if found else ""


def value_of(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    value = re.search(r'value="([^"]*)"', found.group() if found else "")
    return html.unescape(value.group(1)) if value else ""


def address(topic) -> str:
    return f"/t/{topic.slug}/{topic.id}"


def test_a_reply_lands_at_itself_and_says_so(sign_in):
    topic = start()

    answer = sign_in(make.member()).post(f"/t/{topic.id}/reply", data={"body": "Same here."})

    assert answer.status_code == 302
    assert answer.location == f"{address(topic)}#post-2"


def test_a_new_topic_lands_at_itself_and_says_so(sign_in):
    data = {"channel": make.channel().slug, "title": "A whole title", "body": "It **stops**."}

    answer = sign_in(make.member()).post("/new", data=data, follow_redirects=True)

    assert "Posted." in answer.text
    assert "<strong>stops</strong>" in answer.text


def test_a_held_text_says_that_it_waits(sign_in):
    channel = make.channel(reviewed_since=clock.now())
    data = {"channel": channel.slug, "title": "A whole title", "body": "Words."}

    answer = sign_in(make.member()).post("/new", data=data, follow_redirects=True)

    assert "A moderator reads it first." in answer.text
    assert "Waiting for review" in answer.text


def test_the_composer_opens_with_ones_own_draft(sign_in):
    topic, author = start(), make.member()
    drafts.save(author, f"reply:{topic.id}", body="Half a thou", extra={"reply_to": "1"})

    own = sign_in(author).get(address(topic)).text
    other = sign_in(make.member()).get(address(topic)).text

    assert text_in(own) == "Half a thou"
    assert value_of(own, "reply_to") == "1"
    assert 'data-draft-version="1"' in own
    assert text_in(other) == ""


def test_a_new_topic_opens_with_ones_own_draft(sign_in):
    author, channel = make.member(), make.channel()
    extra = {"channel": channel.slug, "tags": ["grinder", "burrs"]}
    drafts.save(author, "new", title="Half a ti", body="Half a thou", extra=extra)

    page = sign_in(author).get("/new").text

    assert (value_of(page, "title"), text_in(page)) == ("Half a ti", "Half a thou")
    assert value_of(page, "tags") == "grinder, burrs"
    assert re.search(rf'<option selected value="{channel.slug}">', page)


def test_the_channel_of_the_address_wins_over_the_drafts(sign_in):
    author, mine, other = make.member(), make.channel(), make.channel()
    drafts.save(author, "new", body="Half", extra={"channel": mine.slug})

    page = sign_in(author).get(f"/new?channel={other.slug}").text

    assert re.search(rf'<option selected value="{other.slug}">', page)


def test_a_quote_opens_in_the_composer(sign_in):
    topic = start()
    post = reply(topic, body="> Older words.\n\nFirst line.\nSecond line.")

    page = sign_in(make.member()).get(f"{address(topic)}?quote={post.id}").text

    assert text_in(page) == "> First line.\n> Second line.\n\n"
    assert value_of(page, "reply_to") == "2"


def test_a_quote_is_added_to_what_was_begun(sign_in):
    topic, author = start(body="The question."), make.member()
    drafts.save(author, f"reply:{topic.id}", body="Half a thou")
    first = queries.first_post(fresh(topic))
    client = sign_in(author)

    page = client.get(f"{address(topic)}?quote={first.id}").text
    drafts.save(author, f"reply:{topic.id}", body=text_in(page), version=1)
    again = client.get(f"{address(topic)}?quote={first.id}").text

    assert text_in(page) == "Half a thou\n\n> The question.\n\n"
    assert text_in(again).count("> The question.") == 1


def test_a_long_post_is_quoted_in_part(sign_in):
    topic = start(body="word " * 2000)
    first = queries.first_post(fresh(topic))

    page = sign_in(make.member()).get(f"{address(topic)}?quote={first.id}").text

    assert len(text_in(page)) < 1_600
    assert text_in(page).rstrip().endswith("word …")


BODY = "It **stops**[^1] at 14 g, @someone.\n\n- one\n- two\n\n[^1]: Really."


def test_a_preview_shows_exactly_what_will_be_published(sign_in):
    make.member(username="someone")
    author = make.member()

    shown = sign_in(author).post("/preview", data={"body": f"  {BODY}\r\n"})

    published = reply(start(), author, BODY).html
    assert shown.mimetype == "text/html"
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    assert _without_anchors(shown.text) == _without_anchors(published)


def _without_anchors(text: str) -> str:
    return re.sub(r"p[0-9a-f]{8}-", "", text)


def test_a_preview_is_for_members(guest):
    answer = guest.post("/preview", data={"body": "Words."})

    assert answer.status_code == 401
    assert "<p>Words.</p>" not in answer.text


def test_a_preview_takes_no_right_to_write(app):
    assert app.view_functions["topics.preview"].reads_only is True


def test_without_scripts_a_preview_is_a_button(sign_in):
    topic = start()
    client = sign_in(make.member())
    data = {"act": "preview", "body": BODY}
    titled = data | {"channel": topic.channel.slug, "title": "A whole title"}

    on_topic = client.post(f"/t/{topic.id}/reply", data=data)
    on_new = client.post("/new", data=titled)

    for page in (on_topic, on_new):
        assert page.status_code == 200
        assert "<strong>stops</strong>" in page.text
        assert text_in(page.text) == BODY
    assert value_of(on_new.text, "title") == "A whole title"
    assert db.session.query(Post).count() == 1


def test_without_scripts_another_channel_shows_what_it_asks_for(sign_in):
    make.channel()
    channel = make.channel(kind=Kind.QUESTION, description="Ask about grinders.", min_tags=1)
    data = {"act": "channel", "channel": channel.slug, "title": "T", "body": "Words."}

    page = sign_in(make.member()).post("/new", data=data).text

    assert "<h1>Ask a question</h1>" in page
    assert "Ask about grinders." in page
    assert "At least one" in page
    assert (value_of(page, "title"), text_in(page)) == ("T", "Words.")


def test_a_text_is_kept_as_a_draft_without_scripts(sign_in):
    author, channel = make.member(), make.channel()
    data = {"act": "draft", "channel": channel.slug, "title": "T", "body": "Words.", "tags": "a,b"}

    answer = sign_in(author).post("/new", data=data)

    draft = draft_queries.draft_of(author, "new")
    assert answer.location == "/drafts"
    assert (draft.title, draft.body) == ("T", "Words.")
    assert draft.extra == {"channel": channel.slug, "tags": "a,b"}


def test_newer_text_of_another_tab_is_not_overwritten_by_keeping(sign_in):
    author, channel = make.member(), make.channel()
    drafts.save(author, "new", title="Theirs", body="Their words.")
    data = {"act": "draft", "channel": channel.slug, "title": "Mine", "body": "My words."}

    answer = sign_in(author).post("/new", data=data)

    assert answer.status_code == 409
    assert "Their words." in answer.text
    assert text_in(answer.text) == "My words."
    assert draft_queries.draft_of(author, "new").body == "Their words."
    known = data | {"draft_version": value_of(answer.text, "draft_version")}
    assert sign_in(author).post("/new", data=known).location == "/drafts"
    assert draft_queries.draft_of(author, "new").body == "My words."


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title": "Help"}, "at least 5 characters"),
        ({"title": "a" * 201}, "below 200 characters"),
        ({"body": " "}, "Write something first."),
        ({"body": "a" * 32_001}, "below 32000 characters"),
        ({"tags": "a,b,c,d,e,f"}, "at most 5 tags"),
        ({"tags": "!!!"}, "needs letters or digits"),
        ({"channel": "nowhere"}, "Choose a channel."),
        ({"channel": ""}, "Choose a channel."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_text_is_kept(sign_in, given, words):
    whole = {
        "channel": make.channel().slug,
        "title": "A whole title",
        "body": "The whole text.",
        "tags": "grinder",
    }

    answer = sign_in(make.member()).post("/new", data=whole | given)

    assert answer.status_code == 422
    assert words in html.unescape(answer.text)
    for name in {"title", "tags"} - given.keys():
        assert value_of(answer.text, name) == whole[name]
    if "body" not in given:
        assert text_in(answer.text) == "The whole text."


def test_a_reply_with_a_mistake_keeps_its_text(sign_in):
    topic, text = start(), "a" * 32_001

    answer = sign_in(make.member()).post(f"/t/{topic.id}/reply", data={"body": text})

    assert answer.status_code == 422
    assert text_in(answer.text) == text
    assert "Keep it below 32000 characters" in answer.text


def test_a_topic_that_was_closed_meanwhile_gives_the_text_back(sign_in):
    topic = start()
    actions.close(make.moderator(), fresh(topic))

    answer = sign_in(make.member()).post(f"/t/{topic.id}/reply", data={"body": "My own words."})

    assert answer.status_code == 403
    assert "This topic is closed." in answer.text
    assert "My own words.</textarea>" in answer.text


def test_a_topic_that_is_gone_gives_the_text_back(sign_in):
    topic = start()
    actions.delete(make.moderator(), queries.first_post(fresh(topic)))

    answer = sign_in(make.member()).post(f"/t/{topic.id}/reply", data={"body": "My own words."})

    assert answer.status_code == 404
    assert "My own words.</textarea>" in answer.text


def test_who_posts_too_quickly_keeps_the_text(sign_in):
    topic, author = start(), make.member()
    for _ in range(30):
        POSTING.hit(author.id)

    answer = sign_in(author).post(f"/t/{topic.id}/reply", data={"body": "My own words."})

    assert answer.status_code == 429
    assert text_in(answer.text) == "My own words."
    assert "very quickly" in answer.text
    assert 0 < int(answer.headers["Retry-After"]) <= 600


def test_a_guest_is_asked_to_sign_in(guest):
    topic = start()

    page = guest.get(address(topic)).text

    assert "Sign in to reply." in page
    assert 'name="body"' not in page
    assert guest.post(f"/t/{topic.id}/reply", data={"body": "x"}).status_code == 401
    assert guest.get("/new").status_code == 302


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"closed_at": clock.now()}, "This topic is closed."),
        ({"state": "held"}, "before the topic is published"),
    ],
)
def test_who_cannot_reply_reads_why(sign_in, change, words):
    author = make.member()
    topic = make.topic(author=author, **change)

    page = sign_in(author).get(f"/t/topic/{topic.id}").text

    assert words in page
    assert 'name="body"' not in page


def test_slow_mode_says_when_one_can_write_again(sign_in):
    topic, author = start(channel=make.channel(slow_mode_seconds=3600)), make.member()
    reply(topic, author)

    page = sign_in(author).get(address(topic)).text

    assert "Slow mode is on here" in page
    assert "You can write again <time" in page


def test_a_channel_that_does_not_take_topics_says_why(sign_in):
    make.channel()
    channel = make.channel(starts="staff")

    page = sign_in(make.member()).get(f"/new?channel={channel.slug}")

    assert page.status_code == 200
    assert "Only the team writes here." in page.text


def test_a_channel_nobody_knows_takes_no_topics(sign_in):
    assert sign_in(make.member()).get("/new?channel=nowhere").status_code == 404


def test_without_any_channel_the_page_says_so(sign_in):
    page = sign_in(make.member()).get("/new")

    assert page.status_code == 200
    assert "no channel in which you can write" in page.text


def test_the_team_chooses_when_a_topic_appears(sign_in):
    channel = make.channel()
    moderator = make.moderator(time_zone="Europe/Berlin")
    data = {"channel": channel.slug, "title": "A whole title", "body": "Words."}
    client = sign_in(moderator)

    page = client.get(f"/new?channel={channel.slug}").text
    client.post("/new", data=data | {"publish_at": "2099-07-01T09:00"})

    topic = db.session.query(Topic).one()
    assert 'name="publish_at"' in page
    assert topic.state == State.SCHEDULED
    assert topic.publish_at.isoformat() == "2099-07-01T07:00:00+00:00"
    member = sign_in(make.member())
    assert 'name="publish_at"' not in member.get(f"/new?channel={channel.slug}").text
    assert member.post("/new", data=data | {"publish_at": "2099-07-01T09:00"}).status_code == 403


@pytest.mark.parametrize("typed", ["tomorrow", "2020-01-01T09:00"])
def test_a_moment_that_cannot_be_publishes_nothing(sign_in, typed):
    data = {"channel": make.channel().slug, "title": "A whole title", "body": "Words."}

    answer = sign_in(make.moderator()).post("/new", data=data | {"publish_at": typed})

    assert answer.status_code == 422
    assert text_in(answer.text) == "Words."
    assert db.session.query(Topic).count() == 0


def test_staff_who_look_through_other_eyes_do_not_read_drafts(sign_in):
    topic, author = start(), make.member()
    drafts.save(author, f"reply:{topic.id}", body="Only for myself.")
    client = sign_in(make.moderator())
    with client.session_transaction() as session:
        session["view_as"] = str(author.id)

    page = client.get(address(topic)).text

    assert 'name="body"' in page
    assert "Only for myself." not in page


def test_previews_are_not_made_without_end(sign_in):
    client = sign_in(make.member())

    codes = {client.post("/preview", data={"body": "Words."}).status_code for _ in range(61)}

    assert codes == {200, 429}


def test_previews_without_scripts_are_not_made_without_end_either(sign_in):
    client, topic = sign_in(make.member()), start()
    data = {"act": "preview", "body": "Words.", "title": "A title"}

    codes = [client.post("/new", data=data).status_code for _ in range(60)]
    more = [client.post(path, data=data) for path in ("/new", f"/t/{topic.id}/reply")]

    assert set(codes) == {200}
    assert [answer.status_code for answer in more] == [429, 429]
    assert all(text_in(answer.text) == "Words." for answer in more)


def test_a_preview_shows_no_more_than_can_be_posted(sign_in):
    words = "word " * (actions.LONGEST_BODY // 5) + "beyond"

    answer = sign_in(make.member()).post("/new", data={"act": "preview", "body": words})

    assert answer.text.count("beyond") == 1


def test_a_draft_of_a_change_remembers_that_all_tags_were_taken_away(sign_in):
    topic = start(tags=("bean",))
    post = queries.first_post(fresh(topic))
    drafts.save(topic.author, f"edit:{post.id}", title=topic.title, body="W.", extra={"tags": ""})

    page = sign_in(topic.author).get(f"/p/{post.id}/edit").text

    assert value_of(page, "tags") == ""


def test_a_text_that_was_refused_stands_at_the_end_that_is_left_after_a_split(sign_in):
    topic = make.topic()
    for _ in range(24):
        make.post(topic=topic)
    actions.split(make.moderator(), fresh(topic), numbers=range(10, 26), title="The later ones")

    answer = sign_in(make.member()).post(f"/t/{topic.id}/reply", data={"body": ""})

    assert 'id="post-9"' in answer.text


def test_a_topic_that_was_begun_says_so_and_offers_an_empty_page(sign_in):
    ada = make.member()
    make.channel()
    browser = sign_in(ada)
    assert "Your draft" not in browser.get("/new").text
    draft = drafts.save(ada, "new", title="Half a thought", body="It began with")

    page = browser.get("/new").text

    assert "Your draft, kept" in page
    assert f'href="/drafts/{draft.id}/discard"' in page
    assert text_in(page) == "It began with"
