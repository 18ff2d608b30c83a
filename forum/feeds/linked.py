"""What a page says to search engines in the words of schema.org: talks, questions, ways back."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from forum.channels.models import Channel
from forum.feeds.places import whole
from forum.site import queries as site
from forum.topics.models import Post, State, Topic
from forum.topics.queries import page_of

Facts: TypeAlias = dict[str, Any]
# More than that is of no use to those who read it, and weighs.
MOST_COMMENTS = 100
MOST_TEXT = 2000


def of_channel(channel: Channel) -> Facts:
    """The way from a channel back to the front page."""
    return _whole([_way_back([(channel.name, _channel_address(channel))])])


def of_topic(topic: Topic, *, posts: Iterable[Post], answer: Post | None) -> Facts:
    """What a page of a topic shows to guests: the question and its answers, or the talk."""
    shown = [post for post in posts if post.state == State.PUBLISHED]
    first = next((post for post in shown if post.is_first), None)
    replies = [post for post in shown if not post.is_first][:MOST_COMMENTS]
    if topic.channel.takes_answers:
        main = _question(topic, first, replies, answer=answer)
    else:
        main = _talk(topic, first, replies)
    ways = [
        (topic.channel.name, _channel_address(topic.channel)),
        (topic.title, _address(topic)),
    ]
    return _whole([main, _way_back(ways)])


def _whole(things: list[Facts]) -> Facts:
    return {"@context": "https://schema.org", "@graph": things}


def _talk(topic: Topic, first: Post | None, replies: Sequence[Post]) -> Facts:
    return {
        "@type": "DiscussionForumPosting",
        "@id": _address(topic),
        "mainEntityOfPage": _address(topic),
        "url": _address(topic),
        "headline": topic.title,
        "commentCount": topic.reply_count,
        "interactionStatistic": _counted(topic, likes=first.reaction_count if first else None),
        "comment": [_said(post, "Comment", topic) for post in replies],
        **_begun(topic, first),
    }


def _question(
    topic: Topic, first: Post | None, replies: Sequence[Post], *, answer: Post | None
) -> Facts:
    """The accepted answer is told on every page, as every page shows it."""
    others = [post for post in replies if answer is None or post.id != answer.id]
    question: Facts = {
        "@type": "Question",
        "@id": _address(topic),
        "url": _address(topic),
        "name": topic.title,
        "answerCount": topic.reply_count,
        "suggestedAnswer": [_said(post, "Answer", topic) for post in others],
        **_begun(topic, first),
    }
    if first is not None:
        question["upvoteCount"] = first.reaction_count
    if answer is not None:
        question["acceptedAnswer"] = _said(answer, "Answer", topic)
    return {"@type": "QAPage", "url": _address(topic), "mainEntity": question}


def _begun(topic: Topic, first: Post | None) -> Facts:
    """Who began it and when; what they said only where the page shows it."""
    facts: Facts = {"author": _person(topic), "datePublished": topic.created_at.isoformat()}
    if first is not None:
        facts["text"] = _text(first)
        if first.edited_at:
            facts["dateModified"] = first.edited_at.isoformat()
    if topic.picture:
        facts["image"] = whole("uploads.show", public_id=topic.picture, width=800)
    return facts


def _said(post: Post, kind: str, topic: Topic) -> Facts:
    """A reply, as a comment or as an answer."""
    facts: Facts = {
        "@type": kind,
        "url": _address(topic, post.number),
        "text": _text(post),
        "author": _person(post),
        "datePublished": post.created_at.isoformat(),
    }
    if post.edited_at:
        facts["dateModified"] = post.edited_at.isoformat()
    if kind == "Answer":
        facts["upvoteCount"] = post.reaction_count
    else:
        facts["interactionStatistic"] = [_count("LikeAction", post.reaction_count)]
    return facts


def _person(written: Topic | Post) -> Facts:
    author = written.author
    address = whole("members.show", username=author.username)
    return {"@type": "Person", "name": author.display_name, "url": address}


def _counted(topic: Topic, *, likes: int | None) -> list[Facts]:
    counts = [_count("CommentAction", topic.reply_count), _count("ViewAction", topic.view_count)]
    return counts if likes is None else [_count("LikeAction", likes), *counts]


def _count(kind: str, number: int) -> Facts:
    return {
        "@type": "InteractionCounter",
        "interactionType": f"https://schema.org/{kind}",
        "userInteractionCount": number,
    }


def _way_back(steps: Sequence[tuple[str, str]]) -> Facts:
    home = (site.brand().name, site.public_url() + "/")
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate([home, *steps], start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _text(post: Post) -> str:
    return post.text if len(post.text) <= MOST_TEXT else post.text[: MOST_TEXT - 1] + "…"


def _channel_address(channel: Channel) -> str:
    return whole("home.channel", slug=channel.slug)


def _address(topic: Topic, number: int = 1) -> str:
    """The page of a post, at the post; of the first one the topic itself."""
    page = page_of(number)
    return whole(
        "topics.show",
        slug=topic.slug,
        topic_id=topic.id,
        page=page if page > 1 else None,
        _anchor=f"post-{number}" if number > 1 else None,
    )
