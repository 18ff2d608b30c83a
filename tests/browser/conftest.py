"""A real forum on a free port, started as a newcomer starts it, and real browsers that visit it."""

import email
import email.policy
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("FORUM_TEST_CHROMIUM") or shutil.which("chromium")
PATIENCE = 60.0
WAIT_MS = 8_000
LINK = re.compile(r"http://\S+")
PASSWORD = "a kettle for every morning"

playwright_api = pytest.importorskip("playwright.sync_api", reason="the browser extra is missing")
expect = playwright_api.expect


@dataclass
class Site:
    """A running forum."""

    address: str
    data: Path
    set_up_link: str

    def letter(self, to: str) -> str:
        """The text of the newest letter to this address, once it is there."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for file in sorted((self.data / "mail").glob("[!.]*.eml"), reverse=True):
                message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
                if to in message["To"]:
                    return message.get_body(("plain",)).get_content()
            time.sleep(0.1)
        raise AssertionError(f"no letter to {to} arrived")

    def link_to(self, to: str) -> str:
        """The address in the newest letter to somebody."""
        found = LINK.search(self.letter(to))
        assert found, "a letter without a link"
        return found.group(0).rstrip(".>)")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The forum as `forum start` runs it, server and worker, on an empty data folder."""
    with running(tmp_path_factory.mktemp("site")) as one:
        yield one


@contextmanager
def running(data: Path, *, port: int = 0) -> Iterator[Site]:
    """A forum on this data folder for as long as the block lasts, its link of the set-up with it;
    on a folder that has an owner the link is empty."""
    port = port or _free_port()
    log = data / "start.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            _command(data, "start", "--port", str(port)),
            stdout=output,
            stderr=subprocess.STDOUT,
            env=_env(),
        )
    try:
        yield Site(f"http://127.0.0.1:{port}", data, _set_up_link(process, log))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)


def ask(site: Site, *words: str) -> str:
    """What the command line of a running forum answers; it must not complain."""
    answer = subprocess.run(
        _command(site.data, *words), capture_output=True, text=True, env=_env(), check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def _command(data: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "forum", "--data", str(data), *words]


def _env() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("FORUM_")}


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """One browser for all journeys."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine")
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-background-networking", "--disable-quic"],
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(site: Site, chromium) -> Iterator[Callable[..., object]]:
    """Opens a window of its own for somebody: own cookies, own size; with or without scripts."""
    contexts = []

    def open_window(*, scripts: bool = True, width: int = 1320, dark: bool = False):
        context = chromium.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            locale="en-GB",
        )
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda message: _note(page, message))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        return page

    yield open_window
    for context in contexts:
        for page in context.pages:
            assert page.faults == [], f"the browser complained on {page.url}"
        context.close()


def _note(page, message) -> None:
    """Keep what the console says of our own faults; a page that is not found says so itself."""
    if message.type == "error" and "status of" not in message.text:
        page.faults.append(message.text)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _set_up_link(process: subprocess.Popen, log: Path) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        text = log.read_text()
        found = re.search(r"http://\S+/set-up/\S+", text)
        if "is at http" in text:
            return found.group(0) if found else ""
        assert process.poll() is None, f"the forum did not start:\n{text}"
        time.sleep(0.1)
    raise AssertionError(f"the forum did not start in time:\n{log.read_text()}")
