"""Writing down by what a text can be found again, and the wave that it makes or belongs to."""

from sqlalchemy import delete, insert, select, update

from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.moderation import actions as moderation
from forum.topics.queries import POST
from forum.waves.models import MOVING, Wave, WaveKey, WavePost, WavePrint, WaveState
from forum.waves.queries import KIND, Found
from forum.waves.queries.likeness import WATCHED

LONGEST_SAMPLE = 500
REASON = "wave"


@action
def note(found: Found, post_id: int) -> None:
    """The text is stored as this post: so many statements, however large its wave is."""
    wave_id = _begin(found) if found.begins else found.wave_id
    kept = WavePrint(post_id=post_id, is_new=found.is_new, wave_id=wave_id)
    kept.boxes, kept.places = list(found.mark.boxes), list(found.mark.places)
    db.session.add(kept)
    db.session.flush()
    rows = [{"print_id": kept.id, "key": key} for key in found.mark.keys]
    db.session.execute(insert(WaveKey), rows)
    if wave_id is not None:
        _join(found, wave_id, post_id)


@action
def forget_old() -> None:
    """Let go what is too old to be compared with, unless its wave has yet to be decided on."""
    undecided = select(Wave.id).where(Wave.state.in_((WaveState.OPEN, *MOVING)))
    is_over = WavePrint.wave_id.is_(None) | WavePrint.wave_id.not_in(undecided)
    old = select(WavePrint.id).where(WavePrint.at < clock.now() - WATCHED, is_over)
    db.session.execute(delete(WaveKey).where(WaveKey.print_id.in_(old)))
    db.session.execute(delete(WavePrint).where(WavePrint.id.in_(old)))


def _begin(found: Found) -> int:
    """A new wave of the posts before; of two that begin at once, one goes on."""
    wave = Wave(sign=found.sign, place=found.place[:200], sample=found.text[:LONGEST_SAMPLE])
    db.session.add(wave)
    db.session.flush()
    before = WavePrint.post_id.in_(found.begins)
    free = update(WavePrint).where(before, WavePrint.wave_id.is_(None)).values(wave_id=wave.id)
    ids = db.session.scalars(free.returning(WavePrint.post_id)).all()
    if not ids:
        db.session.delete(wave)
        there = select(WavePrint.wave_id).where(before, WavePrint.wave_id.is_not(None))
        return db.session.scalars(there.limit(1)).one() or 0
    db.session.execute(insert(WavePost), [{"wave_id": wave.id, "post_id": one} for one in ids])
    moderation.gather(POST, *ids)
    moderation.hold(KIND, wave.id, about=found.author, reason=REASON)
    return wave.id


def _join(found: Found, wave_id: int, post_id: int) -> None:
    db.session.execute(insert(WavePost), [{"wave_id": wave_id, "post_id": post_id}])
    newest = update(Wave).where(Wave.id == wave_id).values(last_at=clock.now())
    state = db.session.scalar(newest.returning(Wave.state))
    # Let out between the look and now: what waits is decided by itself.
    if not found.holds or state == WaveState.RELEASED:
        return
    moderation.gather(POST, post_id)
    if state == WaveState.SWEPT:
        again = update(Wave).where(Wave.id == wave_id).values(state=WaveState.OPEN)
        db.session.execute(again)
        moderation.hold(KIND, wave_id, about=found.author, reason=REASON)
