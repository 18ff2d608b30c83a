"""Care of tags: their names, which of them are one, and which of them a channel takes."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, select, update

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.channels.models import Channel
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, require
from forum.kernel.unit import action
from forum.topics import policy, queries
from forum.topics.actions import tags
from forum.topics.models import ChannelTag, HeldEdit, State, Tag, TagAddress, Topic, TopicTag
from forum.topics.queries import tagging
from forum.topics.signals import TagsMerged

# So many tags can still be read through by who chooses among them.
MOST_IN_CHANNEL = 50


@action
def rename_tag(moderator: User, tag: Tag, name: str) -> None:
    """Give the tag another name everywhere; the old one leads to it. Raises Invalid."""
    require(policy.can_care_for_tags(moderator))
    tag = _held(tag.id)[0]
    old, new = tag.name, tags.kept_name(name)
    if new == old:
        return
    if queries.tags_named([new]):
        raise Invalid("name", "taken", name=new)
    _free_name(new)
    tag.name = new
    _lead_on(old, tag)
    _rename_in_held_edits(old, new)
    audit.record(moderator, "tags.rename", "tag", tag.id, before={"name": old}, after={"name": new})


@action
def merge_tags(moderator: User, tag: Tag, into: Tag) -> None:
    """Let everything that carries the tag carry the other one; its name leads there."""
    require(policy.can_care_for_tags(moderator))
    if tag.id == into.id:
        raise Invalid("into", "same")
    tag, into = _held(tag.id, into.id)
    _hand_over(TopicTag, TopicTag.topic_id, tag, into)
    _hand_over(ChannelTag, ChannelTag.channel_id, tag, into)
    _run(update(TagAddress).where(TagAddress.tag_id == tag.id).values(tag_id=into.id))
    name, tag_id = tag.name, tag.id
    db.session.delete(tag)
    db.session.flush()
    _lead_on(name, into)
    _rename_in_held_edits(name, into.name)
    _recount(into)
    after = {"into_id": into.id, "into": into.name}
    audit.record(moderator, "tags.merge", "tag", tag_id, before={"name": name}, after=after)
    announce(TagsMerged(tag_id, into.id))


@action
def delete_tag(moderator: User, tag: Tag) -> None:
    """Take away a tag that no topic carries and no channel names. Raises Invalid."""
    require(policy.can_care_for_tags(moderator))
    tag = _held(tag.id)[0]
    if not tagging.usage_of(tag).is_free:
        raise Invalid("tag", "in_use", name=tag.name)
    _run(delete(TagAddress).where(TagAddress.tag_id == tag.id))
    name, tag_id = tag.name, tag.id
    db.session.delete(tag)
    audit.record(moderator, "tags.delete", "tag", tag_id, before={"name": name})


@action
def choose_tags(admin: User, channel: Channel, names: Iterable[str]) -> Sequence[str]:
    """Let the channel take these tags only, making those that do not exist; none means all.

    Topics keep the tags they have. Returns the names as they are kept.
    """
    require(policy.can_choose_tags(admin))
    wanted = tags.todays_names(map(tags.kept_name, filter(str.strip, names)))
    if len(wanted) > MOST_IN_CHANNEL:
        raise Invalid("tags", "too_many", most=MOST_IN_CHANNEL)
    if wanted and len(wanted) < channel.min_tags:
        raise Invalid("tags", "too_few_to_choose", least=channel.min_tags)
    before = queries.allowed_in(channel.id)
    if sorted(wanted) == list(before):
        return wanted
    _put_rules(channel, wanted)
    audit.record(
        admin,
        "tags.choose",
        "channel",
        channel.id,
        before={"tags": ", ".join(before)},
        after={"tags": ", ".join(sorted(wanted))},
    )
    return wanted


def _put_rules(channel: Channel, names: Sequence[str]) -> None:
    known = tags.known_or_new(names)
    _run(delete(ChannelTag).where(ChannelTag.channel_id == channel.id))
    db.session.add_all(ChannelTag(channel_id=channel.id, tag_id=tag.id) for tag in known)
    db.session.flush()


def _held(*tag_ids: int) -> list[Tag]:
    """The tags in this order, held until the end; one that is gone meanwhile is not found."""
    db.session.flush()
    found = tagging.held_tags(tag_ids)
    if len(found) < len(tag_ids):
        raise NotFound
    return [found[tag_id] for tag_id in tag_ids]


def _hand_over(model: Any, holder: Any, tag: Tag, into: Tag) -> None:
    """Give rows of the tag to the other one, but where that one stands already."""
    taken = select(holder).where(model.tag_id == into.id)
    mine = model.tag_id == tag.id
    _run(update(model).where(mine, holder.not_in(taken)).values(tag_id=into.id))
    _run(delete(model).where(mine))


def _lead_on(old: str, tag: Tag) -> None:
    """Let the old name lead to the tag."""
    db.session.flush()
    db.session.add(TagAddress(name=old, tag_id=tag.id))
    db.session.flush()


def _free_name(name: str) -> None:
    """A name that stands for a tag again leads nowhere else."""
    _run(delete(TagAddress).where(TagAddress.name == name))


def _rename_in_held_edits(old: str, new: str) -> None:
    """Changes that wait name their tags, and shall not bring the old name back."""
    for held in db.session.scalars(select(HeldEdit).where(HeldEdit.tags.is_not(None))):
        if held.tags and old in held.tags:
            held.tags = list(dict.fromkeys(new if name == old else name for name in held.tags))


def _recount(tag: Tag) -> None:
    """Count the published topics of the tag anew."""
    carried = (
        select(func.count())
        .select_from(TopicTag)
        .join(Topic, Topic.id == TopicTag.topic_id)
        .where(TopicTag.tag_id == tag.id, Topic.state == State.PUBLISHED)
    )
    tag.topic_count = db.session.scalar(carried) or 0


def _run(statement: Any) -> None:
    db.session.flush()
    db.session.execute(statement.execution_options(synchronize_session=False))
