"""A member in a browser that keeps its cookies, at the door of a forum in real processes."""

import http.client
import re
import select
import time
import uuid
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from flask import Flask

from forum.accounts.models import Session, User
from forum.kernel import clock, tokens
from forum.kernel.db import db
from forum.kernel.unit import transaction
from tests.server.running import LONGEST

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
STALE_SECONDS = 8.0
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the body as it was sent, and the headers."""

    status: int
    body: bytes
    headers: http.client.HTTPMessage

    @property
    def text(self) -> str:
        return self.body.decode()


class Visitor:
    """Asks one server for pages on one line, and sends forms with the token of their page."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
        self.cookie = cookie
        self._tokens: dict[str, str] = {}
        self._asked_at = time.monotonic()

    def get(self, path: str, *, encoding: str = "identity") -> Answer:
        return self._ask("GET", path, None, {"Accept-Encoding": encoding})

    def send(self, path: str, form: dict[str, str], *, page: str) -> Answer:
        """Send a form with the token that stands on the page."""
        body = urlencode({"csrf_token": self.token(page), **form})
        return self._ask("POST", path, body.encode(), {"Content-Type": FORM})

    def send_raw(self, path: str, body: bytes, *, kind: str, page: str) -> Answer:
        """Send something else, with the token in a header as scripts do."""
        headers = {"Content-Type": kind, "X-CSRFToken": self.token(page)}
        return self._ask("POST", path, body, headers | {"Accept": "application/json"})

    def reply(self, topic: str, body: str, *, key: str = "") -> Answer:
        """Reply on the page of the topic; a key says that two forms are the same text."""
        number = topic.rpartition("/")[2]
        form = {"body": body, "client_key": key or uuid.uuid4().hex}
        return self.send(f"/t/{number}/reply", form, page=topic)

    def token(self, page: str) -> str:
        """The token on a page, read once."""
        if page not in self._tokens:
            answer = self.get(page)
            assert answer.status == 200, answer.text[:500]
            self._tokens[page] = TOKEN.search(answer.text)[1]
        return self._tokens[page]

    def close(self) -> None:
        self._line.close()

    def move_to(self, port: int) -> None:
        """Come to the door of another process from now on, with the same cookies and forms."""
        self._line.close()
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)

    def drop_if_closed(self) -> None:
        """Look whether the server hung up meanwhile, as proxies do before they use a line again."""
        if self._line.sock is not None and select.select([self._line.sock], [], [], 0)[0]:
            self._line.close()

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        if time.monotonic() - self._asked_at > STALE_SECONDS:
            # The server may have hung up meanwhile; the next request calls again.
            self._line.close()
        self._asked_at = time.monotonic()
        self._line.request(method, path, body=body, headers={"Cookie": self.cookie, **headers})
        answer = self._line.getresponse()
        found = Answer(answer.status, answer.read(), answer.headers)
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            [(name, morsel)] = SimpleCookie(cookie).items()
            self.cookie = f"{name}={morsel.coded_value}"
        return found


def cookie_of(app: Flask, member: User) -> str:
    """The cookie of a browser in which the member is signed in."""
    token = tokens.new_token()
    ends = clock.now().replace(year=clock.now().year + 1)
    with transaction():
        row = Session(user_id=member.id, token_hash=tokens.digest(token), expires_at=ends)
        db.session.add(row)
    signed = app.session_interface.get_signing_serializer(app).dumps({"_user_id": token})
    return f"{app.config['SESSION_COOKIE_NAME']}={signed}"
