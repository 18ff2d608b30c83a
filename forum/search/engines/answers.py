"""What an engine has answered, kept for as long as its index is the same.

A question is kept whole, with the channels in which it looks and with what it must not find: who
may read other channels asks another question. What was found is read again before it is shown.
"""

import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace

from forum.search.engines.engine import Found, Wanted

MOST_KEPT = 500


class Answers:
    """The answers given last, all of them to one state of the index."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._state: Hashable = None
        self._found: OrderedDict[Wanted, Found] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._found)

    def of(self, state: Hashable, wanted: Wanted, find: Callable[[], Found]) -> Found:
        """The answer that is kept, or the one that is found now; state is that of the index."""
        with self._lock:
            if state != self._state:
                self._found.clear()
                self._state = state
            known = self._found.get(wanted)
            if known is not None:
                self._found.move_to_end(wanted)
                return known
        found = find()
        # In a hurry less is found than there is: whoever asks again should have the whole.
        if not found.was_hurried:
            self._keep(state, wanted, replace(found, refs=array("q", found.refs)))
        return found

    def _keep(self, state: Hashable, wanted: Wanted, found: Found) -> None:
        with self._lock:
            if state != self._state:
                return
            self._found[wanted] = found
            while len(self._found) > self._most:
                self._found.popitem(last=False)
