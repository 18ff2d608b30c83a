"""Rounds of feedback made through the real actions."""

from forum.accounts.models import User
from forum.codes.models import Code, CodeState, CodeUse, Pool, PoolSource
from forum.commerce import actions as commerce
from forum.commerce.models import Order, OrderStatus
from forum.feedback import actions, queries
from forum.feedback.actions import Asking, Response, Sheet
from forum.feedback.models import FeedbackRound, QuestionKind, Starts
from forum.feedback.queries import Given
from forum.kernel import clock
from forum.kernel.unit import transaction
from forum.launches import actions as launches
from forum.launches import queries as launched_queries
from forum.launches.actions import Supply
from forum.launches.models import Launch
from tests.launches.launched import MINUTE, NOON, scheduled
from tests.support import make

SCALE, RECOMMEND, SINGLE, MULTIPLE, TEXT = QuestionKind
ASKINGS = (
    Asking(SCALE, "zzHow good is it?"),
    Asking(RECOMMEND, "zzWould you recommend it?"),
    Asking(SINGLE, "zzWhich colour?", ("zzRed", "zzBlue")),
    Asking(MULTIPLE, "zzWhere do you use it?", ("zzHome", "zzWork", "zzAway")),
    Asking(TEXT, "zzWhat is missing?"),
)
SAID = Response("zzIt drips.", "zzThe lid.", "zzThe price.")


def launched(*people: User) -> Launch:
    """A launch in which these people have one since a minute after noon."""
    launch = scheduled(supply=Supply(stock_total=50))
    with clock.at(NOON + MINUTE):
        for one in people:
            launches.claim(one, launch)
    return launch


def draft(launch: Launch, admin: User | None = None, askings=ASKINGS) -> FeedbackRound:
    admin = admin or make.admin()
    with clock.at(NOON + 2 * MINUTE):
        round_ = actions.begin(admin, launch)
        for asking in askings:
            actions.add_question(admin, round_, asking)
    return round_


def asking(*people: User, starts: Starts = Starts.CLAIMED, askings=ASKINGS) -> FeedbackRound:
    """A round that is open for these people from two minutes after noon on."""
    admin = make.admin()
    round_ = draft(launched(*people), admin, askings)
    with clock.at(NOON + 2 * MINUTE):
        if starts != round_.starts:
            actions.choose_start(admin, round_, starts)
        actions.publish(admin, round_)
    return round_


def sheet(round_: FeedbackRound, *given: object, shared: bool = False) -> Sheet:
    """What was said to the questions one after the other: numbers, lists of them, or words."""
    found = {}
    for question, said in zip(queries.questions_of(round_), given, strict=False):
        if isinstance(said, str):
            found[question.id] = Given((), said)
        elif said is not None:
            found[question.id] = Given(tuple(said) if isinstance(said, list) else (said,))
    return Sheet(found, shared)


def say(who: User, round_: FeedbackRound, *given: object, shared: bool = False) -> None:
    actions.send(who, round_, sheet(round_, *given, shared=shared))


def use_code(who: User, launch: Launch, at) -> None:
    """Their entry has a code, and it was used in an order at this moment; without one it was not
    used yet."""
    code = _code(who, launch)
    if at is None:
        return
    store = commerce.create_store(make.admin(), f"zz{who.id}", commerce.StorePlan("zzShop"))
    order = make.save(_order(store.id, who, at))
    code.state, code.order_id = CodeState.REDEEMED, order.id
    make.save(CodeUse(code_id=code.id, order_id=order.id, at=at, is_leaked=False))


def _code(who: User, launch: Launch) -> Code:
    pool = make.save(
        Pool(label=f"zz{launch.id}-{who.id}", value_text="zz", source=PoolSource.UPLOAD)
    )
    word = f"ZZ{launch.id}-{who.id}"
    code = make.save(
        Code(pool_id=pool.id, code=word, key=word, state=CodeState.ASSIGNED, user_id=who.id)
    )
    entry = launched_queries.entry_of(who.id, launch)
    with transaction():
        entry.code_id = code.id
    return code


def _order(store_id: int, who: User, at) -> Order:
    return Order(
        store_id=store_id,
        external_id=str(who.id),
        user_id=who.id,
        status=OrderStatus.PAID,
        said=OrderStatus.PAID,
        currency="EUR",
        total_minor=100,
        ordered_at=at,
        paid_at=at,
        source_updated_at=at,
        print="",
    )
