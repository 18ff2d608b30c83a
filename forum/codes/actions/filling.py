"""Making pools, and putting codes into them: all of a file, or nothing of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.codes import making, policy, queries, reading
from forum.codes.models import Code, CodeState, Pool, PoolSource
from forum.codes.reading import LineFault
from forum.codes.signals import PoolFilled
from forum.commerce import queries as commerce
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.markup.typed import clean

AT_ONCE = 1000
AS_NEW = {"state": CodeState.FREE, "void_reason": ""}


class CodesRefused(Invalid):
    """Some lines cannot be taken in, and so none was."""

    def __init__(self, faults: Sequence[LineFault]) -> None:
        super().__init__("codes", "lines", number=len(faults))
        self.faults = faults


@dataclass(frozen=True)
class PoolPlan:
    """What a pool is to be."""

    label: str
    value_text: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    store_id: int | None = None
    product_id: int | None = None


@action
def make(admin: User, source: PoolSource, plan: PoolPlan, *, prefix: str = "") -> Pool:
    """Make a pool without codes. Raises Invalid."""
    require(policy.can_arrange(admin))
    pool = Pool(source=source, prefix=_prefix(source, prefix), created_by_id=admin.id)
    _apply(pool, plan)
    db.session.add(pool)
    db.session.flush()
    audit.record(admin, "codes.make", "code_pool", pool.id, after=_told(plan) | {"source": source})
    return pool


@action
def arrange(admin: User, pool: Pool, plan: PoolPlan) -> None:
    """Change what a pool is called, what its codes are worth, and until when. Raises Invalid."""
    require(policy.can_arrange(admin))
    before = _plan_of(pool)
    _apply(pool, plan)
    after = _plan_of(pool)
    if before != after:
        told = {"before": _told(before), "after": _told(after)}
        audit.record(admin, "codes.arrange", "code_pool", pool.id, **told)


@action
def fill(admin: User, pool: Pool, typed: str) -> int:
    """Take the codes of a text in; returns how many. Raises CodesRefused, and then took none."""
    require(policy.can_arrange(admin))
    sheet = reading.read(typed)
    if not sheet.lines and not sheet.faults:
        raise Invalid("codes", "no_codes")
    wait_for_turn("codes.fill")
    taken = queries.taken([line.key for line in sheet.lines], pool.id)
    faults = [*sheet.faults, *reading.against(sheet.lines, taken)]
    if faults:
        raise CodesRefused(sorted(faults, key=lambda one: one.number))
    _put_in(pool, [line.code for line in sheet.lines])
    return _note(admin, "codes.fill", pool, len(sheet.lines))


@action
def generate(admin: User, pool: Pool, number: int) -> int:
    """Make so many new codes; returns how many. Raises Invalid."""
    require(policy.can_arrange(admin))
    if not 1 <= number <= policy.MOST_AT_ONCE:
        raise Invalid("number", "out_of_range", least=1, most=policy.MOST_AT_ONCE)
    wait_for_turn("codes.fill")
    made: set[str] = set()
    while len(made) < number:
        fresh = {making.new_code(pool.prefix) for _ in range(number - len(made))}
        made |= fresh - queries.taken(sorted(fresh), pool.id).keys()
    _put_in(pool, sorted(made))
    return _note(admin, "codes.generate", pool, number)


def _put_in(pool: Pool, codes: Sequence[str]) -> None:
    for start in range(0, len(codes), AT_ONCE):
        rows = [
            {"pool_id": pool.id, "code": code, "key": code.upper()} | AS_NEW
            for code in codes[start : start + AT_ONCE]
        ]
        try:
            with db.session.begin_nested():
                db.session.execute(insert(Code).values(rows))
        except IntegrityError as error:
            raise Invalid("codes", "again") from error


def _note(admin: User, verb: str, pool: Pool, number: int) -> int:
    pool.low_mark = policy.low_mark(queries.counts([pool.id])[pool.id].total)
    pool.low_told_at = pool.empty_told_at = None
    db.session.flush()
    audit.record(admin, verb, "code_pool", pool.id, after={"number": number})
    announce(PoolFilled(pool.id, number))
    return number


def _apply(pool: Pool, plan: PoolPlan) -> None:
    label = _text("label", plan.label, policy.LONGEST_LABEL)
    wait_for_turn("codes.pools")
    other = queries.pool_called(label)
    if other is not None and other.id != pool.id:
        raise Invalid("label", "label_taken")
    if plan.starts_at and plan.ends_at and plan.ends_at <= plan.starts_at:
        raise Invalid("ends_at", "ends_first")
    pool.label = label
    pool.value_text = _text("value_text", plan.value_text, policy.LONGEST_VALUE)
    pool.starts_at, pool.ends_at = plan.starts_at, plan.ends_at
    # A product brings its store along. Raises NotFound for what is not there.
    product = commerce.product_by_id(plan.product_id) if plan.product_id else None
    store_id = product.store_id if product else plan.store_id
    pool.store_id = commerce.store_by_id(store_id).id if store_id else None
    pool.product_id = product.id if product else None


def _plan_of(pool: Pool) -> PoolPlan:
    shop = pool.store_id, pool.product_id
    return PoolPlan(pool.label, pool.value_text, pool.starts_at, pool.ends_at, *shop)


def _prefix(source: PoolSource, typed: str) -> str:
    word = typed.strip().upper()
    if source == PoolSource.UPLOAD or not word:
        return ""
    if not making.PREFIX.fullmatch(word):
        raise Invalid("prefix", "prefix")
    return word


def _text(field: str, typed: str, most: int) -> str:
    words = clean(typed).strip()
    if not words:
        raise Invalid(field, "no_words")
    if len(words) > most:
        raise Invalid(field, "too_long", most=most)
    return words


def _told(plan: PoolPlan) -> dict[str, object]:
    moments = {"starts_at": plan.starts_at, "ends_at": plan.ends_at}
    said = {name: at.isoformat() if at else "" for name, at in moments.items()}
    return {**asdict(plan), **said}
