"""Starting topics and replying, through the pages."""

import pytest
from sqlalchemy import select

from forum.channels.models import Channel
from forum.kernel.db import db
from forum.topics.models import Post, State, Topic
from tests.support import make


def test_a_member_starts_a_topic_and_lands_on_it(sign_in):
    channel = make.channel()
    client = sign_in(make.member())

    answer = client.post(
        "/new",
        data={
            "channel": channel.slug,
            "title": "Grinder stalls",
            "body": "It **stops** at 14 g.",
            "tags": "Grinder, firmware",
        },
        follow_redirects=True,
    )

    assert answer.status_code == 200
    assert "Grinder stalls" in answer.text
    assert "<strong>stops</strong>" in answer.text
    assert "Posted." in answer.text


def test_a_member_replies_and_lands_on_the_reply(sign_in):
    topic = make.topic()

    answer = sign_in(make.member()).post(f"/t/{topic.id}/reply", data={"body": "Same here."})

    assert answer.status_code == 302
    assert answer.location == f"/t/topic/{topic.id}#post-2"


def test_the_form_for_a_new_topic_opens(sign_in):
    channel = make.channel(description="All about gear")

    page = sign_in(make.member()).get(f"/new?channel={channel.slug}")

    assert page.status_code == 200
    assert "All about gear" in page.text


def test_a_topic_page_opens_for_a_guest(guest):
    topic = make.topic(body="Hello there.")

    page = guest.get(f"/t/topic/{topic.id}")

    assert page.status_code == 200
    assert "Hello there." in page.text
