"""How offers move on through the line: pure, to the second, at most three rounds."""

from datetime import UTC, datetime, timedelta

from forum.launches.gates import Stock
from forum.launches.line import Line, Offer, Waiting

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
SECOND, HOLD = timedelta(seconds=1), timedelta(minutes=10)


def line(waiting, *, total=1, taken=1, door=lambda window, _at: window):
    stock = Stock(total, ((1, total),), {1: taken})
    people = [Waiting(one, 1, 1) if isinstance(one, int) else one for one in waiting]
    return Line(people, stock, hold=HOLD, door=door)


def offer(entry_id, round_=1, expires_at=NOON):
    return Offer(entry_id, 1, 1, round_, expires_at, expires_at - HOLD)


def test_in_its_last_second_an_offer_stands():
    moved = line([2]).move_on([offer(1)], NOON + timedelta(milliseconds=999))

    assert not moved.lapsed and not moved.offered


def test_a_second_later_it_is_with_the_next_from_that_moment_on():
    moved = line([2, 3]).move_on([offer(1)], NOON + SECOND)

    assert [one.entry_id for one in moved.lapsed] == [1]
    assert [(one.entry_id, one.round) for one in moved.offered] == [(2, 2)]
    assert moved.offered[0].offered_at == NOON + SECOND
    assert moved.offered[0].expires_at == NOON + SECOND + HOLD


def test_whoever_looks_late_finds_what_those_found_who_looked_in_time():
    early = line([2, 3, 4]).move_on([offer(1)], NOON + SECOND)
    rest = line([3, 4]).move_on(early.offered, NOON + timedelta(minutes=25))

    late = line([2, 3, 4]).move_on([offer(1)], NOON + timedelta(minutes=25))

    assert late.offered == rest.offered
    assert [one.entry_id for one in late.lapsed] == [1, 2, 3]


def test_after_three_rounds_it_is_there_for_everybody():
    moved = line([2, 3, 4, 5]).move_on([offer(1)], NOON + timedelta(days=1))

    assert [one.entry_id for one in moved.lapsed] == [1, 2, 3]
    assert not moved.offered
    assert moved.stock.left == 1


def test_without_anybody_in_the_line_it_is_there_for_everybody():
    moved = line([]).move_on([offer(1)], NOON + SECOND)

    assert moved.stock.left == 1


def test_whose_window_is_not_open_is_passed_over():
    waiting = [Waiting(2, 9, 1), Waiting(3, 1, 1)]

    moved = line(waiting, door=lambda window, _at: window if window == 1 else None).move_on(
        [offer(1)], NOON + SECOND
    )

    assert [one.entry_id for one in moved.offered] == [3]


def test_what_becomes_free_goes_to_as_many_as_there_are_pieces():
    moved = line([2, 3, 4], total=5, taken=3).give(2, NOON)

    assert [one.entry_id for one in moved.offered] == [2, 3]
    assert moved.stock.left == 0


def test_nothing_is_offered_that_is_not_there():
    assert not line([2], total=3, taken=3).give(1, NOON).offered


def test_whoever_wants_two_waits_until_two_are_free():
    waiting = [Waiting(2, 1, 2), Waiting(3, 1, 1)]

    moved = line(waiting, total=5, taken=4).give(1, NOON)

    assert [one.entry_id for one in moved.offered] == [3]
