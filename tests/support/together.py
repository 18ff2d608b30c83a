"""Several threads that do the same in the same moment."""

import threading
from collections.abc import Callable
from typing import Any

from flask import Flask

from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound


def all_at_once(app: Flask, number: int, act: Callable[[int], Any]) -> list[Any]:
    """Let threads do the same together; returns what each got, or the class of what was raised."""
    gate, lock = threading.Barrier(number), threading.Lock()
    results: list[Any] = []

    def run(which: int) -> None:
        with app.app_context():
            gate.wait(10)
            try:
                result = act(which)
            except (Invalid, NotFound) as refused:
                result = type(refused)
        with lock:
            results.append(result)

    db.session.rollback()
    threads = [threading.Thread(target=run, args=[which]) for which in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
