"""Texts written through the real actions, and the promises that must hold afterwards."""

from typing import Any

from forum.accounts.models import Role, User
from forum.channels.models import Channel
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.kernel.settings import Setting, forget
from forum.site.models import ChosenSetting
from forum.topics import actions, checks, queries
from forum.topics.actions import NewPost, NewTopic
from forum.topics.models import Post, Topic
from tests.support import make

# Somebody to whom nothing is hidden; stands in no table.
STAFF = User(id=0, role=Role.ADMIN)


def start(author: User | None = None, channel: Channel | None = None, **given: Any) -> Topic:
    given.setdefault("title", "Grinder stalls on light roasts")
    given.setdefault("body", "It stops at 14 g.")
    author, channel = author or make.member(), channel or make.channel()
    return actions.start(author, fresh(channel), NewTopic(**given))


def reply(topic: Topic, author: User | None = None, body: str = "Same here.", **given: Any) -> Post:
    return actions.reply(author or make.member(), fresh(topic), NewPost(body, **given))


def fresh(thing: Any) -> Any:
    """A topic, post or channel as a request would find it; a refused action forgets what it had."""
    found = {
        Channel: lambda: db.session.get(Channel, thing.id),
        Topic: lambda: queries.visible_topic(STAFF, thing.id),
        Post: lambda: queries.visible_post(STAFF, thing.id),
    }
    return found[type(thing)]()


def reason_of(act: Any, *args: Any, **given: Any) -> str:
    """Why the act cannot be: `field: reason` of what is invalid, or the word of a refusal."""
    try:
        act(*args, **given)
    except (Invalid, Refused) as error:
        return str(error)
    return ""


def choose(setting: Setting[Any], value: Any) -> None:
    """Let the brand choose a value for the setting."""
    make.save(ChosenSetting(key=setting.key, value=value))
    forget()


def broken_promises() -> list[str]:
    return [problem for check in checks.ALL for problem in check.problems()]
