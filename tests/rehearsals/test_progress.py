"""How far a rehearsal is: the share of those who have their answer."""

from collections.abc import Sequence
from multiprocessing import Pipe
from typing import Any

import pytest
from flask import Flask

from forum.launches import queries as launched
from forum.rehearsals import plays, storms
from forum.rehearsals.copies import Copy
from forum.rehearsals.crowds import Kind
from forum.rehearsals.storms import Answer, Scene, Try
from tests.launches.launched import NOON, draft


def answers(ids: Sequence[int]) -> list[Answer]:
    return [Answer(one, "claimed", 1, 1) for one in ids]


def test_it_follows_those_who_are_answered(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    launch, told = draft(), []
    windows = launched.windows_of([launch.id])[launch.id]
    copy = Copy(launch.id, windows, {one: Kind(1) for one in range(100)})
    run = plays.Run(copy, launch, told.append)

    def play(_scene: Scene, tries: Sequence[Try], hear: Any) -> list[Answer]:
        found = answers([one.user_id for one in tries])
        for first in range(0, len(found), 25):
            hear(found[first : first + 25])
        return found

    monkeypatch.setattr(storms, "play", play)
    scene = Scene(storms.claim, launch.id, NOON)

    plays._storm(run, 1, scene, [Try(one) for one in range(10)])
    few = list(told)
    plays._storm(run, 2, scene, [Try(one) for one in range(5, 100)])

    # The few of the first window are a small part of it, and the many of the second no one leap.
    assert few == [13]
    assert told == sorted(told) and told[-1] == plays.ANSWERED
    assert len({one for one in told if 13 < one < plays.ANSWERED}) > 2


def test_answers_are_heard_as_they_come_from_every_process(app: Flask) -> None:
    ends, heard = [], []
    for part in (1, 3):
        here, there = Pipe(duplex=False)
        there.send(answers([part]))
        there.send(answers([part + 1]))
        there.close()
        ends.append(here)

    found = list(storms._answers(ends, heard.append))

    assert sorted(one.user_id for one in found) == [1, 2, 3, 4]
    assert [len(some) for some in heard] == [1, 1, 1, 1]


def test_a_storm_in_which_somebody_could_not_press_breaks(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storms, "_answers", lambda _ends, _hear: iter(answers([1])))
    monkeypatch.setattr(storms, "_send", lambda *_given: None)

    with pytest.raises(EOFError):
        storms.play(Scene(storms.claim, 1, NOON), [Try(1), Try(2)], lambda _some: None)
