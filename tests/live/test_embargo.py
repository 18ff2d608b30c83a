"""Pages that are open while something happens in the room of a launch that is kept back."""

import http.client
import json

import pytest

from forum.launches.actions import Secrecy
from forum.reactions import actions as reactions
from forum.reactions.models import ReactionKind
from forum.topics import actions as topics
from forum.topics import queries as found
from forum.topics.actions import NewPost, NewTopic
from tests.launches.embargoed import SECRET, TEASED, WORD, Kept, kept_back
from tests.live.listening import pass_of, signed_in
from tests.topics.writing import STAFF

QUIET = 1.5


def stir(kept: Kept) -> None:
    """What is done in such a room: Ada replies and calls Ben, reacts, and opens another topic."""
    topic = found.visible_topic(STAFF, kept.topic_id)
    topics.reply(kept.ada, topic, NewPost(f"@ben {WORD} whiskers"))
    reactions.give(kept.ada, found.visible_post(STAFF, kept.post_id), ReactionKind.LIKE)
    topics.start(kept.ada, topic.channel, NewTopic(f"{WORD} burrow", f"{WORD} earth"))


@pytest.mark.parametrize("secrecy", [SECRET, TEASED], ids=["secret", "announced"])
def test_open_pages_of_those_outside_hear_nothing_of_its_room(
    app, open_as, served, secrecy: Secrecy
):
    kept = kept_back(secrecy)
    asked = {"topics": f"{kept.topic_id},{kept.topic_id + 1}", "channels": "all"}
    guest, ben = served.open(**asked), open_as(kept.outsider, **asked)
    ada = open_as(kept.ada, **asked)

    stir(kept)

    assert ada.until("post")["topic"] == kept.topic_id
    assert (guest.kinds(QUIET), ben.kinds(QUIET)) == ([], [])


def test_nor_do_those_that_ask_again_and_again(app, open_as, served):
    kept = kept_back(SECRET)
    ada = open_as(kept.ada, topics=str(kept.topic_id))
    stir(kept)
    ada.until("reactions")

    def heard(user=None) -> str:
        word = pass_of(app, signed_in(user)) if user else ""
        line = http.client.HTTPConnection("127.0.0.1", served.port, timeout=6)
        line.request("GET", f"/live/since/0?topics={kept.topic_id}&channels=all&token={word}")
        answer = line.getresponse().read().decode()
        line.close()
        return answer

    assert json.loads(heard())["events"] == json.loads(heard(kept.outsider))["events"] == []
    assert {one["kind"] for one in json.loads(heard(kept.ada))["events"]} >= {"post", "reactions"}
    assert WORD not in heard(kept.ada)
