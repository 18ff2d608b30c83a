"""A test client whose every request starts with a clean slate."""

import re
from typing import Any

from flask.testing import FlaskClient

from forum.kernel.db import db

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="csrf_token"')


class Browser(FlaskClient):
    """Sends forms as a browser would: with the token of the page they stand on."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        # A context held open by the test would lend the request its session and its
        # signed-in user; a fresh one makes the request stand alone, as in production.
        db.session.commit()
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        db.session.expire_all()
        return answer

    def token_of(self, page: str) -> str:
        """The form token on a page of this forum."""
        found = TOKEN.search(self.get(page).text)
        assert found, f"no form on {page}"
        return found.group(1) or found.group(2)
