"""A server that is told to stop answers what is on its way."""

import threading
import time

import pytest

from tests.server.conftest import read_all
from tests.server.running import is_closed

ASKED = b"GET /who HTTP/1.1\r\nHost: f\r\n\r\n"
LAST = ASKED.replace(b"Host: f", b"Host: f\r\nConnection: close")


@pytest.mark.parametrize("was_used", [True, False], ids=["an idle line", "a new line"])
def test_what_comes_on_an_open_line_while_the_server_stops_is_the_last_answer(served, was_used):
    line = served.connect()
    if was_used:
        line.sendall(ASKED)
        first = b""
        while not first.endswith(b"}\n"):
            first += line.recv(65536)
    # Once this is answered, the server knows of the line that came before.
    served.send(LAST)

    stopping = threading.Thread(target=served.stop)
    stopping.start()
    while not is_closed(served.port):
        time.sleep(0.01)
    line.sendall(ASKED)
    answer = read_all(line)
    stopping.join(10)

    assert answer.startswith(b"HTTP/1.1 200")
    assert b"connection: close" in answer
    assert not served.thread.is_alive()
