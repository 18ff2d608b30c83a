"""A forum in which every state occurs once; all that people wrote in it begins with zz."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select

from forum.accounts.models import User
from forum.activity.tasks import settle
from forum.answering import actions as answering
from forum.appeals import actions as appeals
from forum.automod import actions as automod
from forum.backups.models import Backup, Stage
from forum.badges import actions as badges
from forum.badges import queries as medals
from forum.bookmarks import actions as bookmarks
from forum.bookmarks.models import Bookmark
from forum.channels import actions as channels
from forum.channels.models import Channel, Kind, Visibility
from forum.codes import actions as codes
from forum.codes import queries as offers
from forum.codes.models import Audience, PoolSource
from forum.commerce import actions as commerce
from forum.commerce import queries as commerce_found
from forum.commerce import words as saying
from forum.commerce.models import (
    ImportLine,
    ImportState,
    LineOutcome,
    OrderImport,
    Platform,
    ProductState,
)
from forum.drafts import actions as drafts
from forum.drafts.models import Draft
from forum.guides import actions as guides
from forum.kernel import clock
from forum.kernel.db import db
from forum.messages import actions as messages
from forum.messages import queries as talks
from forum.messages.models import Complaint
from forum.moderation import actions as moderation
from forum.moderation.models import Outcome
from forum.newcomers import actions as newcomers
from forum.newcomers.models import FirstPost
from forum.reactions import actions as reactions
from forum.reactions.models import ReactionKind
from forum.recognition import actions as recognition
from forum.recognition import tasks as recognition_tasks
from forum.recognition.actions import NewThanks
from forum.recognition.models import JourneyStage
from forum.recognition.models import Stage as Step
from forum.replies import actions as replies
from forum.replies.models import SavedReplyUse
from forum.sanctions import actions as sanctions
from forum.sanctions.models import Reasons, SanctionKind, SanctionWish
from forum.tiers import actions as tiers
from forum.tiers import queries as steps
from forum.tiers.models import BenefitKind
from forum.topics import actions, queries
from forum.topics.models import PinScope, Post, Tag, Topic
from forum.training import actions as training
from tests.feedback.furnishing import every_feedback
from tests.governance.telling import freeze_months
from tests.launches.furnishing import every_launch
from tests.recognition import celebrated
from tests.rehearsals.furnishing import every_rehearsal
from tests.support import make
from tests.topics.writing import fresh, reply, start
from tests.training.taking import agree, answer_all, scenario
from tests.uploads.pictures import drawn
from tests.waves import flooding

REASONS = ("no_room", "not_proven", "no_place", "cut_short")


@dataclass(frozen=True)
class Tiers:
    """Numbers of what there is about tiers."""

    tiers: list[int]
    benefit: int
    membership: int
    task: int


@dataclass(frozen=True)
class Newcomers:
    """Numbers of what there is about newcomers."""

    first_post: int
    source: int
    link: int
    code: str
    circle: int
    place: int


@dataclass(frozen=True)
class Launches:
    """Launches in every state, and a window of the draft."""

    launches: list[int]
    slugs: list[str]
    window: int
    # A question of the draft, and a promise that is late.
    question: int
    promise: int

    @property
    def drawn(self) -> list[int]:
        """Those that are drawn: one to come, one with entries, one without."""
        return self.launches[-3:]


@dataclass(frozen=True)
class Decided:
    """What the team decided about somebody, and a rule of the house."""

    sanction: int
    case: int
    ruling: int
    appeal: int
    wave: int
    rule: int
    attempt: int
    saved: int
    use: int


@dataclass
class Forum:
    """The people and things of the forum; first in each list is the one with most to show."""

    owner: User
    member: User
    channels: list[Channel]
    topics: list[Topic]
    posts: list[Post]
    draft: Draft
    bookmark: Bookmark
    tag: Tag
    backups: list[int]
    award: int
    tiers: Tiers
    talks: list[int]
    message: int
    newcomers: Newcomers
    # Pools, and codes of which a member has the first.
    pools: tuple[list[int], list[int], list[int]]
    # Rounds of the spotlight, and a milestone.
    celebrated: tuple[list[int], int]
    decided: Decided
    # Of stores, of products, and of files of orders.
    sold: tuple[list[int], list[int], list[int]]
    # One with every row that there can be, one of too few people, and one without anything.
    months: list[str]
    launches: Launches


def furnish() -> Forum:
    """Fill an empty forum."""
    owner, member = make.admin(username="zzowner"), make.member(username="zzmember")
    rooms = _channels(owner)
    topics, posts = _topics(owner, member, rooms)
    _keep(member, posts[1])
    ones = (_only(Draft), _only(Bookmark), _only(Tag))
    more = _backups(owner), _badges(owner, member), _tiers(owner, member, rooms[0])
    talked = _talks(owner, member)
    launched = every_launch(owner, member)
    last = (
        _newcomers(owner, member),
        _codes(owner, member),
        _celebrate(owner, member),
        _decide(owner, posts[0]),
        _sell(owner, member),
        freeze_months(),
        Launches(*launched, *every_feedback(owner, member, launched[0][0])),
    )
    every_rehearsal(owner, last[-1].launches)
    _guides(owner, member, rooms[-2])
    return Forum(owner, member, rooms, topics, posts, *ones, *more, *talked, *last)


def _guides(owner: User, member: User, room: Channel) -> None:
    """One that the member has begun, and a draft."""
    read = guides.create(owner, guides.GuidePlan("zzguide", "zzsummary", room.id))
    steps = [guides.add_step(owner, read, f"zzstep{n}", body="zzbody") for n in range(2)]
    guides.publish(owner, read)
    guides.mark_read(member, steps[0])
    guides.create(owner, guides.GuidePlan("zzunfinished", "", room.id))


def _talks(owner: User, member: User) -> tuple[list[int], int]:
    """A busy talk, one that the others left; and a message that was reported."""
    other, third = make.member(username="zztalker"), make.member(username="zzthird")
    new = messages.NewConversation("zzmember, zzowner", "zzhello", title="zztitle")
    first = messages.begin(other, new)
    talk = first.conversation_id
    messages.send(other, talks.place_of(other, talk), messages.NewMessage("zzagain"))
    messages.add(owner, talks.place_of(owner, talk), third.username)
    place = talks.place_of(member, talk)
    messages.report(member, first, place, complaint=Complaint.OTHER, note="zznote")
    messages.send(member, place, messages.NewMessage("zzyes"))
    messages.mute(member, talks.place_of(member, talk))
    gone = messages.send(other, talks.place_of(other, talk), messages.NewMessage("zzgone"))
    messages.delete(other, gone)
    lonely = messages.begin(member, messages.NewConversation(third.username, "zzbye"))
    for left in (talk, lonely.conversation_id):
        messages.leave(third, talks.place_of(third, left))
    return [talk, lonely.conversation_id], first.id


def _file(member: User) -> str:
    """An order of each state."""
    heads = "Name,Email,Financial Status,Currency,Total,Created at,Lineitem name"
    states = ("pending", "paid", "partially_refunded", "refunded", "cancelled")
    rows = [f"zz{one},{member.email},{one},EUR,9.00,2026-05-04,zzthing" for one in states]
    return "\n".join([heads, *rows])


def _sell(owner: User, member: User) -> tuple[list[int], list[int], list[int]]:
    """A store of each kind, one of them closed; products with and without everything; a file in
    every state."""
    plans = [commerce.StorePlan(f"zz{one.value}", platform=one) for one in Platform]
    stores = [commerce.create_store(owner, f"zz{one.platform}", one) for one in plans]
    commerce.set_secret(owner, stores[0], "zz" * 10)
    commerce.close_store(owner, stores[1])
    commerce.import_orders(owner, commerce_found.store_by_id(stores[0].id), _file(member))
    rich = commerce.ProductPlan(
        "zzkettle", body="zzcopper", price="49.00", currency="EUR", store_id=stores[0].id
    )
    product = commerce.create_product(owner, rich)
    commerce.add_picture(owner, product, drawn(), alt="zzpicture")
    commerce.mark_customer(owner, member.username, "zznote")
    poor = commerce.create_product(owner, commerce.ProductPlan("zzcup", state=ProductState.ACTIVE))
    return [store.id for store in stores], [product.id, poor.id], _files(owner, stores[0].id)


def _files(owner: User, store_id: int) -> list[int]:
    """One with lines of every kind, one that waits, one half done, one for each way to fail."""
    of = {"store_id": store_id, "asked_by_id": owner.id, "file_name": "zzorders.csv"}
    whole = OrderImport(**of, state=ImportState.DONE, ended_at=clock.now(), orders=99, worked=99)
    rows = [whole, OrderImport(**of), OrderImport(**of, state=ImportState.WORKING, orders=9)]
    rows += [
        OrderImport(**of, state=ImportState.FAILED, ended_at=clock.now(), problem=word)
        for word in ("missing name, total", *saying.FILE_PROBLEMS)
    ]
    for row in rows:
        make.save(row)
    become = [(one, "") for one in LineOutcome]
    become += [(LineOutcome.REJECTED, word) for word in saying.LINE_PROBLEMS]
    for line, (outcome, word) in enumerate(become, start=2):
        make.save(
            ImportLine(import_id=whole.id, line=line, name="zz1", outcome=outcome, problem=word)
        )
    return [row.id for row in rows]


def _backups(owner: User) -> list[int]:
    """One that is kept, one that failed for each reason, one that is being made."""
    now = clock.now()
    rows = [Backup(asked_at=now, failed_at=now, reason=word) for word in (*REASONS, "other")]
    rows += [Backup(asked_at=now, stage=stage) for stage in (Stage.COPYING, Stage.PACKING)]
    rows.append(Backup(by_id=owner.id, made_at=now, file="zz.tar", bytes=1_500_000, counts={}))
    return [make.save(row).id for row in rows]


def _celebrate(owner: User, member: User) -> tuple[list[int], int]:
    """Thanks, a spotlight and a round that waits, a milestone, a goal, and people on their way."""
    recognition.thank(owner, member, NewThanks("Curious", "zznote"))
    celebrated.goal(owner)
    rounds = [celebrated.spotlight(member).round_id, celebrated.round_of(member).id]
    recognition_tasks.look_at_day({})
    for stage in Step:
        other = make.member(username=f"zzon{stage.value}")
        before = Step.CONTRIBUTOR if stage == Step.MEMBER else Step.MEMBER
        make.save(JourneyStage(user_id=other.id, day=1, stage=stage, before=before))
    return rounds, celebrated.milestone().id


def _badges(owner: User, member: User) -> int:
    """The supplied ones, what was earned, and one that was given by hand; the last award."""
    badges.plant()
    settle({})
    badge = medals.badge_at("ambassador")
    return badges.award(owner, badge, member, reason="zzreason").id


def _tiers(owner: User, member: User, room: Channel) -> Tiers:
    """The supplied ones with each kind of promise, and one that was given by hand."""
    tiers.plant()
    press, silver = steps.tier_called("press"), steps.tier_called("silver")
    assert press and silver
    plans = [
        tiers.BenefitPlan(BenefitKind.TASK, words="zzcard"),
        tiers.BenefitPlan(BenefitKind.UPLOAD_MB, amount=15),
        tiers.BenefitPlan(BenefitKind.CHANNEL, channel_id=room.id),
    ]
    given = [tiers.add_benefit(owner, one, plan) for plan in plans for one in (press, silver)]
    tiers.look_at(None)
    row = tiers.give(owner, press, member, reason="zzreason")
    (task,) = steps.tasks_open()
    return Tiers([press.id, silver.id], given[0].id, row.id, task.id)


def _codes(owner: User, member: User) -> tuple[list[int], list[int], list[int]]:
    """A pool that runs short, one that is empty, a code in every state."""
    plan = codes.PoolPlan("zzpool", "zzvalue", ends_at=clock.now() + timedelta(days=9))
    full = codes.make(owner, PoolSource.UPLOAD, plan)
    codes.fill(owner, full, "zzcode-1\nzzcode-2\nzzcode-3")
    made = codes.make(owner, PoolSource.GENERATED, codes.PoolPlan("zzmade", "zzworth"), prefix="ZZ")
    codes.generate(owner, made, 1)
    first, only = codes.hand_out(member, full), codes.hand_out(member, made)
    third = codes.hand_out(owner, full)
    assert first and only and third
    codes.void(owner, third, reason="zzreason")
    perks = _perks(owner, member, full.id, made.id)
    return [full.id, made.id], [first.id, only.id, third.id], perks


def _perks(owner: User, member: User, *pools: int) -> list[int]:
    """For a tier, a badge and a list: with a code that is seen, one that is not, a line."""
    full, made = pools
    tier, badge = steps.tier_called("vip"), medals.badge_at("ambassador")
    assert tier
    plans = [
        codes.PerkPlan(full, Audience.LIST, words="zzterms"),
        codes.PerkPlan(made, Audience.LIST),
        codes.PerkPlan(full, Audience.TIER, tier_id=tier.id),
        codes.PerkPlan(full, Audience.BADGE, badge_id=badge.id),
    ]
    perks = [codes.offer(owner, plan) for plan in plans]
    for perk in perks[:2]:
        for one in (member, owner):
            codes.put_on_list(owner, perk, one.username)
            codes.claim(one, offers.perk_by_id(perk.id))
    return [perk.id for perk in perks]


def _newcomers(owner: User, member: User) -> Newcomers:
    """First posts that are answered and that wait; links, and a circle with somebody in it."""
    first = db.session.scalars(select(FirstPost).order_by(FirstPost.id)).first()
    assert first is not None
    link = newcomers.open_campaign(owner, "zzcampaign", most_uses=5)
    newcomers.invite(member, days=7)
    newcomers.volunteer(member)
    plan = newcomers.CirclePlan("zzcircle", note="zznote")
    circle = newcomers.create_circle(owner, plan, room="zzsmall")
    place = newcomers.pick(owner, circle, member)
    return Newcomers(first.id, link.source_id, link.id, link.code, circle.id, place.id)


def _decide(owner: User, post: Post) -> Decided:
    """A pause that is over soon and appealed against, a flag that was looked at, and a rule."""
    other = make.member(username="zzpaused")
    wish, why = SanctionWish(SanctionKind.SILENCE, 1), Reasons("", 0, "zzwhy")
    pause = sanctions.impose(make.admin(username="zzteam"), other, wish, reasons=why)
    asked = appeals.appeal(other, "zzappeal", sanction_id=pause.id)
    case = moderation.hold("post", post.id, about=post.author, reason="flagged")
    ruling = moderation.decide(owner, case, moderation.Decided(Outcome.KEEP))
    plan = automod.RulePlan("zzrule", {"is": "words", "text": "zztulips"}, [{"do": "hint"}])
    rule = automod.create(owner, plan)
    for name in ("zzone", "zztwo", "zzthree", "zzfour"):
        words = f"zzdear zzfriends zzthis zzis zzthe zzgolden zzparrot zzsystem {name}"
        reply(post.topic, flooding.newcomer(username=name), words)
    answering.arrange_ladder(owner, [answering.Level(1, [owner], 15)])
    attempt = answer_all(owner, wrong=1)
    training.begin(owner)
    training.lay_out(owner)
    training.create(owner, scenario())
    agree(owner)
    saved, use = _answer(owner, post)
    wave = flooding.wave().id
    found = (pause.id, case.id, ruling.id, asked.id, wave, rule.id, attempt.id)
    return Decided(*found, saved, use)


def _answer(owner: User, post: Post) -> tuple[int, int]:
    """A saved reply with a text before this one, and a use about which its reader was asked."""
    plan = replies.ReplyPlan("zzsaved", "zzhello", "en", kinds=("complaint",))
    saved = replies.create(owner, plan)
    replies.change(owner, saved, replace(plan, body="zzdear"))
    use = SavedReplyUse(reply_id=saved.id, version=2, by_id=owner.id, filled="", post_id=post.id)
    use.place, use.place_id, use.member_id = "topic", post.topic_id, post.author_id
    use.sent_at = use.asked_at = clock.now()
    make.save(use)
    saved.use_count = 1
    make.save(saved)
    return saved.id, use.id


def _channels(owner: User) -> list[Channel]:
    section = make.section(name="zzsection")
    kinds = [Kind.QUESTION, Kind.GALLERY, Kind.ANNOUNCEMENT]
    given = [{"kind": kind} for kind in kinds]
    given += [{"visibility": door} for door in Visibility if door != Visibility.PUBLIC]
    given += [{"reviewed_since": clock.now(), "min_tags": 1}, {"slow_mode_seconds": 300}, {}]
    rooms = [
        make.channel(name=f"zzroom{n}", slug=f"zzroom{n}", section_id=section.id, **facts)
        for n, facts in enumerate(given)
    ]
    make.insider(rooms[3], username="zzinsider")
    channels.ask(make.member(username="zzasker"), fresh(rooms[4]), "zzplease")
    channels.archive(owner, fresh(rooms[-1]))
    new = make.member(username="zznew", approved_at=None)
    moderation.hold("member", new.id, about=new, reason="signed_up")
    return [db.session.get_one(Channel, room.id) for room in rooms]


def _topics(owner: User, member: User, rooms: list[Channel]) -> tuple[list[Topic], list[Post]]:
    busy = _start(member, rooms[0], "busy", tags=("zztag",))
    answer = reply(busy, make.member(username="zzhelper"), "zzanswer")
    edited = reply(busy, member, "zztext", reply_to=answer.number)
    deleted = reply(busy, member, "zzdeleted")
    actions.accept(member, fresh(answer))
    actions.delete(member, fresh(deleted))
    mark = queries.wording_of(fresh(edited)).mark
    actions.edit(member, fresh(edited), actions.Change("zzbetter", mark))
    reactions.give(owner, fresh(edited), ReactionKind.LOVE)
    closed, waiting = _start(member, rooms[7], "closed"), _start(member, rooms[0], "waiting")
    actions.close(owner, fresh(closed))
    actions.pin(owner, fresh(waiting), scope=PinScope.SITE)
    held = _start(member, rooms[6], "held", tags=("zztag",))
    later = _start(owner, rooms[2], "later", publish_at=clock.now() + timedelta(days=2))
    slow, gone = _start(member, rooms[7], "slow"), _start(member, rooms[7], "gone")
    first = db.session.scalars(select(Post).where(Post.topic_id == gone.id)).one()
    actions.delete(member, fresh(first))
    return [busy, closed, waiting, held, later, slow, gone], [edited, answer, deleted, first]


def _start(author: User, room: Channel, name: str, **given: object) -> Topic:
    return start(author, room, title=f"zz{name} zztitle zzwords", body="zzbody", **given)


def _keep(member: User, post: Post) -> None:
    drafts.save(member, "topic", title="zzdraft", body="zzbegun")
    drafts.save(member, f"reply:{post.topic_id}", body="zzreply")
    bookmarks.keep(member, fresh(post))
    bookmarks.note(member, _only(Bookmark), "zznote")


def _only(kind):
    """The first row of a table."""
    return db.session.scalars(select(kind)).first()
