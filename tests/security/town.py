"""A small forum with something behind every address, made through the real actions."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from forum.accounts.models import Session, User
from forum.appeals import actions as appeals
from forum.automod import actions as automod
from forum.automod import queries as house_rules
from forum.badges import actions as badges
from forum.badges import queries as medals
from forum.belonging.models import BelongingAsk
from forum.belonging.policy import quarter_of
from forum.bookmarks import actions as bookmarks
from forum.bookmarks.models import Bookmark
from forum.channels import actions as channels
from forum.channels.models import Channel, Visibility
from forum.drafts import actions as drafts
from forum.drafts.models import Draft
from forum.kernel import clock, tokens
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.messages import actions as messages
from forum.moderation import actions as moderation
from forum.moderation.actions import Decided
from forum.moderation.models import Outcome, Reviewable
from forum.newcomers import actions as newcomers
from forum.newcomers.models import FirstPost
from forum.pages import actions as pages
from forum.pages import queries as rules_of_house
from forum.pages.models import PageName
from forum.reactions import actions as reactions
from forum.reactions.models import ReactionKind
from forum.recognition import actions as recognition
from forum.sanctions import actions as sanctions
from forum.sanctions.models import Reasons, SanctionKind, SanctionWish
from forum.tiers import actions as tiers
from forum.tiers import queries as steps
from forum.tiers.models import BenefitKind
from forum.topics import actions as topics
from forum.topics import queries
from forum.topics.actions import Change
from forum.topics.models import Tag
from forum.uploads import store, workshop
from forum.uploads.models import Upload
from tests.recognition import celebrated
from tests.support import make
from tests.support.browser import Browser
from tests.topics.writing import fresh, reply, start
from tests.uploads.pictures import drawn

# Everything happens on one day, so that two pages of the same things are the same.
DAY = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
# Words of a secret channel and what is in it; nobody outside may ever read one of them.
SECRETS = (
    "Quillwort",
    "Gadwall",
    "Tansybrook",
    "sorrelmark",
    "Wexmoor",
    "Bramling",
    "Fernhollow",
    "Harebell",
    "Oxlip",
    "Pimpernel",
)


@dataclass
class Town:
    """The people, and for each parameter of an address the thing that stands there."""

    people: dict[str, User] = field(default_factory=dict)
    browsers: dict[str, Browser] = field(default_factory=dict)
    open: dict[str, Any] = field(default_factory=dict)
    secret: dict[str, Any] = field(default_factory=dict)


# Things that are not there.
MISSING = {
    "award_id": 99991,
    "rule_id": 99991,
    "change_id": 99991,
    "appeal_id": 99991,
    "sanction_id": 99991,
    "ruling_id": 99991,
    "target_id": 99991,
    "note_id": 99991,
    "badge": "no-such-badge",
    "badge_id": 99991,
    "benefit_id": 99991,
    "membership_id": 99991,
    "goal_id": 99991,
    "milestone_id": 99991,
    "round_id": 99991,
    "task_id": 99991,
    "thanks_id": 99991,
    "tier_id": 99991,
    "first_post_id": 99991,
    "source_id": 99991,
    "invitation_id": 99991,
    "circle_id": 99991,
    "place_id": 99991,
    "code": "no-such-link",
    "bookmark_id": 99991,
    "case_id": 99991,
    "conversation_id": 99991,
    "message_id": 99991,
    "channel": "no-such-channel",
    "channel_id": 99991,
    "draft_id": 99991,
    "name": "no-such-tag",
    "number": 99991,
    "post_id": 99991,
    "public_id": "n" * 22,
    "request_id": 99991,
    "topic_id": 99991,
    "user_id": 99991,
    "username": "no-such-member",
}
# What everybody may know of: as open in the one part of the town as in the other.
SHARED: tuple[str, ...] = (
    "rule_id",
    "change_id",
    "badge",
    "badge_id",
    "award_id",
    "tier_id",
    "benefit_id",
    "membership_id",
    "task_id",
    "thanks_id",
    "first_post_id",
    "source_id",
    "invitation_id",
    "circle_id",
    "place_id",
    "code",
    "round_id",
    "milestone_id",
    "goal_id",
    "appeal_id",
    "sanction_id",
    "ruling_id",
    "note_id",
)
# What is the same wherever one stands.
COMMON = {
    "_version": "1",
    "act": "claim",
    "award_id": 1,
    "appeal_id": 1,
    "sanction_id": 1,
    "ruling_id": 1,
    "kind": "post",
    "target_id": 1,
    "note_id": 1,
    "backup_id": 1,
    "benefit_id": 1,
    "membership_id": 1,
    "goal_id": 1,
    "milestone_id": 1,
    "round_id": 1,
    "task_id": 1,
    "thanks_id": 1,
    "tier_id": 1,
    "first_post_id": 1,
    "source_id": 1,
    "invitation_id": 1,
    "circle_id": 1,
    "place_id": 1,
    "code": "invented",
    "badge": "first-post",
    "badge_id": 1,
    "job_id": 1,
    "key": "site.name",
    "letter": "notices.mention",
    "letter_id": 1,
    "notice_id": 1,
    "number": 1,
    "page": "about",
    "path": "css/site.css",
    "period": "week",
    "reason": "topic",
    "standing": "member",
    "section_id": 1,
    "session_id": 1,
    "step": "brand",
    "tag_id": 1,
    "team": "moderation",
    "token": "invented",
    "topic": "topic",
    "width": 320,
    "word": "invented",
}


def address(app: Flask, rule: Rule, things: dict[str, Any]) -> str:
    """The rule with these things in it. A slug names a channel or a topic."""
    values = COMMON | things
    is_channel = rule.rule.startswith("/c/") or "channel" in rule.rule
    values["slug"] = values["channel" if is_channel else "topic"]
    given = {name: values[name] for name in rule.arguments}
    return app.url_map.bind("localhost").build(rule.endpoint, given)


def rules(app: Flask, *methods: str) -> list[Rule]:
    """The routes that answer to one of these methods."""
    found = [rule for rule in app.url_map.iter_rules() if set(methods) & (rule.methods or set())]
    return sorted(found, key=lambda rule: rule.rule)


def inside(app: Flask, user: User | None) -> Browser:
    """A browser in which the member is signed in; with nobody, a guest's."""
    client: Browser = app.test_client()
    if user is None:
        return client
    token = tokens.new_token()
    ends = clock.now().replace(year=clock.now().year + 1)
    with transaction():
        row = Session(user_id=user.id, token_hash=tokens.digest(token), expires_at=ends)
        row.browser, row.address = f"Browser of {user.username}", "203.0.113.9"
        db.session.add(row)
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def build() -> Town:
    """The town as everybody may see it, apart from what waits, was deleted or is one's own."""
    town = Town()
    for name, maker in (("admin", make.admin), ("moderator", make.moderator)):
        town.people[name] = maker(username=f"the-{name}", email=f"{name}@private.example")
    for name in ("member", "insider"):
        town.people[name] = make.member(username=f"an-{name}", email=f"{name}@private.example")
    section = make.section(name="Workshop")
    channel = make.channel(name="Grinders", slug="grinders", section_id=section.id)
    make.channel(name="Club", slug="club", visibility=Visibility.PRIVATE, section_id=section.id)
    reviewed = make.channel(name="Market", slug="market", reviewed_since=DAY)
    town.open = _things(town.people["member"], channel, tag="burrs", words="Plain words")
    town.open["section_id"] = section.id
    _give_a_badge(town)
    _make_a_rule(town)
    _give_a_tier(town)
    _recognise(town)
    _add_a_newcomer(town)
    _add_what_is_not_for_all(town, reviewed)
    _put_up_guidelines(town)
    _decide_about_somebody(town)
    _ask_everybody(town)
    return town


