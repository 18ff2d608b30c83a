"""What the topics slice announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TopicPublished:
    """A topic became visible to everyone who may read its channel."""

    topic_id: int
    channel_id: int
    author_id: int


@dataclass(frozen=True)
class PostPublished:
    """A post became visible to everyone who may read its topic. The first post counts too."""

    post_id: int
    topic_id: int
    number: int
    author_id: int
    mentions: tuple[str, ...] = ()
    # Written on another site, and imported: nobody here was spoken to.
    from_elsewhere: bool = False


@dataclass(frozen=True)
class PostHeld:
    """A post waits in the review queue."""

    post_id: int
    author_id: int
    reason: str


@dataclass(frozen=True)
class PostRejected:
    """A moderator said no to a held post; its author keeps the text."""

    post_id: int
    author_id: int


@dataclass(frozen=True)
class PostEdited:
    """A post's text changed. Mentions are the names that the text before did not mention."""

    post_id: int
    topic_id: int
    editor_id: int
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class PostDeleted:
    """A post was taken away, or hidden by somebody or by flags alone; it can come back."""

    post_id: int
    topic_id: int
    deleter_id: int | None


@dataclass(frozen=True)
class PostRestored:
    """A deleted or hidden post is back."""

    post_id: int
    topic_id: int


@dataclass(frozen=True)
class PostsMoved:
    """Posts stand in another topic now."""

    post_ids: tuple[int, ...]
    from_topic_id: int
    to_topic_id: int


@dataclass(frozen=True)
class TopicDeleted:
    """A topic was taken away with all its posts, or hidden; it can come back."""

    topic_id: int
    channel_id: int
    deleter_id: int | None


@dataclass(frozen=True)
class TopicRestored:
    """A deleted or hidden topic is back."""

    topic_id: int
    channel_id: int


@dataclass(frozen=True)
class TopicMoved:
    """A topic stands in another channel now."""

    topic_id: int
    from_channel_id: int
    to_channel_id: int


@dataclass(frozen=True)
class TopicSlowed:
    """Members wait longer, or not as long, between two posts of a topic."""

    topic_id: int


@dataclass(frozen=True)
class AnswerAccepted:
    """A reply was accepted as the answer of its topic."""

    topic_id: int
    post_id: int
    answerer_id: int
    accepter_id: int


@dataclass(frozen=True)
class AnswerWithdrawn:
    """The accepted answer of a topic is no longer the accepted one."""

    topic_id: int
    post_id: int
    answerer_id: int


@dataclass(frozen=True)
class TagsMerged:
    """What carried one tag carries another now."""

    from_id: int
    into_id: int
