from sqlalchemy import select

from forum.channels import actions as channels
from forum.channels.actions import Agreement
from forum.channels.models import Channel
from forum.kernel.db import db
from forum.topics.models import Post
from forum.uploads import actions as uploads
from forum.uploads.models import Upload, UploadUse
from tests.support import make
from tests.topics.writing import broken_promises, fresh, reply, start


def merge(source: Channel, into: Channel) -> None:
    channels.merge(make.admin(), fresh(source), fresh(into), agreed=Agreement.OPENS_UP)


def test_topics_follow_their_channel_into_another(app, guest):
    source, into = make.channel(), make.channel()
    topic = start(channel=source, tags=("grinder",))
    reply(topic)

    merge(source, into)

    db.session.refresh(into)
    assert fresh(topic).channel_id == into.id
    assert (into.topic_count, into.post_count) == (1, 2)
    assert guest.get(f"/t/{topic.slug}/{topic.id}").status_code == 200
    assert broken_promises() == []


def test_pictures_follow_their_channel_into_another(app):
    source, into = make.channel(), make.channel()
    post = reply(start(channel=source))
    upload = make.save(picture(post.author_id))
    uploads.place("post", post.id, [upload.public_id], door="channel", door_id=source.id)

    merge(source, into)

    use = db.session.scalars(select(UploadUse)).one()
    assert (use.door, use.door_id) == ("channel", into.id)


def picture(owner_id: int) -> Upload:
    return Upload(
        public_id="A" * 22, user_id=owner_id, width=10, height=10, bytes=100, sha256="0" * 64
    )


def test_merging_leaves_other_channels_alone(app):
    other = start()
    source, into = make.channel(), make.channel()

    merge(source, into)

    assert fresh(other).channel_id not in {source.id, into.id}
    assert db.session.scalars(select(Post.id)).all() != []
