"""Every way in which staff change something leaves a line in the audit log, or says why not.

A route of staff that takes a POST and is in neither of the two lists fails the first test.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.accounts.models import Fate, Standing
from forum.answering import actions as answering
from forum.answering.models import Answerers, Pace
from forum.answering.models import Kind as Message
from forum.appeals import actions as appeals
from forum.audit.models import AuditEntry
from forum.automod import actions as automod
from forum.automod import queries as rules
from forum.badges import actions as badges
from forum.badges import queries as medals
from forum.channels import actions as entering
from forum.channels import queries as channels
from forum.channels.models import Section, Visibility
from forum.codes import actions as codes
from forum.codes import queries as pools
from forum.codes.models import Audience, PoolSource
from forum.commerce import actions as commerce
from forum.commerce import queries as goods
from forum.draws import actions as draws
from forum.draws import queries as drawing
from forum.draws.models import Beacon
from forum.exports import actions as exports
from forum.feedback import actions as feedback
from forum.feedback.models import QuestionKind
from forum.governance import queries as governance
from forum.guides import actions as guides
from forum.guides.actions import GuidePlan
from forum.jobs.models import Job
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.launches import actions as launches
from forum.launches import queries as launched
from forum.launches.models import Allocation as LaunchAllocation
from forum.mail import actions as mail
from forum.mail.models import RefusedAddress
from forum.moderation import actions as moderation
from forum.moderation.models import Outcome
from forum.newcomers import actions as newcomers
from forum.newcomers.models import FirstPost
from forum.pages import queries as rules_of_house
from forum.pages import translating
from forum.replies import actions as replies
from forum.sanctions import actions as sanctions
from forum.standing import actions as standing
from forum.tiers import actions as tiers
from forum.tiers import queries as steps
from forum.tiers.models import BenefitKind
from forum.topics.models import State, Tag
from forum.training import actions as training
from forum.training import queries as trained
from forum.waves import actions as waves
from forum.waves.plans import Plan
from tests.commerce import shops
from tests.governance.telling import ruled
from tests.house.source import python
from tests.moderation import flagging
from tests.recognition import celebrated
from tests.sanctions import deciding
from tests.security import doors
from tests.support import make
from tests.topics.writing import start
from tests.training.test_scenarios import FORM as SCENARIO
from tests.training.test_scenarios import plan
from tests.uploads.pictures import drawn
from tests.waves import flooding

SAVED = {"title": "Hello", "body": "Hello {member}.", "language": "en", "owner": "0"}


class World:
    """Things to act on, each made when it is asked for."""

    def member(self) -> int:
        return make.member().id

    def regular(self) -> int:
        return make.member(standing=Standing.REGULAR).id

    def leader(self) -> int:
        member = make.member(standing=Standing.REGULAR)
        standing.make_leader(make.admin(), member)
        return member.id

    def locked(self) -> int:
        member = make.member()
        standing.lock(make.admin(), member, Standing.NEW, reason="Wait and see.")
        return member.id

    def appeal(self) -> int:
        member = make.member()
        return appeals.appeal(member, "No.", sanction_id=deciding.warn(member).id).id

    def saved_reply(self) -> int:
        plan = replies.ReplyPlan("Hello", "Hello {member}.", "en")
        return replies.create(make.admin(), plan).id

    def note(self) -> int:
        return sanctions.add_note(make.admin(), make.member(), "Wrote twice.").id

    def channel(self, **given: Any) -> Any:
        self.section = make.save(Section(name="Talk", position=1))
        return make.channel(section_id=self.section.id, **given)

    def topic(self, **given: Any) -> Any:
        topic = make.topic(channel=self.channel(), **given)
        make.post(topic=topic)
        return topic

    def tag(self) -> Any:
        return make.save(Tag(name="kettles"))

    def request(self) -> tuple[Any, int]:
        channel = self.channel(visibility=Visibility.PRIVATE)
        return channel, entering.ask(make.member(), channel, "Please.").id

    def case(self, kind: str = "post", target_id: int | None = None) -> int:
        topic = self.topic()
        post = make.post(topic=topic, state=State.HELD)
        about = post.author
        return moderation.hold(kind, target_id or post.id, about=about, reason="x").id

    def two_channels(self) -> tuple[Any, Any]:
        first = self.channel(position=1)
        return first, make.channel(section_id=self.section.id, position=2)

    def letter(self) -> int:
        letter = mail.post("x.y", to="ada@example.org", subject="Hello", text="Hello.")
        mail.note_trouble(letter.id, "timed out")
        return letter.id

    def stopped_address(self) -> str:
        gone = RefusedAddress(address="gone@example.org", times=3, stopped_at=clock.now())
        return make.save(gone).address

    def store(self) -> Any:
        return commerce.create_store(make.admin(), "main", commerce.StorePlan("Our shop"))

    def product(self) -> Any:
        return commerce.create_product(make.admin(), commerce.ProductPlan("Copper kettle"))

    def badge(self, slug: str) -> Any:
        badges.plant()
        return medals.badge_at(slug)

    def awarded(self, giver: Any) -> int:
        badge, member = self.badge("ambassador"), make.member()
        return badges.award(giver, badge, member, reason="Well spoken.").id

    def link(self) -> Any:
        return newcomers.open_campaign(make.moderator(), "Fair")

    def circle(self) -> Any:
        plan = newcomers.CirclePlan("Tasters")
        return newcomers.create_circle(make.admin(), plan, room="A small table")

    def launch(self, supply: Any = None) -> Any:
        admin, now = make.admin(), clock.now()
        opening = launches.Opening(now + timedelta(hours=1), now + timedelta(hours=2))
        launch = launches.create(admin, launches.Words("Field kettle"))
        self.window = launches.add_window(admin, launch, opening)
        launches.change_supply(admin, launch, supply or launches.Supply(stock_total=5))
        return launch

    def asked_for_approval(self, supply: Any = None) -> Any:
        launch = self.launch(supply)
        launches.submit(make.admin(), launch)
        return launch

    def scheduled(self, supply: Any = None) -> Any:
        launch = self.asked_for_approval(supply)
        launches.approve(make.admin(), launch)
        return launch

    def by_hand(self) -> Any:
        launch = self.scheduled(launches.Supply(LaunchAllocation.MANUAL, stock_total=5))
        old = make.member(created_at=clock.now() - timedelta(days=2))
        self.entry = launches.join(old, launch)
        return launch

    def form(self) -> Any:
        round_ = feedback.begin(make.admin(), self.scheduled())
        asking = feedback.Asking(QuestionKind.TEXT, "What do you make of it?")
        self.question = feedback.add_question(make.admin(), round_, asking)
        return round_

    def asking(self) -> Any:
        round_ = self.form()
        feedback.publish(make.admin(), round_)
        return round_

    def promise(self) -> Any:
        return feedback.promise(make.admin(), feedback.Promise("A lid", date(2039, 1, 1)))

    def to_draw(self) -> Any:
        launch = self.scheduled(launches.Supply(LaunchAllocation.DRAW, stock_total=5))
        draws.plan(make.admin(), launch, beacon=Beacon.NUMBER, rule="A number")
        old = make.member(created_at=clock.now() - timedelta(days=2))
        with clock.at(self.window.opens_at):
            self.entry = launches.enter(old, launch)
        return launch

    def frozen(self) -> Any:
        launch = self.to_draw()
        draw = drawing.held_draw(launch.id)
        with transaction():
            draw.frozen_at = clock.now()
        return launch

    def paused(self) -> Any:
        launch = self.scheduled()
        launches.pause(make.admin(), launch, "The shop is down.")
        return launch

    def place(self) -> Any:
        return newcomers.pick(make.admin(), self.circle(), make.member())

    def first_post(self) -> Any:
        start(make.member())
        return db.session.scalars(select(FirstPost)).one()

    def tier(self, slug: str) -> Any:
        tiers.plant()
        return steps.tier_called(slug)

    def benefit(self) -> int:
        plan = tiers.BenefitPlan(BenefitKind.TASK, words="A card by post")
        return tiers.add_benefit(make.admin(), self.tier("press"), plan).id

    def pool(self, source: PoolSource) -> Any:
        return codes.make(make.admin(), source, codes.PoolPlan("Autumn", "15 % off"))

    def perk(self) -> int:
        pool = self.pool(PoolSource.UPLOAD)
        return codes.offer(make.admin(), codes.PerkPlan(pool.id, Audience.LIST)).id

    def on_list(self) -> str:
        perk, guest = pools.perk_by_id(self.perk()), make.member()
        codes.put_on_list(make.admin(), perk, guest.username)
        return f"/admin/codes/perks/{perk.id}/list/{guest.id}/remove"

    def code(self) -> int:
        pool = self.pool(PoolSource.GENERATED)
        codes.generate(make.admin(), pool, 1)
        return pools.codes_in(pool, None).items[0].id

    def holds(self) -> int:
        return tiers.give(make.admin(), self.tier("press"), make.member(), reason="Writes.").id

    def task(self) -> int:
        self.benefit()
        self.holds()
        return steps.tasks_open()[0].id

    def dead_job(self) -> int:
        return make.save(Job(kind="x.y", payload={}, dead_at=clock.now())).id


SILENCE = {"kind": "silence", "length": "24", "weight": "1", "content": "stays"}
SILENCE |= {"clause": "", "words": "Why."}
PLAN = {
    "name": "Gear",
    "kind": "discussion",
    "visibility": "public",
    "starts": "members",
    "replies": "members",
    "hue": "1",
    "icon": "coffee",
    "section_id": "0",
    "slow_mode_seconds": "0",
    "min_tags": "0",
}
Act = Callable[[World], tuple[str, dict[str, Any]]]


BADGE = {
    "name": "Host",
    "level": "special",
    "art": "cup",
    "kind": "manual",
    "repeats": "once",
    "is_active": "y",
}


NAMES = ("links", "pictures", "mentions", "topics_a_day", "replies_a_day", "uploads_a_day")
NAMES += ("conversations_a_day", "people_in_conversation", "flags_a_day", "edit_hours")
LIMITS = {f"{name}-{step}": "7" for name in NAMES for step in ("new", "basic", "member")}
LIMITS |= {"make_tags": "member", "edit_wiki": "member", "make_wiki": "regular"}
TIER = {"name": "Guest", "threshold": "400", "rank": "12", "hue": "4", "is_active": "y"}


WINDOW = {"audience": "all", "opens_at": "2099-05-01T10:00", "closes_at": "2099-05-02T10:00"}
CIRCLE = {"name": "Tasters", "review_days": "90", "fill_percent": "0"}


def _resume(world: World) -> tuple[str, dict[str, Any]]:
    link = world.link()
    newcomers.pause(make.moderator(), link.source)
    return f"/admin/invitations/sources/{link.source_id}/resume", {}


def _talk(world: World) -> tuple[str, dict[str, Any]]:
    if rules_of_house.current_guidelines() is None:
        make.guidelines()
    key = flagging.clause_key()
    ruled(Outcome.HIDE, clause=key)
    ruled(Outcome.REMOVE, clause=key)
    (group,) = governance.differing()
    like = asdict(group.likeness)
    return "/admin/governance", {**like, "up_to": str(group.up_to_id), "note": "Hide first."}


def _translate(world: World) -> tuple[str, dict[str, Any]]:
    shown = rules_of_house.draft() or rules_of_house.current_guidelines() or make.guidelines()
    sign = translating.sign_of_clause(rules_of_house.clauses_of(shown)[0])
    form = {"sign": sign, "title": "Sei nett", "body": "Sei nett zu Menschen."}
    return "/admin/pages/guidelines/translations?to=de", form


def _unclaim(world: World) -> tuple[str, dict[str, Any]]:
    first = world.first_post()
    first.claimed_by_id, first.claimed_at = make.moderator().id, clock.now()
    db.session.commit()
    return f"/admin/first-posts/{first.id}/unclaim", {}


def _give(world: World) -> tuple[str, dict[str, Any]]:
    given = {"tier": world.tier("press").id, "reason": "Writes about us."}
    return f"/admin/tiers/members/{world.member()}/give", given


def _try(world: World) -> tuple[str, dict[str, Any]]:
    return "/admin/tiers/simulate", {f"tier-{world.tier('silver').id}": "250"}


RULE = {
    "do": "save",
    "name": "Roses",
    "c.0.join": "all",
    "c.0.0.what": "words",
    "c.0.0.text": "roses",
    "a.0.do": "hint",
    "is_on": "y",
}


def _protocol(_world: World) -> tuple[str, dict[str, Any]]:
    data = {"is_on": "y", "first": "2", "first_unit": "hours", "final_unit": "hours"}
    data |= {"pace": "always", "team": "moderation", "answerers": "team", "level": "0"}
    return "/admin/answering/protocols/question", data


def _changed_protocol(_world: World) -> tuple[str, dict[str, Any]]:
    plan = answering.ProtocolPlan(
        30, None, Pace.ALWAYS, "moderation", Answerers.TEAM, (), 0, is_on=True
    )
    answering.change_protocol(make.admin(), Message.QUESTION, plan)
    return "/admin/answering/protocols/question/reset", {}


def _ladder(_world: World) -> tuple[str, dict[str, Any]]:
    return "/admin/answering/ladder", {f"minutes_{level}": "5" for level in range(1, 5)}


def _moved_rule(world: World) -> tuple[str, dict[str, Any]]:
    _rule(world)
    address, _ = _rule(world, "/move")
    return address, {"way": "up"}


def _rule(world: World, way: str = "") -> tuple[str, dict[str, Any]]:
    plan = automod.RulePlan("Tulips", {"is": "words", "text": "tulips"}, [{"do": "hint"}])
    rule = automod.create(make.admin(), plan)
    change = rules.newest_change_of(rule.id)
    assert change is not None
    if way == "undo":
        return f"/admin/automod/history/{change.id}/undo", {}
    return f"/admin/automod/{rule.id}{way}", dict(RULE)


def _wave(do: str, **given: str) -> tuple[str, dict[str, Any]]:
    flooding.flood(make.topic(), posts=4)
    made = flooding.wave()
    if do == "return":
        waves.sweep(make.admin(), made.id, Plan())
        flooding.work(flooding.wave())
    return f"/admin/waves/{made.id}/{do}", given


def _award(world: World) -> tuple[str, dict[str, Any]]:
    address = f"/admin/badges/{world.badge('ambassador').id}/award"
    return f"{address}?member={make.member().username}", {"reason": "Well spoken."}


def _revoke(world: World) -> tuple[str, dict[str, Any]]:
    given = world.awarded(make.admin())
    return f"/admin/badges/awards/{given}/revoke", {"reason": "A mistake."}


def _split(world: World) -> tuple[str, dict[str, Any]]:
    topic = world.topic()
    return f"/t/{topic.id}/split", {"title": "A topic of its own", "numbers": "2"}


def _merge_topics(world: World) -> tuple[str, dict[str, Any]]:
    topic, into = world.topic(), make.topic()
    return f"/t/{topic.id}/merge", {"into": str(into.id), "sure": "yes"}


def _move_topic(world: World) -> tuple[str, dict[str, Any]]:
    return f"/t/{world.topic().id}/move", {"channel": make.channel().slug}


def _see_off(world: World) -> tuple[str, dict[str, Any]]:
    user = make.member()
    words = {"fate": "nameless", "reason": "Asked by mail", "typed": user.username}
    return f"/admin/accounts/{user.id}/leave", words


def _leaving(world: World) -> tuple[str, dict[str, Any]]:
    user = make.member()
    accounts.ask_to_leave(user, Fate.NAMELESS)
    return f"/admin/accounts/{user.id}/stay", {}


def _copy(world: World) -> tuple[str, dict[str, Any]]:
    asked = exports.ask_for_copy(make.member())
    exports.make_copy(asked.id)
    return f"/admin/exports/copy/{asked.public_id}", {}


def _merge_members(world: World) -> tuple[str, dict[str, Any]]:
    old, new = make.member(), make.member()
    names = {"into": new.username, "typed": old.username}
    return f"/admin/accounts/{old.id}/merge", names


def _merge_channels(world: World) -> tuple[str, dict[str, Any]]:
    source, into = world.two_channels()
    return f"/admin/channels/{source.id}/merge", {"into": into.id}


def _merge_tags(world: World) -> tuple[str, dict[str, Any]]:
    make.save(Tag(name="pots"))
    return f"/admin/topics/tags/{world.tag().id}/merge", {"into": "pots"}


def _lay_out(world: World) -> tuple[str, dict[str, Any]]:
    first, second = world.two_channels()
    order = f"0: {world.section.id}:{second.id},{first.id}"
    seen = channels.layout().fingerprint
    return "/admin/channels/lay-out", {"order": order, "seen": seen}


def _seat(world: World, act: str, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    channel = world.channel(visibility=Visibility.PRIVATE)
    user = make.insider(channel)
    return f"/c/{channel.slug}/members/{user.id}/{act}", data


def _add(world: World) -> tuple[str, dict[str, Any]]:
    channel = world.channel(visibility=Visibility.PRIVATE)
    return f"/c/{channel.slug}/members/add", {"name": make.member().username}


def _asked(world: World, act: str) -> tuple[str, dict[str, Any]]:
    channel, request_id = world.request()
    return f"/c/{channel.slug}/requests/{request_id}/{act}", {"note": "Not yet."}


def _second(world: World) -> tuple[str, dict[str, Any]]:
    post = make.post(topic=world.topic())
    case = moderation.hold("post", post.id, about=post.author, reason="flagged")
    decided = moderation.Decided(Outcome.REMOVE, is_about_us=True)
    ruling = moderation.decide(make.moderator(), case, decided)
    return f"/admin/moderation/rulings/{ruling.id}/second", {"act": "agree"}


def _dismiss(world: World) -> tuple[str, dict[str, Any]]:
    return f"/admin/moderation/{world.case(target_id=9999)}/dismiss", {}


def _offer(world: World) -> tuple[str, dict[str, Any]]:
    member = make.member()
    one = celebrated.round_of(member)
    return f"/admin/recognition/spotlights/{one.id}/offer", {"user_id": member.id}


def _tell(world: World, what: str) -> tuple[str, dict[str, Any]]:
    text = {"title": "We came so far", "body": "Thank you all."}
    return f"/admin/recognition/{what}/topic", {"channel_id": world.channel().id, **text}


def _on_topic(verb: str, data: dict[str, Any] | None = None, **given: Any) -> Act:
    return lambda world: (f"/t/{world.topic(**given).id}/{verb}", data or {})


def _section(verb: str, data: dict[str, Any]) -> Act:
    def act(world: World) -> tuple[str, dict[str, Any]]:
        world.channel()
        return f"/admin/channels/sections/{world.section.id}{verb}", data

    return act


# Endpoint -> the verb that must stand in the log, and what is sent where.
def _scenario(form: dict[str, str], way: str = "") -> tuple[str, dict[str, str]]:
    """One that came with the forum."""
    training.plant()
    number = trained.stories_on()[0].scenario.id
    return f"/admin/training/scenarios/{number}{way}", dict(form)


def _round() -> tuple[str, dict[str, str]]:
    make.moderator()
    return "/admin/training/calibration", {}


def _own_scenario() -> tuple[str, dict[str, str]]:
    made = training.create(make.admin(), plan())
    return f"/admin/training/scenarios/{made.id}/remove", {}


def _unmark_customer(_world: World) -> tuple[str, dict[str, Any]]:
    member = make.member(username="buyer")
    commerce.mark_customer(make.admin(), member.username, "At the fair")
    return f"/admin/orders/customers/{member.id}/remove", {}


def _reopen_store(world: World) -> tuple[str, dict[str, Any]]:
    store = world.store()
    commerce.close_store(make.admin(), store)
    return f"/admin/stores/{store.id}/reopen", {}


def _remove_picture(world: World) -> tuple[str, dict[str, Any]]:
    product = world.product()
    commerce.add_picture(make.admin(), product, drawn())
    public_id = goods.product_by_id(product.id).pictures[0]
    return f"/admin/products/{product.id}/pictures/{public_id}/remove", {}


def _picture_of(world: World, what: str) -> tuple[str, dict[str, Any]]:
    launch = world.launch()
    launches.add_picture(make.admin(), launch, drawn(), alt="A kettle")
    public_id = launched.launch_by_id(launch.id).pictures[0]
    return f"/admin/launches/{launch.id}/pictures/{public_id}/{what}", {}


def _guide(way: str = "", form: dict[str, str] | None = None, *, published: bool = False) -> Act:
    """The second of two guides with two steps each; `STEP` stands for the second step."""

    def act(world: World) -> tuple[str, dict[str, Any]]:
        admin, room = make.admin(), world.channel()
        for _ in range(2):
            guide = guides.create(admin, GuidePlan("First steps", "", room.id))
            steps = [guides.add_step(admin, guide, f"Step {n}", body="Look.") for n in (1, 2)]
        if published:
            guides.publish(admin, guide)
        sent = {name: str(room.id) if name == "channel_id" else one for name, one in form.items()}
        path = way.replace("STEP", str(steps[1].id)).replace("GUIDE", str(guide.id))
        return f"/admin/guides{path}", sent

    form = form or {}
    return act


GUIDE = {"title": "Next steps", "summary": "What comes then.", "channel_id": ""}
STEP = {"title": "Another step", "body": "Look again."}
ACTS: dict[str, tuple[str, Act]] = {
    "guides_admin.new": ("guides.create", _guide("/new", GUIDE)),
    "guides_admin.edit": ("guides.change", _guide("/GUIDE", GUIDE)),
    "guides_admin.publish": ("guides.publish", _guide("/GUIDE/publish")),
    "guides_admin.take_back": ("guides.take_back", _guide("/GUIDE/take-back", published=True)),
    "guides_admin.move": ("guides.move", _guide("/GUIDE/move", {"direction": "up"})),
    "guides_admin.remove": ("guides.remove", _guide("/GUIDE/remove")),
    "guides_admin.new_step": ("guides.add_step", _guide("/GUIDE/steps/new", STEP)),
    "guides_admin.edit_step": ("guides.change_step", _guide("/steps/STEP", STEP)),
    "guides_admin.move_step": (
        "guides.move_step",
        _guide("/steps/STEP/move", {"direction": "up"}),
    ),
    "guides_admin.remove_step": ("guides.remove_step", _guide("/steps/STEP/remove")),
    "accounts_admin.confirm": (
        "accounts.confirm_by_hand",
        lambda w: (f"/admin/accounts/{make.member(email_confirmed_at=None).id}/confirm", {}),
    ),
    "accounts_admin.leave": ("accounts.see_off", _see_off),
    "accounts_admin.stay": ("accounts.stay", _leaving),
    "exports_admin.ask": (
        "exports.ask_for",
        lambda w: (f"/admin/exports/{w.member()}", {}),
    ),
    "exports_admin.fetch": ("exports.hand_out", _copy),
    "accounts_admin.merge": ("accounts.merge_members", _merge_members),
    "accounts_admin.set_role": (
        "accounts.set_role",
        lambda w: (f"/admin/accounts/{w.member()}/role", {"role": "moderator"}),
    ),
    "accounts_admin.sign_out": (
        "accounts.sign_out_member",
        lambda w: (f"/admin/accounts/{w.member()}/sign-out", {}),
    ),
    "training_admin.edit_scenario": ("training.change", lambda w: _scenario(SCENARIO)),
    "training_admin.new_scenario": (
        "training.create",
        lambda w: ("/admin/training/scenarios/new", dict(SCENARIO)),
    ),
    "training_admin.move_scenario": (
        "training.move",
        lambda w: _scenario({"way": "down"}, "/move"),
    ),
    "training_admin.switch_scenario": ("training.switch", lambda w: _scenario({}, "/switch")),
    "training_admin.restore_scenario": ("training.restore", lambda w: _scenario({}, "/restore")),
    "training_admin.remove_scenario": ("training.remove", lambda w: _own_scenario()),
    "training_admin.open_round": ("training.open_round", lambda w: _round()),
    "training_admin.set_gate": ("site.choose", lambda w: ("/admin/training/gate", {"gate": "on"})),
    "automod_admin.edit": ("automod.change", _rule),
    "automod_admin.move": ("automod.move", _moved_rule),
    "automod_admin.new": ("automod.create", lambda w: ("/admin/automod/new", dict(RULE))),
    "automod_admin.remove": ("automod.remove", lambda w: _rule(w, "/remove")),
    "automod_admin.switch": ("automod.switch", lambda w: _rule(w, "/switch")),
    "automod_admin.undo": ("automod.undo", lambda w: _rule(w, "undo")),
    "orders_admin.import_": (
        "commerce.hand_in_orders",
        lambda w: (
            "/admin/orders/import",
            {"store": w.store().id, "file": (BytesIO(shops.ORDERS), "orders.csv")},
        ),
    ),
    "orders_admin.customers": (
        "commerce.mark_customer",
        lambda w: (
            "/admin/orders/customers",
            {"name": make.member(username="buyer").username, "note": "At the fair"},
        ),
    ),
    "orders_admin.unmark_customer": ("commerce.unmark_customer", _unmark_customer),
    "products_admin.add_picture": (
        "commerce.add_picture",
        lambda w: (
            f"/admin/products/{w.product().id}/pictures",
            {"file": (BytesIO(drawn()), "kettle.png")},
        ),
    ),
    "products_admin.edit": (
        "commerce.change_product",
        lambda w: (
            f"/admin/products/{w.product().id}",
            {"title": "Kettle", "store": "0", "state": "active"},
        ),
    ),
    "products_admin.new": (
        "commerce.create_product",
        lambda w: ("/admin/products/new", {"title": "Cup", "store": "0", "state": "draft"}),
    ),
    "stores_admin.close": (
        "commerce.close_store",
        lambda w: (f"/admin/stores/{w.store().id}/close", {}),
    ),
    "stores_admin.edit": (
        "commerce.change_store",
        lambda w: (f"/admin/stores/{w.store().id}", {"name": "Shop", "platform": "stripe"}),
    ),
    "stores_admin.new": (
        "commerce.create_store",
        lambda w: ("/admin/stores/new", {"name": "Shop", "key": "two", "platform": "none"}),
    ),
    "stores_admin.reopen": ("commerce.reopen_store", _reopen_store),
    "stores_admin.set_secret": (
        "commerce.set_secret",
        lambda w: (f"/admin/stores/{w.store().id}/secret", {"secret": "s" * 20}),
    ),
    "products_admin.remove_picture": ("commerce.remove_picture", _remove_picture),
    "badges_admin.award": ("badges.award", _award),
    "badges_admin.edit": (
        "badges.change",
        lambda w: (f"/admin/badges/{w.badge('ambassador').id}", BADGE | {"name": "Voice"}),
    ),
    "badges_admin.new": ("badges.create", lambda w: ("/admin/badges/new", BADGE)),
    "badges_admin.revoke": ("badges.revoke", _revoke),
    "brand_admin.edit": (
        "site.choose",
        lambda w: (
            "/admin/site/brand",
            {"name": "K & C", "colour": "#123456", "voice": "serif", "corners": "soft"},
        ),
    ),
    "channels.add": ("channels.add_member", _add),
    "channels.appoint": ("channels.appoint", lambda w: _seat(w, "appoint", {"role": "moderator"})),
    "channels.approve": ("channels.admit", lambda w: _asked(w, "approve")),
    "channels.reject": ("channels.refuse", lambda w: _asked(w, "reject")),
    "channels.remove": ("channels.remove_member", lambda w: _seat(w, "remove", {})),
    "channels_admin.archive": (
        "channels.archive",
        lambda w: (f"/admin/channels/{w.channel().id}/archive", {}),
    ),
    "channels_admin.edit": (
        "channels.change",
        lambda w: (f"/admin/channels/{w.channel().id}", PLAN),
    ),
    "channels_admin.edit_section": ("channels.rename_section", _section("", {"name": "Words"})),
    "channels_admin.lay_out": ("channels.lay_out", _lay_out),
    "channels_admin.merge": ("channels.merge", _merge_channels),
    "channels_admin.move": (
        "channels.move",
        lambda w: (f"/admin/channels/{w.two_channels()[0].id}/move", {"direction": "down"}),
    ),
    "channels_admin.move_section": (
        "channels.move_section",
        _section("/move", {"direction": "up"}),
    ),
    "channels_admin.new": ("channels.create", lambda w: ("/admin/channels/new", PLAN)),
    "channels_admin.new_section": (
        "channels.create_section",
        lambda w: ("/admin/channels/sections/new", {"name": "Words"}),
    ),
    "channels_admin.remove_section": ("channels.remove_section", _section("/remove", {})),
    "channels_admin.unarchive": (
        "channels.unarchive",
        lambda w: (f"/admin/channels/{w.channel(archived_at=clock.now()).id}/unarchive", {}),
    ),
    "jobs_admin.retry": ("jobs.retry", lambda w: (f"/admin/jobs/{w.dead_job()}/retry", {})),
    "jobs_admin.retry_all": ("jobs.retry", lambda w: ("/admin/jobs/retry", {"x": w.dead_job()})),
    "mail_admin.let_again": (
        "mail.let_again",
        lambda w: ("/admin/mail/stopped", {"address": w.stopped_address()}),
    ),
    "mail_admin.retry": ("mail.retry", lambda w: (f"/admin/mail/{w.letter()}/retry", {})),
    "moderation.view_as": ("moderation.look_as", lambda w: ("/view-as", {"who": "guest"})),
    "moderation.decide": (
        "moderation.approve",
        lambda w: (f"/admin/moderation/{w.case()}/decide", {"outcome": "approve", "weight": "0"}),
    ),
    "moderation.second": ("moderation.remove", _second),
    "moderation_admin.approve": (
        "moderation.approve",
        lambda w: (f"/admin/moderation/{w.case()}/approve", {}),
    ),
    "moderation_admin.dismiss": ("moderation.dismiss", _dismiss),
    "moderation_admin.be_away": (
        "moderation.be_away",
        lambda w: ("/admin/moderation/away", {"days": "3"}),
    ),
    "moderation_admin.add_team": (
        "moderation.add_team",
        lambda w: ("/admin/moderation/teams", {"name": "Evenings"}),
    ),
    "moderation_admin.arrange_team": (
        "moderation.arrange_team",
        lambda w: (
            "/admin/moderation/teams/moderation",
            {"name": "Moderation", "time_zone": "UTC", "capacity": "10"},
        ),
    ),
    "moderation_admin.do_several": (
        "moderation.claim",
        lambda w: ("/admin/moderation/several", {"act": "claim", "chosen": f"{w.case()}:1"}),
    ),
    "moderation_admin.work": (
        "moderation.claim",
        lambda w: (f"/admin/moderation/{w.case()}/claim", {}),
    ),
    "moderation_admin.reject": (
        "moderation.reject",
        lambda w: (f"/admin/moderation/{w.case()}/reject", {"note": "Please be kind."}),
    ),
    "points_admin.adjust": (
        "points.adjust",
        lambda w: (
            f"/admin/points/members/{w.member()}/adjust",
            {"points": "20", "words": "Thank you for the photographs."},
        ),
    ),
    "points_admin.rule": (
        "points.change_rule",
        lambda w: (
            "/admin/points/rules/topic",
            {"is_active": "y", "value": "6", "daily_cap": "3", "min_size": "0"},
        ),
    ),
    "draws_admin.number": (
        "draws.tell_number",
        lambda w: (f"/admin/draws/{w.frozen().id}/number", {"value": "1234"}),
    ),
    "draws_admin.plan": (
        "draws.plan",
        lambda w: (
            f"/admin/draws/{w.to_draw().id}/plan",
            {"beacon": "number", "rule": "Another number"},
        ),
    ),
    "draws_admin.strike": (
        "draws.strike",
        lambda w: (
            f"/admin/draws/{w.to_draw().id}/entries/{w.entry.id}/strike",
            {"reason": "A second account."},
        ),
    ),
    "rehearsals_admin.ask": (
        "rehearsals.ask",
        lambda w: (f"/admin/rehearsals/{w.launch().id}", {}),
    ),
    "feedback_admin.add": (
        "feedback.add_question",
        lambda w: (
            f"/admin/feedback/{w.form().launch_id}/questions",
            {"kind": "text", "words": "What is missing?"},
        ),
    ),
    "feedback_admin.begin": (
        "feedback.begin",
        lambda w: (f"/admin/feedback/{w.launch().id}/begin", {}),
    ),
    "feedback_admin.choose": (
        "feedback.choose",
        lambda w: (f"/admin/feedback/{w.form().launch_id}/starts", {"starts": "claimed"}),
    ),
    "feedback_admin.edit": (
        "feedback.change_question",
        lambda w: (
            f"/admin/feedback/{w.form().launch_id}/questions/{w.question.id}",
            {"kind": "text", "words": "What is too much?"},
        ),
    ),
    "feedback_admin.move_down": (
        "feedback.move_question",
        lambda w: (f"/admin/feedback/{w.form().launch_id}/questions/{w.question.id}/down", {}),
    ),
    "feedback_admin.move_up": (
        "feedback.move_question",
        lambda w: (f"/admin/feedback/{w.form().launch_id}/questions/{w.question.id}/up", {}),
    ),
    "feedback_admin.publish": (
        "feedback.publish",
        lambda w: (f"/admin/feedback/{w.form().launch_id}/publish", {}),
    ),
    "feedback_admin.remove": (
        "feedback.remove_question",
        lambda w: (f"/admin/feedback/{w.form().launch_id}/questions/{w.question.id}/remove", {}),
    ),
    "feedback_admin.respond": (
        "feedback.respond",
        lambda w: (
            f"/admin/feedback/{w.asking().launch_id}/response",
            {"heard": "It drips.", "changes": "The lid.", "stays": "The price."},
        ),
    ),
    "feedback_admin.take_back": (
        "feedback.take_back",
        lambda w: (f"/admin/feedback/{w.asking().launch_id}/take-back", {}),
    ),
    "promises_admin.edit": (
        "feedback.change_promise",
        lambda w: (
            f"/admin/promises/{w.promise().id}",
            {"words": "A better lid", "due": "2039-01-01", "launch": "0"},
        ),
    ),
    "promises_admin.index": (
        "feedback.promise",
        lambda _w: ("/admin/promises", {"words": "A lid", "due": "2039-01-01", "launch": "0"}),
    ),
    "promises_admin.keep": (
        "feedback.keep_promise",
        lambda w: (f"/admin/promises/{w.promise().id}/keep", {"note": "It is in the shop."}),
    ),
    "launches_admin.approve": (
        "launches.approve",
        lambda w: (f"/admin/launches/{w.asked_for_approval().id}/approve", {}),
    ),
    "launches_admin.cancel": (
        "launches.cancel",
        lambda w: (f"/admin/launches/{w.launch().id}/cancel", {"note": "Not this year."}),
    ),
    "launches_admin.edit_secrecy": (
        "launches.change",
        lambda w: (f"/admin/launches/{w.launch().id}/secrecy", {"embargo": "secret"}),
    ),
    "launches_admin.edit_supply": (
        "launches.change",
        lambda w: (
            f"/admin/launches/{w.launch().id}/stock",
            {
                "allocation": "fcfs",
                "stock_total": "5",
                "per_member_limit": "1",
                "hold_minutes": "10",
                "stock_shown": "exact",
            },
        ),
    ),
    "launches_admin.add_picture": (
        "launches.add_picture",
        lambda w: (
            f"/admin/launches/{w.launch().id}/pictures",
            {"file": (BytesIO(drawn()), "kettle.png"), "alt": "A kettle"},
        ),
    ),
    "launches_admin.put_first": ("launches.put_first", lambda w: _picture_of(w, "first")),
    "launches_admin.remove_picture": (
        "launches.remove_picture",
        lambda w: _picture_of(w, "remove"),
    ),
    "launches_admin.edit_window": (
        "launches.change_window",
        lambda w: (f"/admin/launches/{w.launch().id}/windows/{w.window.id}", WINDOW),
    ),
    "launches_admin.edit_words": (
        "launches.change",
        lambda w: (
            f"/admin/launches/{w.launch().id}/words",
            {"title": "Field kettle", "kind": "drop"},
        ),
    ),
    "launches_admin.give_more": (
        "launches.add_stock",
        lambda w: (f"/admin/launches/{w.scheduled().id}/more", {"stock_total": "9"}),
    ),
    "launches_admin.new": (
        "launches.create",
        lambda w: ("/admin/launches/new", {"title": "Field kettle", "kind": "drop"}),
    ),
    "launches_admin.open_room": (
        "launches.open_room",
        lambda w: (f"/admin/launches/{w.launch().id}/room", {"name": "Kettle room"}),
    ),
    "launches_admin.pause": (
        "launches.pause",
        lambda w: (f"/admin/launches/{w.scheduled().id}/pause", {"note": "The shop is down."}),
    ),
    "launches_admin.pick": (
        "launches.pick",
        lambda w: (
            f"/admin/launches/{w.by_hand().id}/entries/{w.entry.id}/pick",
            {"reason": "Found the leak."},
        ),
    ),
    "launches_admin.remove_window": (
        "launches.remove_window",
        lambda w: (f"/admin/launches/{w.launch().id}/windows/{w.window.id}/remove", {}),
    ),
    "launches_admin.resume": (
        "launches.resume",
        lambda w: (f"/admin/launches/{w.paused().id}/resume", {}),
    ),
    "launches_admin.submit": (
        "launches.submit",
        lambda w: (f"/admin/launches/{w.launch().id}/submit", {}),
    ),
    "launches_admin.take_back": (
        "launches.take_back",
        lambda w: (f"/admin/launches/{w.asked_for_approval().id}/take-back", {}),
    ),
    "launches_admin.windows": (
        "launches.add_window",
        lambda w: (f"/admin/launches/{w.launch().id}/windows", WINDOW),
    ),
    "circles_admin.circle": (
        "newcomers.pick",
        lambda w: (f"/admin/circles/{w.circle().id}", {"name": make.member().username}),
    ),
    "circles_admin.edit_circle": (
        "newcomers.change_circle",
        lambda w: (f"/admin/circles/{w.circle().id}/edit", CIRCLE),
    ),
    "circles_admin.end_circle": (
        "newcomers.end_circle",
        lambda w: (f"/admin/circles/{w.circle().id}/end", {}),
    ),
    "circles_admin.keep": (
        "newcomers.keep",
        lambda w: (f"/admin/circles/places/{w.place().id}/keep", {}),
    ),
    "circles_admin.new_circle": (
        "newcomers.create_circle",
        lambda w: ("/admin/circles/new", CIRCLE | {"room": "A corner"}),
    ),
    "circles_admin.take_out": (
        "newcomers.take_out",
        lambda w: (f"/admin/circles/places/{w.place().id}/take-out", {}),
    ),
    "greeting_admin.offers": (
        "newcomers.offer",
        lambda w: ("/admin/greeting", {"offers": f"c{w.channel().id}"}),
    ),
    "invitations_admin.end_link": (
        "newcomers.end_link",
        lambda w: (f"/admin/invitations/links/{w.link().id}/end", {}),
    ),
    "invitations_admin.index_of_sources": (
        "newcomers.open_campaign",
        lambda w: ("/admin/invitations", {"name": "Newsletter"}),
    ),
    "invitations_admin.pause": (
        "newcomers.pause_source",
        lambda w: (f"/admin/invitations/sources/{w.link().source_id}/pause", {}),
    ),
    "invitations_admin.resume": ("newcomers.resume_source", _resume),
    "first_posts_admin.claim": (
        "newcomers.claim",
        lambda w: (f"/admin/first-posts/{w.first_post().id}/claim", {}),
    ),
    "first_posts_admin.unclaim": ("newcomers.unclaim", _unclaim),
    "waves_admin.sweep": ("waves.sweep", lambda w: _wave("sweep", way="hide", pause="")),
    "waves_admin.release": ("waves.release", lambda w: _wave("release")),
    "waves_admin.return_all": ("waves.return_all", lambda w: _wave("return")),
    "pages_admin.translations": ("pages.translate", _translate),
    "governance_admin.index": ("governance.talk", _talk),
    "answering.sort": (
        "answering.choose_kind",
        lambda w: (f"/answering/{start().id}/kind", {"kind": "complaint"}),
    ),
    "answering.tend": (
        "answering.acknowledge",
        lambda w: (f"/answering/{start().id}/seen", {}),
    ),
    "answering_admin.channel": (
        "answering.choose_for_channel",
        lambda w: (f"/admin/answering/channels/{make.channel().id}", {"kind": "idea"}),
    ),
    "answering_admin.protocol": ("answering.change_protocol", _protocol),
    "answering_admin.reset": ("answering.reset_protocol", _changed_protocol),
    "answering_admin.ladder": ("answering.arrange_ladder", _ladder),
    "answering_admin.try_ladder": (
        "answering.try_ladder",
        lambda w: ("/admin/answering/ladder/try", {"level": "1"}),
    ),
    "answering_admin.take": (
        "answering.acknowledge_call",
        lambda w: (f"/admin/answering/calls/{answering.try_ladder(make.admin(), 1).id}/take", {}),
    ),
    "appeals_admin.show": (
        "appeals.decide",
        lambda w: (
            f"/admin/appeals/{w.appeal()}",
            {"outcome": "upheld", "instead": "nothing", "words": "It stands."},
        ),
    ),
    "replies_admin.new": ("replies.create", lambda w: ("/admin/replies/new", SAVED)),
    "replies_admin.edit": (
        "replies.change",
        lambda w: (f"/admin/replies/{w.saved_reply()}", SAVED | {"body": "Hello."}),
    ),
    "replies_admin.work": (
        "replies.archive",
        lambda w: (f"/admin/replies/{w.saved_reply()}/archive", {}),
    ),
    "sanctions_admin.add_note": (
        "sanctions.add_note",
        lambda w: (f"/admin/sanctions/members/{w.member()}/notes", {"body": "Wrote twice."}),
    ),
    "sanctions_admin.delete_note": (
        "sanctions.delete_note",
        lambda w: (f"/admin/sanctions/notes/{w.note()}/delete", {}),
    ),
    "sanctions_admin.impose": (
        "sanctions.impose",
        lambda w: (
            f"/admin/sanctions/members/{w.member()}/impose",
            SILENCE,
        ),
    ),
    "sanctions_admin.lift": (
        "sanctions.lift",
        lambda w: (
            f"/admin/sanctions/{deciding.silence(make.member()).id}/lift",
            {"words": "Sorry."},
        ),
    ),
    "sanctions_admin.second": (
        "sanctions.second",
        lambda w: (f"/admin/sanctions/{deciding.propose(make.member()).id}/second", {}),
    ),
    "standing_admin.end_leader": (
        "standing.end_leader",
        lambda w: (f"/admin/standing/members/{w.leader()}/no-leader", {}),
    ),
    "standing_admin.limits": ("site.choose", lambda w: ("/admin/standing/limits", LIMITS)),
    "standing_admin.lock": (
        "standing.lock",
        lambda w: (
            f"/admin/standing/members/{w.member()}/lock",
            {"standing": "new", "reason": "Wait and see."},
        ),
    ),
    "standing_admin.make_leader": (
        "standing.make_leader",
        lambda w: (f"/admin/standing/members/{w.regular()}/leader", {}),
    ),
    "standing_admin.step": (
        "site.choose",
        lambda w: (
            "/admin/standing/steps/basic",
            {"criteria-0-metric": "posts", "criteria-0-value": "4"},
        ),
    ),
    "standing_admin.unlock": (
        "standing.unlock",
        lambda w: (f"/admin/standing/members/{w.locked()}/unlock", {}),
    ),
    "recognition_admin.end_goal": (
        "recognition.end_goal",
        lambda w: (
            f"/admin/recognition/goals/{celebrated.goal(make.admin()).id}/end",
            {},
        ),
    ),
    "recognition_admin.end_round": (
        "recognition.end_round",
        lambda w: (
            f"/admin/recognition/spotlights/{celebrated.round_of(make.member()).id}/end",
            {},
        ),
    ),
    "recognition_admin.let_pass": (
        "recognition.let_pass",
        lambda w: (f"/admin/recognition/milestones/{celebrated.milestone().id}/pass", {}),
    ),
    "recognition_admin.new_goal": (
        "recognition.set_goal",
        lambda w: (
            "/admin/recognition/goals/new",
            {"title": "More topics", "what": "topics", "target": "5"},
        ),
    ),
    "recognition_admin.offer": ("recognition.offer", _offer),
    "recognition_admin.tell_of_milestone": (
        "recognition.tell_of",
        lambda w: _tell(w, f"milestones/{celebrated.milestone().id}"),
    ),
    "recognition_admin.tell_of_spotlight": (
        "recognition.tell_of",
        lambda w: _tell(w, f"spotlights/{celebrated.spotlight(make.member()).round_id}"),
    ),
    "recognition_admin.thank": (
        "recognition.thank",
        lambda w: (f"/admin/recognition/thank/{w.member()}", {}),
    ),
    "codes_admin.end_perk": (
        "codes.end_perk",
        lambda w: (f"/admin/codes/perks/{w.perk()}/end", {}),
    ),
    "codes_admin.new_perk": (
        "codes.offer",
        lambda w: (
            "/admin/codes/perks/new",
            {"pool": str(w.pool(PoolSource.UPLOAD).id), "audience": "list"},
        ),
    ),
    "codes_admin.put_on_list": (
        "codes.put_on_list",
        lambda w: (f"/admin/codes/perks/{w.perk()}/list", {"name": make.member().username}),
    ),
    "codes_admin.take_off_list": ("codes.take_off_list", lambda w: (w.on_list(), {})),
    "codes_admin.edit": (
        "codes.arrange",
        lambda w: (
            f"/admin/codes/{w.pool(PoolSource.UPLOAD).id}/edit",
            {"label": "Winter", "value_text": "10 % off"},
        ),
    ),
    "codes_admin.export": (
        "codes.export",
        lambda w: (f"/admin/codes/{w.pool(PoolSource.UPLOAD).id}/export", {}),
    ),
    "codes_admin.fill": (
        "codes.fill",
        lambda w: (f"/admin/codes/{w.pool(PoolSource.UPLOAD).id}/fill", {"codes": "AB-1"}),
    ),
    "codes_admin.generate": (
        "codes.generate",
        lambda w: (f"/admin/codes/{w.pool(PoolSource.GENERATED).id}/generate", {"number": "2"}),
    ),
    "codes_admin.new": (
        "codes.make",
        lambda _: (
            "/admin/codes/new",
            {"label": "Autumn", "value_text": "15 % off", "source": "upload"},
        ),
    ),
    "codes_admin.read": ("codes.read", lambda w: (f"/admin/codes/codes/{w.code()}/read", {})),
    "codes_admin.void": (
        "codes.void",
        lambda w: (f"/admin/codes/codes/{w.code()}/void", {"reason": "Passed on."}),
    ),
    "tiers_admin.add_benefit": (
        "tiers.add_benefit",
        lambda w: (
            f"/admin/tiers/{w.tier('press').id}/benefits",
            {"kind": "task", "channel": "0", "words": "A card by post"},
        ),
    ),
    "tiers_admin.deliver": ("tiers.deliver", lambda w: (f"/admin/tiers/tasks/{w.task()}/done", {})),
    "tiers_admin.edit": (
        "tiers.change",
        lambda w: (f"/admin/tiers/{w.tier('silver').id}", TIER),
    ),
    "tiers_admin.end_benefit": (
        "tiers.end_benefit",
        lambda w: (f"/admin/tiers/benefits/{w.benefit()}/end", {}),
    ),
    "tiers_admin.give": ("tiers.give", _give),
    "tiers_admin.new": ("tiers.create", lambda w: ("/admin/tiers/new", TIER | {"kind": "manual"})),
    "tiers_admin.simulate": ("tiers.change", _try),
    "tiers_admin.take": (
        "tiers.take",
        lambda w: (
            f"/admin/tiers/memberships/{w.holds()}/take",
            {"reason": "Changed jobs."},
        ),
    ),
    "site_admin.reset": (
        "site.choose",
        lambda w: ("/admin/site/settings/site.corners/reset", {}),
    ),
    "site_admin.setting": (
        "site.choose",
        lambda w: ("/admin/site/settings/site.corners", {"value": "square"}),
    ),
    "topics.close": ("topics.close", _on_topic("close")),
    "topics.merge": ("topics.merge", _merge_topics),
    "topics.move": ("topics.move", _move_topic),
    "topics.pin": ("topics.pin", _on_topic("pin", {"scope": "channel"})),
    "topics.reopen": ("topics.reopen", _on_topic("reopen", closed_at=clock.now())),
    "topics.slow": ("topics.slow", _on_topic("slow", {"seconds": "60"})),
    "topics.split": ("topics.split", _split),
    "topics.unpin": (
        "topics.unpin",
        _on_topic("unpin", pinned_at=clock.now(), pin_scope="channel"),
    ),
    "topics_admin.channel": (
        "tags.choose",
        lambda w: (f"/admin/topics/tags/channel/{w.channel().slug}", {"tags": w.tag().name}),
    ),
    "topics_admin.delete": (
        "tags.delete",
        lambda w: (f"/admin/topics/tags/{w.tag().id}/delete", {}),
    ),
    "topics_admin.merge": ("tags.merge", _merge_tags),
    "topics_admin.tag": (
        "tags.rename",
        lambda w: (f"/admin/topics/tags/{w.tag().id}", {"name": "gooseneck"}),
    ),
    "uploads_admin.set_logo": (
        "site.choose",
        lambda w: ("/admin/uploads/logo", {"file": (BytesIO(drawn()), "logo.png")}),
    ),
    "uploads_admin.remove_logo": ("site.choose", lambda w: ("/admin/uploads/logo/remove", {})),
}
# What needs more than a form to be reached: the verb, which some test of the slice names.
ELSEWHERE = {
    "backups_admin.delete": "backups.delete",
    "backups_admin.fetch": "backups.fetch",
    "backups_admin.make": "backups.ask",
    "backups_admin.plan": "site.choose",
    "moderation.undo": "moderation.undo",
    "pages_admin.clause": "pages.change_clause",
    "pages_admin.discard": "pages.discard",
    "pages_admin.edit": "pages.publish_page",
    "pages_admin.new_clause": "pages.add_clause",
    "pages_admin.publish": "pages.publish",
    "pages_admin.remove_clause": "pages.remove_clause",
    "setup_admin.brand": "site.choose",
    "setup_admin.channels": "channels.create",
    "setup_admin.purpose": "setup.set_goals",
    "setup_admin.reasons": "setup.put_reasons",
    "topics.publish_now": "topics.publish_now",
    "training_admin.answer": "training.pass",
    "topics.schedule": "topics.schedule",
}
# What changes nothing that anybody else sees.
UNSEEN = {
    "automod_admin.index": "a text that is tried, and stored nowhere",
    "waves_admin.plan": "what would happen to a wave, before it does",
    "codes_admin.search": "a look for one code, masked as all of them",
    "pages_admin.begin": "a draft, which publishing it writes down",
    "pages_admin.move_clause": "a draft, which publishing it writes down",
    "pages_admin.summary": "a draft, which publishing it writes down",
    "previews_admin.send": "a letter to oneself",
    "replies.fill_words": "a text to read, which the decision writes down",
    "replies_admin.preview": "a look at a text that nobody saved",
    "setup_admin.mail": "a letter to oneself",
    "training_admin.add_case_note": "a note with its author beside it",
    "training_admin.begin": "one's own course",
    "training_admin.decide_alone": "what somebody thinks, which is seen by nobody else",
    "training_admin.fetch_scenarios": "the supplied ones, as the worker does",
    "training_admin.lay_out": "invented cases, seen by oneself",
    "training_admin.practise": "invented cases, seen by oneself",
    "setup_admin.skip": "the wizard's own memory",
}


def prepare(client: Any, endpoint: str) -> None:
    """Choose what is to be taken back, where an act takes something back."""
    if endpoint == "site_admin.reset":
        client.post("/admin/site/settings/site.corners", data={"value": "soft"})
    if endpoint == "uploads_admin.remove_logo":
        client.post("/admin/uploads/logo", data={"file": (BytesIO(drawn()), "logo.png")})


def routes_of_staff(app: Any) -> set[str]:
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in rule.methods]
    of_staff = doors.STAFF | doors.ADMINS
    return {
        rule.endpoint
        for rule in rules
        if rule.endpoint in of_staff or str(rule).startswith("/admin")
    }


def test_every_way_in_which_staff_change_something_is_accounted_for(app):
    known = [*ACTS, *ELSEWHERE, *UNSEEN]

    assert len(known) == len(set(known))
    assert routes_of_staff(app) == set(known)


@pytest.mark.parametrize("verb", sorted(set(ELSEWHERE.values())))
def test_the_verb_of_every_other_act_is_written_somewhere(verb):
    assert any(f'"{verb}"' in file.text for file in python())


@pytest.mark.parametrize("endpoint", ACTS)
def test_an_act_of_staff_leaves_a_line_in_the_log(sign_in, app, endpoint):
    verb, act = ACTS[endpoint]
    boss = make.admin()
    client = sign_in(boss)
    address, data = act(World())
    prepare(client, endpoint)
    before = _last_line()

    answer = client.post(address, data=data)

    added = db.session.scalars(select(AuditEntry).where(AuditEntry.id > before)).all()
    assert answer.status_code < 400, answer.text
    assert verb in [line.verb for line in added], (answer.status_code, answer.location)
    assert {line.actor_id for line in added} == {boss.id}
    answer.close()


def _last_line() -> int:
    with transaction():
        return db.session.scalar(select(AuditEntry.id).order_by(AuditEntry.id.desc())) or 0
