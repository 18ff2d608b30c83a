"""What reaches open pages, whom it does not reach, and how streams begin and end."""

import http.client
import json
import time

import pytest

from forum.accounts import actions as accounts
from forum.channels import actions as channels
from forum.channels.models import Visibility
from forum.kernel import clock, whispers
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.live import actions as live
from forum.server import stream, stream_hub
from forum.topics import actions
from forum.topics.actions import NewPost
from tests.live.listening import OpenPage, pass_of, signed_in
from tests.support import make

QUIET = 1.5
CUT_SECONDS = 5.0


def say(topic, author=None, body="Something."):
    return actions.reply(author or make.member(), topic, NewPost(body))


def take_out(seat):
    with transaction():
        db.session.delete(seat)


def asked(port, path, **headers):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=6)
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    found = answer.status, answer.headers, answer.read()
    line.close()
    return found


def test_a_reply_reaches_an_open_page_within_two_seconds(served):
    topic = make.topic()
    page = served.open(topics=str(topic.id))

    begun = time.monotonic()
    post = say(topic)
    heard = page.until("post")

    assert time.monotonic() - begun < 2
    assert (heard["post"], heard["number"], heard["by"]) == (post.id, 2, post.author_id)
    assert page.status == 200
    assert "text/event-stream" in page.head
    assert "content-encoding" not in page.head


def test_a_page_about_something_else_hears_only_that_it_stirs(served):
    topic = make.topic()
    page = served.open(topics="999999")
    deaf = served.open(topics="999999", channels="")

    say(topic)
    heard = page.until("stir")

    assert {name for name in heard if name != "id"} == {"kind", "channel", "topic", "by"}
    assert deaf.kinds(QUIET) == []


@pytest.mark.parametrize("visibility", [Visibility.MEMBERS, Visibility.PRIVATE, Visibility.SECRET])
def test_a_guest_hears_nothing_of_a_closed_channel_whatever_is_asked_for(served, visibility):
    topic = make.topic(channel=make.channel(visibility=visibility))
    ids = ",".join(str(number) for number in range(topic.id - 20, topic.id + 20))
    page = served.open(topics=ids, channels="all")

    say(topic, make.admin())

    assert page.kinds(QUIET) == []


def test_an_insider_hears_of_a_private_channel_and_another_member_does_not(open_as):
    channel = make.channel(visibility=Visibility.PRIVATE)
    topic = make.topic(channel=channel)
    inside = open_as(make.insider(channel), topics=str(topic.id))
    outside = open_as(make.member(), topics=str(topic.id))

    say(topic, make.admin())

    assert inside.until("post")["topic"] == topic.id
    assert outside.kinds(0.5) == []


def test_whoever_is_taken_out_of_a_channel_is_cut_and_hears_no_more(app, open_as, served):
    channel = make.channel(visibility=Visibility.SECRET)
    topic, user = make.topic(channel=channel), make.member()
    seat = make.seat(channel, user)
    session = signed_in(user)
    page = served.open(token=pass_of(app, session), topics=str(topic.id))

    begun = time.monotonic()
    take_out(seat)
    word = page.until_end(CUT_SECONDS)
    again = served.open(token=pass_of(app, session), topics=str(topic.id), last=page.last)
    say(topic, make.admin())

    assert word == "rights"
    assert time.monotonic() - begun < CUT_SECONDS + QUIET
    assert again.kinds(QUIET) == []


@pytest.mark.parametrize("how", ["signed out", "suspended", "deactivated"])
def test_the_stream_of_a_session_that_ends_is_closed(app, served, how):
    user = make.member()
    session = signed_in(user)
    page = served.open(token=pass_of(app, session))

    if how == "signed out":
        accounts.end_all_sessions(user)
    else:
        with transaction():
            column = "suspended_until" if how == "suspended" else "deactivated_at"
            setattr(user, column, clock.now().replace(year=clock.now().year + 1))
            db.session.add(user)
    word = page.until_end(CUT_SECONDS)
    again = served.open(token=pass_of(app, session))

    assert word == "signed-out"
    assert again.status == 401


def test_a_page_that_comes_again_is_told_what_it_missed_and_nothing_twice(served):
    topic = make.topic()
    page = served.open(topics=str(topic.id))
    say(topic)
    page.until("post")
    page.close()

    missed = [say(topic).id for _ in range(3)]
    again = served.open(topics=str(topic.id), last=page.last)
    later = say(topic)
    again.kinds(QUIET)

    assert [one["post"] for one in again.heard] == [*missed, later.id]


def test_a_page_is_told_what_happened_while_it_was_made(served):
    topic = make.topic()
    page = served.open(topics=str(topic.id))
    first = say(topic)
    page.until("post")

    late = served.open(topics=str(topic.id), since=0)

    assert late.until("post")["post"] == first.id


def test_whoever_was_away_longer_than_events_are_kept_has_to_load_the_page_anew(served):
    topic = make.topic()
    page = served.open(topics=str(topic.id))
    for _ in range(2):
        say(topic)
    page.until("post")
    hub = served.streams.hub
    hub._floor = hub.last

    with transaction():
        db.session.execute(db.text("DELETE FROM live_events"))
    again = served.open(topics=str(topic.id), since=page.heard[0]["id"] - 1)

    assert again.until_end() == "stale"


