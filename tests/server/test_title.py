import subprocess
import sys
from pathlib import Path

import pytest

from forum.server import title

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only there a process can be renamed"
)
SAY = (
    "import sys; from pathlib import Path; from forum.server.title import name_process\n"
    "name_process(sys.argv[1]); print(Path('/proc/self/cmdline').read_text(), end='')"
)


def command_line_of_one_named(words):
    command = (sys.executable, "-c", SAY, words)
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_process_stands_in_lists_under_the_words_it_was_given():
    said = command_line_of_one_named("forum work --follow-parent")

    assert said.rstrip("\0").split("\0") == ["forum", "work", "--follow-parent"]


def test_words_that_are_too_many_are_cut():
    said = command_line_of_one_named("forum " * 100)

    assert said.startswith("forum\0forum\0")
    assert said.endswith("\0")


def test_without_room_nothing_is_written(monkeypatch):
    before = Path("/proc/self/cmdline").read_text()
    monkeypatch.setattr(title, "START", 4)
    monkeypatch.setattr(title, "END", 4)

    title.name_process("nobody")

    assert Path("/proc/self/cmdline").read_text() == before
