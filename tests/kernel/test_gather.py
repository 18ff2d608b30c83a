from sqlalchemy.exc import TimeoutError as PoolTimeout

from forum.kernel.gather import Flusher, Gatherer


def test_notes_of_one_key_are_merged_and_written_once():
    written = []
    gatherer = Gatherer("highest", written.append, max)

    gatherer.note("a", 3)
    gatherer.note("a", 2)
    gatherer.note("b", 1)

    assert gatherer.flush() == 2
    assert gatherer.flush() == 0
    assert written == [{"a": 3, "b": 1}]


def test_the_flusher_writes_the_rest_when_it_stops(app):
    written = []
    gatherer = Gatherer("highest", written.append, max)
    flusher = Flusher(app, [gatherer], pause=60)
    flusher.start()

    gatherer.note("a", 1)
    flusher.stop()

    assert written == [{"a": 1}]


def test_what_cannot_be_written_now_is_written_later_with_what_came_meanwhile(app):
    written, answers = [], iter([PoolTimeout(), None])

    def write(notes):
        if error := next(answers):
            gatherer.note("a", 4)
            raise error
        written.append(notes)

    gatherer = Gatherer("highest", write, max)
    flusher = Flusher(app, [gatherer])
    gatherer.note("a", 3)
    gatherer.note("b", 1)

    assert not flusher.flush()
    assert flusher.flush()
    assert written == [{"a": 4, "b": 1}]


def test_what_can_never_be_written_is_not_tried_for_ever(app):
    def fail(notes):
        raise ValueError

    gatherer = Gatherer("broken", fail, max)
    gatherer.note("a", 1)

    Flusher(app, [gatherer]).flush()

    assert gatherer.flush() == 0


def test_a_gatherer_that_fails_does_not_stop_the_next(app):
    written = []

    def fail(notes):
        raise ValueError

    broken = Gatherer("broken", fail, max)
    sound = Gatherer("sound", written.append, max)
    broken.note("a", 1)
    sound.note("a", 1)

    Flusher(app, [broken, sound]).flush()

    assert written == [{"a": 1}]