def test_a_page_that_was_open_before_a_backup_came_back_is_told_to_load_anew(served):
    topic = make.topic()
    page = served.open(topics=str(topic.id))
    say(topic)
    told = page.until("post")["id"]

    with transaction():
        live.begin_anew(told + 5)

    assert page.until_end() == "stale"
    for since in (told - 1, told, told + 5):
        assert served.open(topics=str(topic.id), since=since).until_end() == "stale"
        assert json.loads(asked(served.port, f"/live/since/{since}")[2])["stale"]
    later = served.open(topics=str(topic.id), since=told + 6)
    say(topic)
    assert later.until("post")["id"] == told + 7


def test_a_page_that_knows_more_than_has_happened_is_told_to_load_anew(served):
    page = served.open(topics="1", since=1_000_000)

    assert page.until_end() == "stale"


def test_a_page_of_another_site_hears_nothing(served):
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        status, answered, _ = asked(served.port, "/live?channels=all", **headers)

        assert status == 403
        assert "Access-Control-Allow-Origin" not in answered


@pytest.mark.parametrize("word", ["1-1-9999999999.forged", "nonsense", "..", "1-1-1"])
def test_a_forged_pass_opens_nothing(served, word):
    assert asked(served.port, f"/live?token={word}")[0] == 401


def test_a_pass_ends(app, served):
    word = pass_of(app, signed_in(make.member()), ends=time.time() - 1)

    assert asked(served.port, f"/live?token={word}")[0] == 401


def test_one_address_holds_only_so_many_streams(served, monkeypatch):
    monkeypatch.setattr(stream_hub, "MOST_FOR_ADDRESS", 2)
    pages = [served.open(source="127.0.0.9") for _ in range(3)]
    other = served.open(source="127.0.0.8")

    assert [page.status for page in pages] == [200, 200, 503]
    assert other.status == 200


def test_a_place_is_free_again_when_its_page_is_closed(served, monkeypatch):
    monkeypatch.setattr(stream_hub, "MOST_FOR_ADDRESS", 1)
    served.open().close()
    hub, deadline = served.streams.hub, time.monotonic() + 3
    while hub.open_pages and time.monotonic() < deadline:
        time.sleep(0.05)

    assert served.open().status == 200


def test_without_streams_the_same_is_asked_for(served):
    topic = make.topic()
    page = served.open(topics=str(topic.id))
    post = say(topic)
    page.until("post")
    path = f"/live/since/0?topics={topic.id}"

    status, headers, body = asked(served.port, path)
    again, _, nothing = asked(served.port, path, **{"If-None-Match": headers["ETag"]})

    assert status == 200
    assert [one["post"] for one in json.loads(body)["events"]] == [post.id]
    assert (again, nothing) == (304, b"")


def test_a_server_that_stops_lets_its_pages_go_at_once(served):
    page = served.open()

    begun = time.monotonic()
    served.stop()

    assert page.until_end() == "restart"
    assert time.monotonic() - begun < 4
    assert not served.thread.is_alive()


def test_whoever_does_not_read_is_let_go(served, monkeypatch):
    monkeypatch.setattr(stream, "SEND_SECONDS", 0.5)
    topic = make.topic()
    page = served.open(topics=str(topic.id))
    hub = served.streams.hub
    [reader] = hub._pages

    # More than the system keeps for a line that nobody reads from.
    for _ in range(200):
        reader.tell(b"data: " + b"x" * 100_000 + b"\n\n")
    say(topic)
    deadline = time.monotonic() + 6
    while hub.open_pages and time.monotonic() < deadline:
        time.sleep(0.1)

    assert hub.open_pages == 0
    assert isinstance(page, OpenPage)


def test_members_read_who_is_writing_and_guests_only_that_somebody_is(open_as, served, app):
    topic, writer = make.topic(), make.member(display_name="Ada Byron")
    words = {"topic": topic.id, "channel": topic.channel_id, "by": writer.id}
    member = open_as(make.member(), topics=str(topic.id))
    own = open_as(writer, topics=str(topic.id))
    guest = served.open(topics=str(topic.id))

    whispers.tell({"kind": "typing", **words, "name": writer.display_name})

    assert member.until("typing")["name"] == "Ada Byron"
    assert (guest.until("typing")["name"], guest.heard[0]["by"]) == ("", 0)
    assert own.kinds(0.3) == []


def test_nobody_outside_hears_that_somebody_writes_in_a_private_channel(open_as, served):
    channel = make.channel(visibility=Visibility.PRIVATE)
    topic = make.topic(channel=channel)
    outside = open_as(make.member(), topics=str(topic.id))
    inside = open_as(make.insider(channel), topics=str(topic.id))

    place = {"topic": topic.id, "channel": channel.id}
    whispers.tell({"kind": "typing", **place, "by": 0, "name": "Ada"})

    assert inside.until("typing")
    assert outside.kinds(0.3) == []


def test_a_channel_that_is_closed_meanwhile_is_heard_of_no_more(served):
    channel = make.channel()
    topic = make.topic(channel=channel)
    page = served.open(topics=str(topic.id))
    admin = make.admin()
    plan = channels.Plan(name=channel.name, slug=channel.slug, visibility=Visibility.SECRET)

    channels.change(admin, channel, plan)
    word = page.until_end(CUT_SECONDS)
    again = served.open(topics=str(topic.id), last=page.last)
    say(topic, admin)

    assert word == "rights"
    assert again.kinds(QUIET) == []
