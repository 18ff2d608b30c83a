"""Launches in every state that a page can show, with words that tests know as theirs."""

from datetime import timedelta

from forum.accounts.models import User
from forum.codes import actions as codes
from forum.codes.models import PoolSource
from forum.commerce import actions as commerce
from forum.draws import actions as draws
from forum.draws.models import Beacon
from forum.kernel import clock
from forum.launches import actions, queries
from forum.launches.actions import More, Opening, Secrecy, Supply, Words
from forum.launches.models import Allocation, Audience, Embargo, Launch, StockShown
from forum.tiers import queries as tiers
from tests.support import make
from tests.uploads.pictures import drawn

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WORDS = Words("zzkettle", summary="zzsteel", body="zzmore", rules="zzrules")


def every_launch(owner: User, member: User) -> tuple[list[int], list[str], int]:
    """Launches from a draft to one that is over; a window of the first, which is a draft."""
    now = clock.now()
    draft = _draft(owner, now - DAY, [Opening(now + DAY, now + 2 * DAY), *_for_some(now)])
    window = _window(draft)
    _pictured(owner, draft, many=2)
    rows = [
        draft,
        _review(owner, now),
        _running(owner, member, now),
        _picking(owner, member, now),
        _coded(owner, now),
        _teased(owner, now),
        _stopped(owner, now),
        _over(owner, now),
        _gathering(owner, now),
        _lobbied(owner, now),
        _entering(owner, now),
        *_drawn(owner, now),
    ]
    return [one.id for one in rows], [one.slug for one in rows if one.approved_at], window


def _pictured(owner: User, launch: Launch, *, many: int) -> None:
    for number in range(many):
        one = queries.launch_by_id(launch.id)
        actions.add_picture(owner, one, drawn(), alt=f"zzpicture{number}")


def _for_some(now) -> list[Opening]:
    gold = tiers.tier_called("gold")
    assert gold is not None
    return [
        Opening(now + HOUR, now + 2 * DAY, Audience.TIER, tier_id=gold.id, stock_cap=0),
        Opening(now + HOUR, now + DAY, Audience.LIST, list_name="zzlist", names=["zzmember"]),
    ]


def _draft(owner: User, at, openings, *, supply=None, secrecy=None, words=WORDS) -> Launch:
    with clock.at(at):
        launch = actions.create(owner, words)
        for opening in openings:
            actions.add_window(owner, launch, opening)
        actions.change_supply(owner, launch, supply or Supply(stock_total=3))
        actions.change_secrecy(owner, launch, secrecy or Secrecy())
    return launch


def _window(launch: Launch) -> int:
    return queries.windows_of([launch.id])[launch.id][0].id


def _approved(owner: User, at, openings, **given) -> Launch:
    launch = _draft(owner, at, openings, **given)
    with clock.at(at):
        _pictured(owner, launch, many=1 if "words" in given else 0)
        actions.submit(owner, launch)
        actions.approve(make.admin(username=f"zzsecond{launch.id}"), launch)
    return launch


def _review(owner: User, now) -> Launch:
    launch = _draft(owner, now, [Opening(now + DAY, now + 2 * DAY)])
    actions.submit(owner, launch)
    return launch


def _running(owner: User, member: User, now) -> Launch:
    """Nearly gone, with people who have one, wait and were offered one."""
    begun = now - 9 * DAY
    openings = [Opening(begun + DAY, now + DAY, stock_cap=2), Opening(now + DAY, now + 2 * DAY)]
    launch = _approved(owner, begun, openings, supply=Supply(stock_total=2, per_member_limit=2))
    people = [make.member(username=f"zztaker{n}", created_at=begun - DAY) for n in range(4)]
    for one in people[:2]:
        actions.claim(one, launch, rules_version=1)
    for one in people[2:]:
        actions.join(one, launch, rules_version=1)
    actions.leave(people[0], launch)
    actions.give_more(owner, launch, More({}, 3))
    return launch


