"""How a child process notices that the process which started it is gone.

The parent holds the other end of the child's standard input and never writes to it. When the parent
ends, even by kill -9, the pipe closes, and the child stops as if it had been asked to.
"""

import os
import signal
import threading
import time

PATIENCE_SECONDS = 35
STANDARD_INPUT = 0


def follow_parent() -> None:
    """Stop this process gracefully when the parent is gone, and hard when that takes too long."""
    threading.Thread(target=_wait_and_stop, name="leash", daemon=True).start()


def _wait_and_stop() -> None:
    # Not through sys.stdin: its lock, held while waiting, would keep Python from ending.
    while os.read(STANDARD_INPUT, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE_SECONDS)
    os._exit(1)
