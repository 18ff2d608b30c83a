"""A small forum with something behind every address, made through the real actions."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from forum.accounts.models import Session, User
from forum.answering import actions as answering
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
from forum.codes import actions as codes
from forum.codes.models import Audience, PoolSource
from forum.commerce import actions as commerce
from forum.commerce.models import ProductState
from forum.drafts import actions as drafts
from forum.drafts.models import Draft
from forum.draws import actions as draws
from forum.draws.models import Beacon
from forum.feedback import actions as feedback
from forum.feedback.models import QuestionKind
from forum.governance import actions as governance
from forum.governance import months
from forum.guides import actions as guides
from forum.kernel import clock, tokens
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.launches import actions as launches
from forum.launches import queries as launched
from forum.launches.models import Allocation as LaunchAllocation
from forum.launches.models import Audience as LaunchAudience
from forum.launches.models import Embargo, Launch, LaunchWindow
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
from forum.replies import actions as replies
from forum.replies.models import SavedReplyUse
from forum.sanctions import actions as sanctions
from forum.sanctions.models import Reasons, SanctionKind, SanctionWish
from forum.tiers import actions as tiers
from forum.tiers import queries as steps
from forum.tiers.models import BenefitKind
from forum.topics import actions as topics
from forum.topics import queries
from forum.topics.actions import Change
from forum.topics.models import Post, Tag
from forum.training import actions as training
from forum.training import queries as practised
from forum.uploads import store, workshop
from forum.uploads.models import Upload
from forum.waves.models import Sign, Wave, WaveState
from tests.commerce import shops
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
    "month": "1999-01",
    "award_id": 99991,
    "product_id": 99991,
    "import_id": 99991,
    "guide_id": 99991,
    "step_id": 99991,
    "position": 99991,
    "store_key": "no-such-store",
    "platform": "none",
    "store_id": 99991,
    "rule_id": 99991,
    "change_id": 99991,
    "appeal_id": 99991,
    "wave_id": 99991,
    "call_id": 99991,
    "message": "no-such-kind",
    "tending": "no-such-tending",
    "asked": "no-such-word",
    "sanction_id": 99991,
    "ruling_id": 99991,
    "target_id": 99991,
    "note_id": 99991,
    "reply_id": 99991,
    "use_id": 99991,
    "badge": "no-such-badge",
    "badge_id": 99991,
    "benefit_id": 99991,
    "pool_id": 99991,
    "perk_id": 99991,
    "code_id": 99991,
    "membership_id": 99991,
    "goal_id": 99991,
    "milestone_id": 99991,
    "round_id": 99991,
    "task_id": 99991,
    "drawn": "no-such-draw",
    "lobby_id": 99991,
    "drawn_id": 99991,
    "draw_entry_id": 99991,
    "launch": "no-such-launch",
    "launch_id": 99991,
    "question_id": 99991,
    "promise_id": 99991,
    "window_id": 99991,
    "entry_id": 99991,
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
    "product_id",
    "import_id",
    "store_id",
    "call_id",
    "message",
    "tending",
    "month",
    "rule_id",
    "change_id",
    "badge",
    "badge_id",
    "award_id",
    "tier_id",
    "benefit_id",
    "pool_id",
    "code_id",
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
    "calibration_id",
    "scenario_id",
    "milestone_id",
    "goal_id",
    "appeal_id",
    "wave_id",
    "sanction_id",
    "ruling_id",
    "note_id",
    "reply_id",
)
# What is the same wherever one stands.
COMMON = {
    "_version": "1",
    "drawn": "field-kettle-drawn",
    "drawn_id": 3,
    "draw_entry_id": 2,
    "launch": "field-kettle",
    "lobby_id": 1,
    "launch_id": 1,
    "question_id": 1,
    "promise_id": 1,
    "window_id": 1,
    "entry_id": 1,
    "act": "claim",
    "award_id": 1,
    "product_id": 1,
    "import_id": 1,
    "guide_id": 1,
    "step_id": 1,
    "position": 1,
    "store_key": "main",
    "platform": "stripe",
    "store_id": 1,
    "month": "2026-04",
    "appeal_id": 1,
    "wave_id": 1,
    "call_id": 1,
    "message": "question",
    "tending": "seen",
    "asked": "signed-by-nobody",
    "sanction_id": 1,
    "ruling_id": 1,
    "kind": "post",
    "target_id": 1,
    "note_id": 1,
    "reply_id": 1,
    "use_id": 1,
    "deed": "review",
    "backup_id": 1,
    "benefit_id": 1,
    "pool_id": 1,
    "perk_id": 1,
    "code_id": 1,
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
    "attempt_id": 1,
    "trial_id": 1,
    "calibration_case_id": 1,
    "calibration_id": 1,
    "scenario_id": 1,
    "place": 1,
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
    _make_codes(town)
    _recognise(town)
    _add_a_newcomer(town)
    _add_what_is_not_for_all(town, reviewed)
    _put_up_guidelines(town)
    _decide_about_somebody(town)
    _answer_with_a_saved_reply(town)
    _ask_everybody(town)
    _sell(town)
    town.open |= _launch(town, words=launches.Words("Field kettle", body="Of steel."))
    # The scenarios that come with the forum, and a round that everybody of the team answers alone.
    opened = training.open_now(town.people["admin"])
    (story, *_) = practised.all_scenarios()
    town.open |= {"calibration_id": opened.id, "scenario_id": story.scenario.id}
    town.open |= _guide(town, channel, words="All about burrs")
    return town


def _make_a_rule(town: Town) -> None:
    """A rule of the house that meets nothing which is written here, and a wave that is over."""
    plan = automod.RulePlan("Tulips", {"is": "words", "text": "tulips"}, [{"do": "hint"}])
    rule = automod.create(town.people["admin"], plan)
    change = house_rules.newest_change_of(rule.id)
    assert change is not None
    gone = make.save(Wave(sign=Sign.TEXT, sample="Plain words", state=WaveState.SWEPT))
    town.open |= {"rule_id": rule.id, "change_id": change.id, "wave_id": gone.id}


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


def _make_codes(town: Town) -> None:
    """A pool with a code that a member has."""
    admin = town.people["admin"]
    plan = codes.PoolPlan("Autumn", "15 % off")
    pool = codes.make(admin, PoolSource.GENERATED, plan, prefix="AUTUMN")
    codes.generate(admin, pool, 3)
    code = codes.hand_out(town.people["member"], pool)
    perk = codes.offer(admin, codes.PerkPlan(pool.id, Audience.LIST))
    codes.put_on_list(admin, perk, town.people["member"].username)
    town.open |= {"pool_id": pool.id, "code_id": code.id if code else 0, "perk_id": perk.id}


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


def _answer_with_a_saved_reply(town: Town) -> None:
    """A saved reply, and a use of it about which the member was asked."""
    moderator, member = town.people["moderator"], town.people["member"]
    plan = replies.ReplyPlan("We look into it", "Hello {member}, we look into it.", "en")
    saved = replies.create(moderator, plan)
    topic = queries.visible_topic(member, town.open["topic_id"])
    post = reply(topic, moderator, "We look into it together.")
    town.open |= {"reply_id": saved.id, "use_id": _asked_about(post, member, saved.id)}


def _asked_about(post: Post, member: User, reply_id: int) -> int:
    """Whether the post solved it is asked of the member."""
    use = SavedReplyUse(reply_id=reply_id, version=1, by_id=post.author_id, filled="")
    use.place, use.place_id = "topic", post.topic_id
    use.post_id, use.member_id = post.id, member.id
    use.filled_at = use.sent_at = use.asked_at = clock.now()
    return make.save(use).id


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
    answering.arrange_ladder(admin, [answering.Level(1, [town.people["moderator"]], 15)])
    call = answering.try_ladder(admin, 1)
    town.open |= {"call_id": call.id, "message": "question", "tending": "seen"}
    governance.make(months.named("2026-04"))
    town.open["month"] = "2026-04"


def _ask_everybody(town: Town) -> None:
    """The question of this quarter, open for all."""
    quarter = quarter_of(clock.now())
    with transaction():
        for person in town.people.values():
            db.session.add(BelongingAsk(quarter=quarter, user_id=person.id))


def _sell(town: Town) -> None:
    """A store, and a product of it."""
    admin = town.people["admin"]
    store = commerce.create_store(admin, "main", commerce.StorePlan("Our shop"))
    plan = commerce.ProductPlan("Copper kettle", store_id=store.id, state=ProductState.ACTIVE)
    product = commerce.create_product(admin, plan)
    commerce.mark_customer(admin, town.people["member"].username, "At the fair")
    brought = commerce.hand_in(admin, store, shops.ORDERS, name="orders.csv")
    town.open |= {"store_id": store.id, "product_id": product.id, "import_id": brought.id}


def _launch(town: Town, *, words: launches.Words, names: tuple[str, ...] = ()) -> dict[str, Any]:
    """A launch that has been open for a while, for all members or in secret for some of them; and
    a draft of the same words."""
    begun = clock.now() - timedelta(days=20)
    running = _draft_of(town, words, begun, names)[0]
    draft, window = _draft_of(town, words, begun, names)
    with clock.at(begun):
        launches.submit(town.people["admin"], running)
        launches.approve(town.people["admin"], running)
    entry_id = 1 if names else launches.claim(make.member(created_at=begun), running).id
    found = {"launch": running.slug, "launch_id": draft.id, "window_id": window.id}
    lobby_id = launched.windows_of([running.id])[running.id][0].id
    found["lobby_id"] = lobby_id
    found |= _ask_for_feedback(town, running, draft, words)
    return found | {"entry_id": entry_id} | _draw(town, words, begun, names)


def _ask_for_feedback(
    town: Town, running: Launch, draft: Launch, words: launches.Words
) -> dict[str, Any]:
    """Questions about the launch that runs and the one that does not; an answer of the brand, and
    a promise."""
    admin = town.people["admin"]
    asking = feedback.Asking(QuestionKind.TEXT, words.body or words.title)
    rounds = [feedback.begin(admin, one) for one in (running, draft)]
    questions = [feedback.add_question(admin, one, asking) for one in rounds]
    feedback.publish(admin, rounds[0])
    feedback.respond(admin, rounds[0], feedback.Response(words.body, words.body, words.body))
    due = clock.now().date() + timedelta(days=30)
    made = feedback.promise(admin, feedback.Promise(words.body, due, running.id))
    return {"question_id": questions[1].id, "promise_id": made.id}


def _draw(
    town: Town, words: launches.Words, begun: datetime, names: tuple[str, ...]
) -> dict[str, Any]:
    """A launch of the same words that is drawn, for the same people; somebody is in, and a draw
    that waits for its public number."""
    admin, entrant = town.people["admin"], make.member(created_at=begun)
    names = (*names, entrant.username) if names else ()
    launch, _window = _draft_of(town, replace(words, title=f"{words.title} drawn"), begun, names)
    with clock.at(begun):
        launches.change_supply(admin, launch, launches.Supply(LaunchAllocation.DRAW, 2))
        launches.submit(admin, launch)
        launches.approve(admin, launch)
        draws.plan(admin, launch, beacon=Beacon.NUMBER, rule="A number")
    entry = launches.enter(entrant, launch)
    return {"drawn": launch.slug, "drawn_id": launch.id, "draw_entry_id": entry.id}


def _draft_of(
    town: Town, words: launches.Words, begun: datetime, names: tuple[str, ...]
) -> tuple[Launch, LaunchWindow]:
    admin = town.people["admin"]
    given = {"audience": LaunchAudience.LIST, "names": names} if names else {}
    opening = launches.Opening(begun + timedelta(days=1), begun + timedelta(days=90), **given)
    with clock.at(begun):
        launch = launches.create(admin, words)
        window = launches.add_window(admin, launch, opening)
        launches.change_supply(admin, launch, launches.Supply(stock_total=50))
        if names:
            launches.change_secrecy(admin, launch, launches.Secrecy(Embargo.SECRET))
    return launch, window


def _put_up_guidelines(town: Town) -> None:
    """Guidelines to which everybody has said yes, the next version of them, and a page."""
    admin = town.people["admin"]
    pages.plant(admin, make.GUIDELINES)
    present = rules_of_house.guidelines_at(1)
    for person in town.people.values():
        pages.accept(person, present)
    pages.begin(admin)
    pages.publish_page(admin, PageName.ABOUT, "A place for people with grinders.")


def _guide(town: Town, channel: Channel, *, words: str) -> dict[str, int]:
    """A guide that the readers of the channel read."""
    admin = town.people["admin"]
    guide = guides.create(admin, guides.GuidePlan(words, words, channel.id))
    step = guides.add_step(admin, guide, words, body=words)
    guides.publish(admin, guide)
    return {"guide_id": guide.id, "step_id": step.id, "position": 1}


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
    perk = codes.offer(town.people["admin"], codes.PerkPlan(town.open["pool_id"], Audience.LIST))
    codes.put_on_list(town.people["admin"], perk, insider.username)
    town.secret["perk_id"] = perk.id
    town.secret |= _guide(town, channel, words="Marshwillow")
    words = launches.Words("Quillwort kettle", body="Tansybrook inside.", summary="Gadwall.")
    town.secret |= _launch(town, words=words, names=(insider.username,))
    post = queries.visible_post(insider, town.secret["post_id"])
    town.secret["use_id"] = _asked_about(post, insider, town.open["reply_id"])
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