def _coded(owner: User, now) -> Launch:
    """A product with codes: somebody has one, somebody waits for theirs to be added."""
    begun = now - 9 * DAY
    product = commerce.create_product(owner, commerce.ProductPlan("zzkettle", body="zzmore"))
    pool = codes.make(owner, PoolSource.UPLOAD, codes.PoolPlan("zzlaunched", "zzworth"))
    codes.fill(owner, pool, "ZZ-1")
    supply = Supply(stock_total=2, product_id=product.id, pool_id=pool.id)
    opening = Opening(begun + DAY, now + DAY, Audience.CUSTOMERS)
    launch = _approved(owner, begun, [opening, Opening(begun + DAY, now + DAY)], supply=supply)
    for number in range(2):
        one = make.member(username=f"zzcoded{number}", created_at=begun - DAY)
        actions.claim(one, launch, rules_version=1)
    return launch


def _picking(owner: User, member: User, now) -> Launch:
    begun = now - 9 * DAY
    supply = Supply(Allocation.MANUAL, 2, 1, 60, StockShown.BANDS)
    launch = _approved(owner, begun, [Opening(begun + DAY, now + DAY)], supply=supply)
    people = [make.member(username=f"zzwaits{n}", created_at=begun - DAY) for n in range(2)]
    entries = [actions.join(one, launch, rules_version=1) for one in people]
    actions.pick(owner, launch, entries[0], "zzreason")
    return launch


def _teased(owner: User, now) -> Launch:
    secrecy = Secrecy(Embargo.TEASER, now - HOUR, now + 3 * DAY)
    openings = [Opening(now + DAY, now + 2 * DAY)]
    return _approved(owner, now - DAY, openings, secrecy=secrecy, words=Words("zzteased"))


def _stopped(owner: User, now) -> Launch:
    launch = _approved(owner, now - 9 * DAY, [Opening(now - 8 * DAY, now + DAY)])
    actions.pause(owner, launch, "zzpause")
    return launch


def _gathering(owner: User, now) -> Launch:
    """Somebody is in its lobby, which is open."""
    launch = _approved(owner, now - DAY, [Opening(now + HOUR / 6, now + DAY)])
    actions.be_there(make.member(username="zzgathers", created_at=now - 9 * DAY), launch)
    return launch


def _lobbied(owner: User, now) -> Launch:
    """Opened just now, with one offer, and one who waits."""
    opens = now - HOUR / 2
    launch = _approved(owner, now - DAY, [Opening(opens, now + DAY)], supply=Supply(stock_total=1))
    for n in range(2):
        one = make.member(username=f"zzthere{n}", created_at=now - 9 * DAY)
        with clock.at(opens - HOUR / 6):
            actions.be_there(one, launch)
    actions.open_lobbies()
    return launch


def _entering(owner: User, now) -> Launch:
    """A draw to come, with a public number that was announced, and one who was struck out."""
    begun, opens = now - 9 * DAY, now - 8 * DAY
    supply = Supply(Allocation.DRAW, 2)
    launch = _approved(owner, begun, [Opening(opens, now + DAY)], supply=supply)
    with clock.at(begun):
        draws.plan(owner, launch, beacon=Beacon.NUMBER, rule="zznumber")
    people = [make.member(username=f"zzenters{n}", created_at=begun - DAY) for n in range(3)]
    entries = [actions.enter(one, launch, rules_version=1) for one in people]
    draws.strike(owner, launch, entries[0], "zzstruck")
    return launch


def _drawn(owner: User, now) -> list[Launch]:
    """A draw that is done, and one without any entry."""
    begun, opens, closes = now - 9 * DAY, now - 8 * DAY, now - DAY
    supply = Supply(Allocation.DRAW, 1, hold_minutes=10_000)
    rows = [_approved(owner, begun, [Opening(opens, closes)], supply=supply) for _ in range(2)]
    people = [make.member(username=f"zzdraws{n}", created_at=begun - DAY) for n in range(3)]
    with clock.at(closes - HOUR):
        for one in people:
            actions.enter(one, rows[0], rules_version=1)
    for launch in rows:
        draws.settle(launch.id)
    return rows


def _over(owner: User, now) -> Launch:
    launch = _approved(owner, now - 9 * DAY, [Opening(now - 8 * DAY, now - DAY)])
    other = _approved(owner, now - 9 * DAY, [Opening(now - 8 * DAY, now + DAY)])
    actions.cancel(owner, other, "zzcancelled")
    return launch
