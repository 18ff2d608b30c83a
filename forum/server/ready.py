"""Whether this process can answer now, which needs the database: for who spreads the requests."""

import asyncio
import logging
from http import HTTPStatus
from typing import Any

from flask import Flask
from sqlalchemy import text

from forum.kernel.db import db
from forum.server.answers import Receive, Scope, Send, say

log = logging.getLogger(__name__)
PATIENCE_SECONDS = 5.0


class Ready:
    """An ASGI application that answers `/readyz`, and hands everything else on."""

    def __init__(self, inner: Any, app: Flask) -> None:
        self._inner, self._app = inner, app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say whether the database answers, or ask the application behind."""
        if scope["type"] != "http" or scope["path"] != "/readyz":
            await self._inner(scope, receive, send)
            return
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await asyncio.to_thread(self._ask_database)
        except Exception as error:
            log.warning("not ready: %s", type(error).__name__)
            await say(send, HTTPStatus.SERVICE_UNAVAILABLE, "The database does not answer.")
        else:
            await say(send, HTTPStatus.OK, "ready")

    def _ask_database(self) -> None:
        with self._app.app_context():
            db.session.execute(text("SELECT 1"))
