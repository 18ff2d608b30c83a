"""What engines have answered is kept as long as the index is the same, and for nobody else."""

import pytest

from forum.search.engines import answers
from forum.search.engines.answers import Answers
from forum.search.engines.engine import Document, Found, Wanted

BURR = Wanted(groups=(("burr",),))


class Counted:
    """Answers, and counts how often it was asked."""

    def __init__(self, found: Found) -> None:
        self.found, self.times = found, 0

    def __call__(self) -> Found:
        self.times += 1
        return self.found


def test_the_same_question_of_the_same_index_is_answered_once():
    kept, ask = Answers(), Counted(Found([4, 2], 2))

    first, second = (kept.of("one", BURR, ask) for _ in range(2))

    assert ask.times == 1
    assert (list(first.refs), list(second.refs), second.total) == ([4, 2], [4, 2], 2)


@pytest.mark.parametrize(
    "other",
    [
        Wanted(groups=(("grind",),)),
        Wanted(groups=(("burr",),), facts=(frozenset({"c1"}),)),
        Wanted(groups=(("burr",),), unlike=frozenset({"p1"})),
        Wanted(groups=(("burr",),), hidden=frozenset({2})),
        Wanted(groups=(("burr",),), newest=True),
        Wanted(groups=(("burr",),), today=1),
    ],
)
def test_another_question_is_another_one_also_when_only_the_reader_differs(other):
    kept, ask = Answers(), Counted(Found([2], 1))

    kept.of("one", BURR, ask)
    kept.of("one", other, ask)

    assert ask.times == 2


def test_nothing_is_kept_of_an_index_that_changed():
    kept, ask = Answers(), Counted(Found([2], 1))

    for state in ("one", "two", "one"):
        kept.of(state, BURR, ask)

    assert ask.times == 3
    assert len(kept) == 1


def test_what_was_found_in_a_hurry_is_not_kept():
    kept, ask = Answers(), Counted(Found([2], 1, is_whole=False, was_hurried=True))

    for _ in range(2):
        kept.of("one", BURR, ask)

    assert ask.times == 2


def test_only_so_many_answers_are_kept_those_of_last():
    kept, ask = Answers(most=2), Counted(Found([2], 1))
    questions = [Wanted(groups=((word,),)) for word in ("one", "two", "three")]

    for wanted in questions:
        kept.of("state", wanted, ask)
    kept.of("state", questions[2], ask)
    kept.of("state", questions[0], ask)

    assert (len(kept), ask.times) == (2, 4)


def test_every_engine_answers_from_memory_until_it_is_changed(engine, monkeypatch):
    engine.change([Document(2, 5, [], ["burr"], [])])
    first = engine.search(BURR)
    monkeypatch.setattr(answers.Answers, "_keep", lambda *_: pytest.fail("asked the index again"))
    second = engine.search(BURR)
    monkeypatch.undo()

    engine.change([Document(4, 6, [], ["burr"], [])])
    third = engine.search(BURR)
    engine.change([], [2])
    fourth = engine.search(BURR)

    assert [list(found.refs) for found in (first, second, fourth)] == [[2], [2], [4]]
    assert set(third.refs) == {2, 4}


def test_an_index_that_takes_over_is_another_one(engine):
    engine.change([Document(2, 5, [], ["burr"], [])])
    assert list(engine.search(BURR).refs) == [2]

    fresh = engine.fresh()
    fresh.change([Document(4, 5, [], ["burr"], [])])
    fresh.take_over()

    assert list(engine.search(BURR).refs) == [4]
