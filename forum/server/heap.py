"""How a process takes memory from the system, and gives back what it needs no more.

The C library keeps a heap for each of several threads, and what was freed in the middle of one. It
is asked for few heaps, and now and then to let go. Other C libraries than that of GNU are left as
they are.
"""

import ctypes
import gc
import threading

MOST_HEAPS = 2
EVERY_SECONDS = 20.0
_MALLOPT_ARENA_MAX = -8


def keep_small() -> None:
    """Use few heaps from now on, and give back regularly what is free. What is there now will stay:
    the collector need not look at it again and again."""
    gc.collect()
    gc.freeze()
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt") and hasattr(library, "malloc_trim"):
        library.mallopt(_MALLOPT_ARENA_MAX, MOST_HEAPS)
        threading.Thread(target=_give_back, args=(library,), name="heap", daemon=True).start()


def _give_back(library: ctypes.CDLL) -> None:
    never = threading.Event()
    while not never.wait(EVERY_SECONDS):
        library.malloc_trim(0)
