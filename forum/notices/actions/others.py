"""Telling people of everything that is not a post: reactions, answers, doors and decisions."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select, update

from forum.channels.models import Channel, ChannelMember, EntryRequest
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.moderation import queries as moderation
from forum.moderation.models import Decision, Reviewable
from forum.notices import queries
from forum.notices.actions.making import Event, tell, uncount_unread
from forum.notices.kinds import NoticeKind
from forum.notices.models import Notice, NoticePerson
from forum.notices.policy import Hearer
from forum.notices.signals import NoticesRead
from forum.reactions.models import Reaction
from forum.topics.models import HeldEdit, Post, Topic
from forum.topics.queries import EDIT, POST


@action
def tell_of_reaction(post_id: int, giver_id: int) -> None:
    """Add somebody to the line about reactions to a post, or begin one. Once a person."""
    post = db.session.get(Post, post_id)
    if post is None or post.author_id == giver_id or post.origin is not None:
        return
    channel = _channel_of(post)
    key = _reactions_to(post_id)
    found = _author(post, channel, doer_id=giver_id)
    event = Event(NoticeKind.REACTION, key, giver_id, topic_id=post.topic_id, post_id=post_id)
    if queries.has_gathered(post.author_id, key, giver_id):
        return
    tell([(hearer, event) for hearer in found], channel=channel)
    line = queries.line_of(post.author_id, key)
    if line is not None:
        _add_person(line, giver_id)


@action
def forget_reaction(post_id: int, author_id: int, *, giver_id: int) -> None:
    """Take somebody off the unread line, unless another reaction of theirs is still there."""
    line = queries.line_of(author_id, _reactions_to(post_id))
    still = select(Reaction.id).where(Reaction.post_id == post_id, Reaction.user_id == giver_id)
    if line is None or db.session.scalar(still.limit(1)) is not None:
        return
    gone = delete(NoticePerson).where(
        NoticePerson.notice_id == line.id, NoticePerson.user_id == giver_id
    )
    if db.session.scalar(gone.returning(NoticePerson.user_id)) is None:
        return
    if line.count > 1:
        line.count -= 1
        line.actor_id = queries.last_person_of(line.id)
    else:
        db.session.delete(line)
        uncount_unread(author_id, 1)
    announce(NoticesRead(author_id))


@action
def tell_of_answer(post_id: int, accepter_id: int) -> None:
    """Tell the author that their reply was accepted as the answer."""
    post = db.session.get(Post, post_id)
    if post is None or post.origin is not None:
        return
    channel = _channel_of(post)
    found = _author(post, channel, doer_id=accepter_id)
    key = f"answer:{post_id}"
    event = Event(NoticeKind.ANSWER, key, accepter_id, topic_id=post.topic_id, post_id=post_id)
    tell([(hearer, event) for hearer in found], channel=channel)


@action
def tell_of_request(request_id: int, channel_id: int, *, asker_id: int) -> None:
    """Tell those who keep the door that somebody asks to be let in."""
    found = queries.hearers(queries.doorkeepers(channel_id), channel_id=channel_id)
    event = Event(
        NoticeKind.REQUEST,
        f"request:{request_id}",
        asker_id,
        channel_id=channel_id,
        request_id=request_id,
    )
    tell([(hearer, event) for hearer in found], channel=None)


@action
def tell_admitted(channel_id: int, user_id: int) -> None:
    """Tell somebody that a door has opened. Who opened it does not matter."""
    seat = select(ChannelMember).where(
        ChannelMember.channel_id == channel_id, ChannelMember.user_id == user_id
    )
    seated = db.session.scalar(seat)
    if seated is None or seated.added_by_id == user_id:
        return
    event = Event(NoticeKind.ADMITTED, f"seat:{seated.id}", channel_id=channel_id)
    tell([(hearer, event) for hearer in queries.hearers([user_id], channel_id=None)], channel=None)


@action
def tell_refused(request_id: int, user_id: int) -> None:
    """Tell somebody that a door stays closed; the request keeps the words to them."""
    request = db.session.get_one(EntryRequest, request_id)
    event = Event(
        NoticeKind.REFUSED,
        f"refused:{request_id}",
        channel_id=request.channel_id,
        request_id=request_id,
    )
    tell([(hearer, event) for hearer in queries.hearers([user_id], channel_id=None)], channel=None)


@action
def tell_decision(case_id: int) -> None:
    """Tell an author what became of a text that waited."""
    case = db.session.get_one(Reviewable, case_id)
    post = _post_of(case)
    if post is None or moderation.is_about_something_flagged(case_id):
        return
    said_yes = case.decision == Decision.APPROVED
    event = Event(
        NoticeKind.APPROVED if said_yes else NoticeKind.REJECTED,
        f"case:{case_id}",
        topic_id=post.topic_id,
        post_id=post.id,
        case_id=case_id,
    )
    found = queries.hearers([case.about_id], channel_id=None, topic_id=post.topic_id)
    tell([(hearer, event) for hearer in found], channel=None)


@action
def tell_of_badges(awards: Mapping[int, int]) -> None:
    """Tell people of badges that they have now: by award, who has it."""
    hearers = queries.hearers(set(awards.values()), channel_id=None)
    by_id = {hearer.user.id: hearer for hearer in hearers}
    told = [
        (by_id[user_id], Event(NoticeKind.BADGE, f"badge:{award_id}", award_id=award_id))
        for award_id, user_id in awards.items()
        if user_id in by_id
    ]
    tell(told, channel=None)


def _post_of(case: Reviewable) -> Post | None:
    """The post that a case is about; a change that waited is a row of its own."""
    if case.target_kind == POST:
        return db.session.get(Post, case.target_id)
    if case.target_kind == EDIT:
        change = db.session.get(HeldEdit, case.target_id)
        return db.session.get(Post, change.post_id) if change else None
    return None


def _author(post: Post, channel: Channel, *, doer_id: int) -> Sequence[Hearer]:
    return queries.hearers(
        [post.author_id], channel_id=channel.id, topic_id=post.topic_id, doer_id=doer_id
    )


def _channel_of(post: Post) -> Channel:
    topic = db.session.get_one(Topic, post.topic_id)
    return db.session.get_one(Channel, topic.channel_id)


def _reactions_to(post_id: int) -> str:
    return f"reactions:{post_id}"


def _add_person(line: Notice, giver_id: int) -> None:
    row = insert(NoticePerson).values(notice_id=line.id, user_id=giver_id, at=clock.now())
    once = row.on_conflict_do_nothing(index_elements=["notice_id", "user_id"])
    if db.session.scalar(once.returning(NoticePerson.user_id)) is not None:
        more = update(Notice).where(Notice.id == line.id).values(count=Notice.count + 1)
        db.session.execute(more)
