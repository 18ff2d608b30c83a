"""What only some need is loaded when they need it, so that a start is quick and a server small."""

import subprocess
import sys

import pytest

LATE = ("alembic", "flask_migrate", "mako", "PIL", "whoosh", "forum.demo.actions", "boto3")


@pytest.mark.parametrize("module", ["forum.server.serve", "forum.server.work"])
def test_what_few_need_is_not_loaded_at_the_start(module):
    words = f"import sys, {module}; print(*[name for name in {LATE!r} if name in sys.modules])"

    found = subprocess.run(
        [sys.executable, "-c", words], check=True, capture_output=True, text=True
    )

    assert found.stdout.split() == []


def test_loading_begins_no_thread_for_a_fork_would_lose_it():
    words = "import threading, forum.server.serve, forum.server.work; print(threading.enumerate())"

    found = subprocess.run(
        [sys.executable, "-c", words], check=True, capture_output=True, text=True
    )

    assert found.stdout.count("Thread(") == 1
