"""Live channels: one stream of messages, and topics that are lifted out of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.channels import actions as channels
from forum.channels import queries as rooms
from forum.channels.models import ChannelRole, Kind, Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.reading import queries as reading
from forum.reading.actions import keep_positions
from forum.site import actions as site
from forum.topics import actions, queries
from forum.topics.actions import NewPost, NewTopic
from forum.topics.models import Post, Topic
from tests.support import make
from tests.support.queries import count_queries


@pytest.fixture
def counter(app):
    return channels.create(make.admin(), channels.Plan("At the counter", kind=Kind.LIVE))


def say(channel, *words, author=None):
    stream = queries.standing_topic(channel)
    who = author or make.member()
    return [actions.reply(who, stream, NewPost(word)) for word in words]


def test_a_live_channel_has_one_standing_topic_from_the_beginning(counter):
    stream = queries.standing_topic(counter)

    assert (stream.title, stream.is_standing, stream.is_published) == (counter.name, True, True)
    assert db.session.scalars(select(Topic)).all() == [stream]


def test_the_standing_topic_is_called_as_its_channel_is(counter):
    plan = channels.Plan("By the stove", slug=counter.slug, kind=Kind.LIVE)

    channels.change(make.admin(), counter, plan)

    assert queries.standing_topic(counter).title == "By the stove"


def test_nobody_starts_a_topic_in_a_live_channel(counter, sign_in):
    with pytest.raises(Refused, match="live_only"):
        actions.start(make.admin(), counter, NewTopic("A new topic", "Words."))
    assert counter not in rooms.writable_channels(make.member())


def test_only_an_empty_channel_becomes_live_and_a_live_one_stays_so(counter):
    admin, other = make.admin(), make.channel(topic_count=1)

    with pytest.raises(Invalid, match="has_topics"):
        channels.change(admin, other, channels.Plan(other.name, slug=other.slug, kind=Kind.LIVE))
    with pytest.raises(Invalid, match="stays_live"):
        channels.change(admin, counter, channels.Plan(counter.name, slug=counter.slug))
    with pytest.raises(Invalid, match="live"):
        channels.merge(admin, other, counter)


def test_the_messages_of_a_merged_live_channel_are_a_topic_of_the_other(counter):
    say(counter, "One.")
    stream, into = queries.standing_topic(counter), make.channel()

    channels.merge(make.admin(), counter, into)

    db.session.refresh(stream)
    assert (stream.channel_id, stream.is_standing) == (into.id, False)


def test_the_newest_messages_stand_last_with_the_composer_below(counter, sign_in):
    say(counter, "The first word.", "The second word.")

    page = sign_in(make.member()).get(f"/c/{counter.slug}/live").text

    assert page.index("The first word.") < page.index("The second word.") < page.index("Send")
    assert "Live" in page


def test_the_address_of_the_channel_leads_to_the_stream(counter, guest):
    assert guest.get(f"/c/{counter.slug}").location == f"/c/{counter.slug}/live"


def test_another_kind_of_channel_has_no_stream(guest):
    channel = make.channel()

    assert guest.get(f"/c/{channel.slug}/live").location == f"/c/{channel.slug}"


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.SECRET])
def test_the_stream_of_a_closed_channel_is_closed(guest, visibility):
    plan = channels.Plan("Inside", kind=Kind.LIVE, visibility=visibility)
    channel = channels.create(make.admin(), plan)
    say(channel, "A word for us.", author=make.admin())

    answers = [guest.get(f"/c/inside{rest}", follow_redirects=True) for rest in ("", "/live")]

    assert all("A word for us." not in answer.text for answer in answers)
    assert {answer.status_code for answer in answers} <= {200, 404}


def test_earlier_messages_are_reached_by_key_and_a_message_by_its_number(counter, guest):
    say(counter, *(f"Message {number}." for number in range(2, 122)))
    address = f"/c/{counter.slug}/live"

    latest, before = guest.get(address).text, guest.get(f"{address}?before=72").text
    around = guest.get(f"{address}?at=40").text

    assert "Message 121." in latest
    assert "Message 72." in latest
    assert "Message 71." not in latest
    assert "before=72" in latest
    assert ("Message 71." in before, "Message 72." in before) == (True, False)
    assert "Message 40." in around
    assert "Message 30." in around
    assert "To the newest messages" in around


def test_a_stream_costs_the_same_however_much_was_said(counter, sign_in):
    browser = sign_in(make.member())
    address = f"/c/{counter.slug}/live"
    say(counter, "One.", "Two.")
    browser.get(address)
    with count_queries() as few:
        browser.get(address)
    for _ in range(12):
        say(counter, "More.", "And more.")

    with count_queries() as many:
        browser.get(address)

    assert len(few) == len(many)


def test_a_live_channel_is_no_row_of_any_list_and_says_in_the_navigation_that_it_stirs(
    counter, sign_in
):
    reader = make.member()
    say(counter, "Something new.")
    browser = sign_in(reader)

    assert "At the counter" in browser.get("/").text
    assert 'class="topic-row__link"' not in browser.get("/").text
    assert reading.channel_marks(reader)[counter.id].is_stirred
    assert reading.unread_topics(reader) == 0
    stream = queries.standing_topic(counter)
    keep_positions({(reader.id, stream.id): 2})
    reading.forget_counts()
    assert counter.id not in reading.channel_marks(reader)


def test_a_topic_address_of_the_stream_leads_to_the_channel(counter, guest):
    [post] = say(counter, "Here.")
    stream = queries.standing_topic(counter)

    assert guest.get(f"/t/{stream.slug}/{stream.id}").location == f"/c/{counter.slug}/live"
    assert guest.get(f"/p/{post.id}").location == f"/c/{counter.slug}/live#post-2"


def test_jumps_into_a_stream_lead_to_their_message(counter, sign_in):
    long_ago, reader = clock.now() - timedelta(days=10), make.member()
    with clock.at(long_ago):
        say(counter, *(f"Old {number}." for number in range(60)))
    say(counter, *(f"New {number}." for number in range(60)))
    stream = queries.standing_topic(counter)
    keep_positions({(reader.id, stream.id): 30})
    browser, address = sign_in(reader), f"/t/{stream.slug}/{stream.id}"
    today = clock.now().date().isoformat()

    for way, number in (("unread", 31), (f"on?date={today}", 62), ("on?date=2020-01-01", 2)):
        answer = browser.get(f"{address}/{way}")
        assert answer.location == f"/c/{counter.slug}/live?at={number}#post-{number}"
        assert f'id="post-{number}"' in browser.get(answer.location).text
    assert browser.get(f"{address}/newest").location.endswith("?at=121#post-121")


def test_the_standing_topic_is_not_taken_away_moved_or_merged(counter):
    admin, into, other_id = make.admin(), make.channel(), make.topic().id
    say(counter, "One.")

    for act in (
        lambda stream, other: actions.delete(admin, queries.first_post(stream)),
        lambda stream, other: actions.move(admin, stream, into),
        lambda stream, other: actions.merge(admin, stream, other),
        lambda stream, other: actions.merge(admin, other, stream),
        lambda stream, other: actions.split(admin, stream, numbers=[2], title="Elsewhere"),
    ):
        stream, other = queries.stream_of(admin, counter), queries.visible_topic(admin, other_id)
        with pytest.raises(Refused, match="standing"):
            act(stream, other)
    with pytest.raises(Invalid, match="live"):
        actions.move(admin, queries.visible_topic(admin, other_id), counter)


def test_slow_mode_holds_for_messages(counter):
    author, stream = make.member(), queries.standing_topic(counter)
    actions.slow(make.admin(), stream, seconds=60)
    say(counter, "One.", author=author)

    with pytest.raises(Refused, match="slow_mode"):
        say(counter, "Two.", author=author)


def test_slow_mode_says_for_how_long_and_keeps_what_was_typed(counter, sign_in):
    author, stream = make.member(), queries.standing_topic(counter)
    actions.slow(make.admin(), stream, seconds=50)
    say(counter, "One.", author=author)
    browser = sign_in(author)

    before = browser.get(f"/c/{counter.slug}/live").text
    answer = browser.post(f"/t/{stream.id}/reply", data={"body": "Two, too soon."})

    assert "You can write again in 50 seconds." in before
    assert 'name="body"' in before
    assert answer.status_code == 403
    assert "You can write again in 50 seconds." in answer.text
    assert "Two, too soon.</textarea>" in answer.text


def lifted(counter, actor, posts, **given):
    given.setdefault("into", make.channel())
    given.setdefault("title", "Water at 91 degrees")
    numbers = [post.number for post in posts]
    return actions.lift(actor, queries.standing_topic(counter), numbers=numbers, **given)


def test_lifted_messages_are_a_topic_of_another_channel_with_their_authors(counter):
    author, into = make.member(), make.channel()
    one, two, three = say(counter, "One.", "Two.", "Three.", author=author)

    made = lifted(counter, make.moderator(), [one, three], into=into, context="From there.")

    db.session.expire_all()
    words = [post.body for post in queries.all_posts(made)]
    assert words == ["One.", "Three.", "From there."]
    assert (made.author_id, made.channel_id) == (author.id, into.id)
    left = select(Post.body).where(Post.topic_id == two.topic_id).order_by(Post.number)
    assert db.session.scalars(left).all()[1:] == ["Two."]
    assert (into.topic_count, into.post_count) == (1, 3)
    assert counter.post_count == 2


def test_the_stream_says_where_lifted_messages_went(counter, guest, sign_in):
    one, two, three = say(counter, "One.", "Two.", "Three.")
    hidden = make.channel(visibility=Visibility.PRIVATE)
    made = lifted(counter, make.admin(), [two])
    lifted(counter, make.admin(), [three], into=hidden, title="For our eyes only")

    page = guest.get(f"/c/{counter.slug}/live").text

    assert f"/t/{made.slug}/{made.id}" in page
    assert "Water at 91 degrees" in page
    assert "For our eyes only" not in page
    assert "stands elsewhere now" in page
    assert guest.get(f"/p/{two.id}").location.startswith(f"/t/{made.slug}/{made.id}")
    assert one.topic_id != made.id


def test_a_moderator_of_the_channel_lifts_and_an_ordinary_member_does_not(counter):
    [post] = say(counter, "One.")
    host = make.insider(counter, place=ChannelRole.MODERATOR)

    with pytest.raises(Refused, match="staff_only"):
        lifted(counter, make.member(), [post])
    assert lifted(counter, host, [post]).title == "Water at 91 degrees"


def test_authors_lift_their_own_messages_where_the_brand_lets_them(counter):
    author = make.member()
    [own], [other] = say(counter, "Mine.", author=author), say(counter, "Yours.")
    site.choose_all(make.admin(), {"topics.lifting": "authors"})

    with pytest.raises(Refused, match="not_yours"):
        lifted(counter, author, [own, other])
    assert lifted(counter, author, [own]).author_id == author.id


def test_what_was_said_inside_is_not_lifted_out(app):
    plan = channels.Plan("Inside", kind=Kind.LIVE, visibility=Visibility.MEMBERS)
    channel = channels.create(make.admin(), plan)
    [post] = say(channel, "One.")

    with pytest.raises(Invalid, match="opens_up"):
        lifted(channel, make.admin(), [post])


def test_messages_are_lifted_on_a_page_that_tells_their_context(counter, sign_in):
    say(counter, "Hello @everybody *there*.", author=make.member(display_name="Ada"))
    [post] = say(counter, "Water boils at 91 here.")
    into = make.channel()
    stream = queries.standing_topic(counter)
    browser = sign_in(make.moderator())
    address = f"/t/{stream.id}/lift?from={post.number}"

    page = browser.get(address).text
    form = {"title": "Water at 91 degrees", "channel": into.slug, "numbers": [post.number]}
    made = browser.post(address, data=form, follow_redirects=True).text

    assert "Water boils at 91 here." in page
    assert "Said just before:" in made
    assert "Hello everybody there." in made
    # Where it stood, the stream says where it went.
    assert f"/c/{counter.slug}/live#post-3" in made
    assert 'class="stream__lifted" id="post-3"' in browser.get(f"/c/{counter.slug}/live").text


def test_lifting_nothing_is_said_kindly(counter, sign_in):
    [post] = say(counter, "One.")
    stream = queries.standing_topic(counter)
    form = {"title": "A title", "channel": make.channel().slug}

    answer = sign_in(make.moderator()).post(f"/t/{stream.id}/lift?from={post.number}", data=form)

    assert answer.status_code == 422
    assert "Choose what shall move." in answer.text
