import ctypes
import gc
import threading

from forum.server import heap


class Library:
    """A C library that notes what it is asked for."""

    def __init__(self):
        self.asked, self.gave_back = [], threading.Event()

    def mallopt(self, which, most):
        self.asked.append((which, most))

    def malloc_trim(self, kept):
        self.gave_back.set()


def test_a_process_uses_few_heaps_and_gives_back_what_is_free(monkeypatch):
    library = Library()
    monkeypatch.setattr(ctypes, "CDLL", lambda name: library)
    monkeypatch.setattr(heap, "EVERY_SECONDS", 0.001)
    monkeypatch.setattr(gc, "freeze", lambda: None)

    heap.keep_small()

    assert library.gave_back.wait(10)
    assert library.asked == [(heap._MALLOPT_ARENA_MAX, heap.MOST_HEAPS)]
    monkeypatch.setattr(heap, "EVERY_SECONDS", 3600)


def test_where_the_library_cannot_do_that_it_is_left_alone(monkeypatch):
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    monkeypatch.setattr(gc, "freeze", lambda: None)
    before = threading.active_count()

    heap.keep_small()

    assert threading.active_count() <= before
