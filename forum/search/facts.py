"""The facts under which documents are kept, each a single word of plain letters and digits."""

MEMBER = "kindmember"
FIRST = "first"
ANSWERED = "answered"
IMAGE = "image"


def channel(channel_id: int) -> str:
    return f"c{channel_id}"


def topic(topic_id: int) -> str:
    return f"p{topic_id}"


def author(user_id: int) -> str:
    return f"a{user_id}"


def tag(tag_id: int) -> str:
    return f"t{tag_id}"
