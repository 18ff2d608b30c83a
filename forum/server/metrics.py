"""What monitoring reads: how the requests went, and how much work is owed."""

import asyncio
import hmac
import logging
import time
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from forum.kernel.db import db
from forum.kernel.manifest import Gauge
from forum.server.answers import Message, Receive, Scope, Send, answer, header, say

log = logging.getLogger(__name__)
# Seconds. The last is the point at which people go away.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
TEXT = b"text/plain; version=0.0.4; charset=utf-8"


class Measured:
    """An ASGI application that counts what passes through another one, and tells.

    `/metrics` is for who holds the token, in the text format of Prometheus.
    """

    def __init__(self, inner: Any, app: Flask, *, token: str) -> None:
        self._inner, self._app, self._token = inner, app, token
        self._registry = CollectorRegistry()
        self._registry.register(_Gauges(app))
        self._requests = Counter(
            "forum_requests",
            "Requests answered, by method and class of status.",
            ("method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "forum_request_seconds",
            "Seconds from a request to the end of its answer; open pages are left out.",
            buckets=BUCKETS,
            registry=self._registry,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the page of monitoring; measure all others."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
        elif scope["path"] == "/metrics":
            await self._tell(scope, send)
        else:
            await self._measure(scope, receive, send)

    async def _measure(self, scope: Scope, receive: Receive, send: Send) -> None:
        began, status, is_stream = time.perf_counter(), 0, False

        async def watched(message: Message) -> None:
            nonlocal status, is_stream
            if message["type"] == "http.response.start":
                status = message["status"]
                is_stream = any(value == b"text/event-stream" for _, value in message["headers"])
            await send(message)

        try:
            await self._inner(scope, receive, watched)
        finally:
            kind = f"{status // 100}xx" if status else "none"
            self._requests.labels(_known(scope["method"]), kind).inc()
            if not is_stream:
                self._seconds.observe(time.perf_counter() - began)

    async def _tell(self, scope: Scope, send: Send) -> None:
        wanted = f"Bearer {self._token}".encode()
        if not hmac.compare_digest(header(scope, b"authorization"), wanted):
            await say(send, HTTPStatus.UNAUTHORIZED, "The token is missing or wrong.")
            return
        body = await asyncio.to_thread(generate_latest, self._registry)
        headers = [(b"content-type", TEXT), (b"cache-control", b"no-store")]
        await answer(send, HTTPStatus.OK, body=body, headers=headers)


class _Gauges(Collector):
    """The numbers that slices brought in their manifests, read when they are asked for."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Each number; one that cannot be read is left out, and the log says why."""
        with self._app.app_context():
            for gauge in self._app.extensions["gauges"]:
                try:
                    value = gauge.read()
                except Exception:
                    log.exception("the number %s could not be read", gauge.name)
                    db.session.rollback()
                    continue
                yield _family(gauge, value)


def _family(gauge: Gauge, value: float | Mapping[str, float]) -> GaugeMetricFamily:
    name = f"forum_{gauge.name}"
    if not isinstance(value, Mapping):
        return GaugeMetricFamily(name, gauge.help, value=value)
    family = GaugeMetricFamily(name, gauge.help, labels=[gauge.label])
    for word, number in value.items():
        family.add_metric([word], number)
    return family


def _known(method: str) -> str:
    """The method, if it is one of the usual: anybody can send any word."""
    return method if method in {"GET", "HEAD", "POST"} else "other"