def _make_a_rule(town: Town) -> None:
    """A rule of the house that meets nothing which is written here."""
    plan = automod.RulePlan("Tulips", {"is": "words", "text": "tulips"}, [{"do": "hint"}])
    rule = automod.create(town.people["admin"], plan)
    change = house_rules.newest_change_of(rule.id)
    assert change is not None
    town.open |= {"rule_id": rule.id, "change_id": change.id}


def _give_a_badge(town: Town) -> None:
    """The supplied badges, and one that was given by hand."""
    badges.plant()
    badge = medals.badge_at("ambassador")
    given = badges.award(town.people["admin"], badge, town.people["member"], reason="Well spoken.")
    town.open |= {"badge": badge.slug, "badge_id": badge.id, "award_id": given.id}


def _recognise(town: Town) -> None:
    """Thanks of one member to another, a spotlight, a milestone and a goal."""
    member, insider = town.people["member"], town.people["insider"]
    new = recognition.NewThanks("Helpful", "Plain words.")
    given = recognition.thank(insider, member, new)
    shone = celebrated.spotlight(member)
    milestone, goal = celebrated.milestone(), celebrated.goal(town.people["admin"])
    town.open |= {"thanks_id": given.id, "round_id": shone.round_id}
    town.open |= {"milestone_id": milestone.id, "goal_id": goal.id}


