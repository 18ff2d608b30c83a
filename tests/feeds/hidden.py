"""Things that guests may not see, each with a word that then may stand nowhere; reading a feed."""

import feedparser

from forum.channels.models import Visibility
from forum.topics.models import State, Topic
from tests.support import make

HOME = "http://127.0.0.1:8000"
WORD = "xyzzy"
CLOSED_DOORS = [door for door in Visibility if door != Visibility.PUBLIC]
UNSEEN = [state for state in State if state != State.PUBLISHED]


def feed(browser, address):
    """What a reader of feeds makes of it; broken XML is a failure."""
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    assert answer.mimetype == "application/atom+xml"
    found = feedparser.parse(answer.data, sanitize_html=False)
    assert not found.bozo, found.get("bozo_exception")
    return found


def behind(door: Visibility) -> Topic:
    """A topic in a channel that guests do not read, all of whose words are the word."""
    room = make.channel(name=f"{WORD} room", slug=f"{WORD}-room", visibility=door)
    return _topic(channel=room)


def in_state(state: State) -> Topic:
    """A topic in a channel that guests read, which is not to be read itself."""
    return _topic(state=state)


def _topic(**given) -> Topic:
    author = make.member(username=f"{WORD}author", display_name=WORD)
    made = make.topic(title=f"{WORD} title", slug=f"{WORD}-title", author=author, **given)
    make.tags(made, f"{WORD}-tag")
    return made
