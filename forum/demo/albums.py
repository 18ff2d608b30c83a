"""Pictures in posts: painted, and given by those who will show them."""

import re
from collections.abc import Sequence
from datetime import timedelta

from forum.demo.pictures.still_life import still_life
from forum.demo.play import Stage, Tell
from forum.demo.threads import Text, Thread
from forum.kernel import clock
from forum.uploads import actions as uploads

PICTURE = re.compile(r"!\[([^\]]*)\]\((pic:([^)]*))\)")
# A picture is given shortly before it is shown.
BEFORE = timedelta(minutes=2)


def hang_pictures(stage: Stage, threads: Sequence[Thread], *, tell: Tell) -> None:
    """Give all pictures of these conversations to the forum."""
    texts = [text for thread in threads for text in thread.texts if "](pic:" in text.body]
    texts.sort(key=lambda text: text.moment)
    for number, text in enumerate(texts, start=1):
        _give(stage, text)
        tell("the pictures", number, len(texts))


def _give(stage: Stage, text: Text) -> None:
    author = stage.members[text.author]
    with clock.at(text.moment - BEFORE):
        for found in PICTURE.finditer(text.body):
            upload = uploads.take_in(author, still_life(found[3]), alt=found[1])
            uploads.make_sizes(upload.id)
            stage.pictures[found[0]] = upload.public_id