def _give_a_tier(town: Town) -> None:
    """The supplied tiers, a promise, and a tier that was given by hand."""
    admin, insider = town.people["admin"], town.people["insider"]
    tiers.plant()
    press = steps.tier_called("press")
    assert press is not None
    plan = tiers.BenefitPlan(BenefitKind.TASK, words="A card by post")
    benefit = tiers.add_benefit(admin, press, plan)
    row = tiers.give(admin, press, insider, reason="Writes about us.")
    (task,) = steps.tasks_open()
    town.open |= {"tier_id": press.id, "benefit_id": benefit.id}
    town.open |= {"membership_id": row.id, "task_id": task.id}


def _add_a_newcomer(town: Town) -> None:
    """Somebody who has just written for the first time, a link of a campaign, and a circle."""
    first = db.session.scalars(select(FirstPost).order_by(FirstPost.id)).first()
    assert first is not None
    link = newcomers.open_campaign(town.people["moderator"], "Newsletter")
    plan = newcomers.CirclePlan("Tasters")
    circle = newcomers.create_circle(town.people["admin"], plan, room="A small table")
    place = newcomers.pick(town.people["admin"], circle, town.people["member"])
    town.open |= {"first_post_id": first.id, "source_id": link.source_id, "code": link.code}
    town.open |= {"invitation_id": link.id, "circle_id": circle.id, "place_id": place.id}


def _decide_about_somebody(town: Town) -> None:
    """A warning that was read, and a note of the team, about somebody who is not looking."""
    somebody, admin = make.member(username="somebody"), town.people["admin"]
    wish, present = SanctionWish(SanctionKind.WARNING), rules_of_house.guidelines_at(1)
    clause = rules_of_house.clauses_of(present)[0]
    reasons = Reasons(clause.key, present.number, "Please stay with the subject.")
    given = sanctions.impose(admin, somebody, wish, reasons=reasons)
    member = town.people["member"]
    case = moderation.hold("post", town.open["post_id"], about=member, reason="flagged")
    ruling = moderation.decide(town.people["moderator"], case, Decided(Outcome.KEEP))
    asked = appeals.appeal(somebody, "I stayed with it.", sanction_id=given.id)
    note = sanctions.add_note(admin, somebody, "Wrote twice about refunds.")
    pages.accept(somebody, present)
    topic = queries.visible_topic(member, town.open["topic_id"])
    town.open["target_id"] = reply(topic, somebody, "So it is here.").id
    town.open |= {"sanction_id": given.id, "note_id": note.id}
    town.open |= {"appeal_id": asked.id, "ruling_id": ruling.id}


def _ask_everybody(town: Town) -> None:
    """The question of this quarter, open for all."""
    quarter = quarter_of(clock.now())
    with transaction():
        for person in town.people.values():
            db.session.add(BelongingAsk(quarter=quarter, user_id=person.id))


def _put_up_guidelines(town: Town) -> None:
    """Guidelines to which everybody has said yes, the next version of them, and a page."""
    admin = town.people["admin"]
    pages.plant(admin, make.GUIDELINES)
    present = rules_of_house.guidelines_at(1)
    for person in town.people.values():
        pages.accept(person, present)
    pages.begin(admin)
    pages.publish_page(admin, PageName.ABOUT, "A place for people with grinders.")


def add_secrets(town: Town) -> None:
    """A secret channel with everything that can be in one."""
    insider = town.people["insider"]
    channel = make.channel(
        name="Quillwort room",
        slug="quillwort",
        description="All about Quillwort.",
        visibility=Visibility.SECRET,
    )
    channels.admit(None, channel, insider, source="test")
    town.secret = _things(insider, channel, tag="sorrelmark", words="Tansybrook", title="Gadwall")
    town.secret["section_id"] = town.open["section_id"]
    town.secret |= {name: town.open[name] for name in SHARED}
    post = queries.visible_post(insider, town.secret["post_id"])
    case = moderation.hold("post", post.id, about=insider, reason="flagged")
    ruling = moderation.decide(town.people["moderator"], case, Decided(Outcome.KEEP))
    town.secret |= {"ruling_id": ruling.id, "target_id": post.id, "case_id": case.id}
    with clock.at(LATER):
        topics.edit(insider, fresh(post), Change("Fernhollow!", queries.wording_of(post).mark))
        drafts.save(insider, "new", title="Wexmoor", body="Wexmoor", extra={}, version=0)


def _things(
    author: User, channel: Channel, *, tag: str, words: str, title: str = "Stalls"
) -> dict[str, Any]:
    """A topic with a reply, a picture, a tag, a reaction, a bookmark and a draft."""
    upload = _picture(author, alt=f"{words} drawn")
    body = f"{words} ![{words}](/uploads/{upload.public_id})"
    topic = start(author, channel, title=f"{title} on light roasts", body=body, tags=(tag,))
    answer = reply(topic, author, f"{words}, indeed.")
    reactions.give(make.member(), fresh(answer), ReactionKind.THANKS)
    bookmarks.keep(author, fresh(answer))
    bookmark = db.session.scalars(select(Bookmark).order_by(Bookmark.id.desc())).first()
    assert bookmark is not None
    bookmarks.note(author, bookmark, f"{words} noted"[:300])
    key = f"reply:{topic.id}"
    draft = drafts.save(author, key, title="", body=f"{words} draft", extra={}, version=0)
    new = messages.NewConversation(make.member().username, f"{words} ({title})", title=title)
    message = messages.begin(author, new)
    return {
        "bookmark_id": bookmark.id,
        "case_id": 1,
        "channel": channel.slug,
        "channel_id": channel.id,
        "conversation_id": message.conversation_id,
        "draft_id": draft.id,
        "message_id": message.id,
        "name": tag,
        "post_id": answer.id,
        "public_id": upload.public_id,
        "request_id": 1,
        "tag_id": db.session.scalar(select(Tag.id).where(Tag.name == tag)),
        "topic": topic.slug,
        "topic_id": topic.id,
        "user_id": author.id,
        "username": author.username,
    }


def _picture(owner: User, *, alt: str) -> Upload:
    """A picture as it is after it was taken in; decoding it once is enough for all towns."""
    data = _decoded()
    upload = Upload(public_id=tokens.new_public_id(), user_id=owner.id, width=40, height=30)
    upload.bytes, upload.sizes, upload.alt = len(data), [40], alt
    upload.sha256 = hashlib.sha256(data).hexdigest()
    store.write(store.name_of(upload.public_id, 40), data)
    return make.save(upload)


@cache
def _decoded() -> bytes:
    return workshop.remake(drawn()).data


def _add_what_is_not_for_all(town: Town, reviewed: Channel) -> None:
    """Texts that wait or were taken away, a request, a note: each with a word of its own."""
    insider, topic_id = town.people["insider"], town.open["topic_id"]
    start(insider, reviewed, title="Bramling in the queue", body="Harebell waits.")
    topic = queries.visible_topic(town.people["admin"], topic_id)
    reply(topic, insider, "Everybody reads this.")
    gone = reply(topic, insider, "Oxlip was here.")
    topics.delete(insider, fresh(gone))
    club = db.session.scalars(select(Channel).where(Channel.slug == "club")).one()
    request = channels.ask(insider, club, "Pimpernel, please.")
    case = db.session.scalars(select(Reviewable).order_by(Reviewable.id)).first()
    assert case is not None
    town.open |= {"request_id": request.id, "case_id": case.id}
    assert db.session.scalar(select(Draft.id)) is not None
