import shutil
from collections import namedtuple

import pytest

from forum.uploads import room
from tests.support import make

Usage = namedtuple("Usage", "total used free")


def fill(monkeypatch, percent):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1000, 0, 1000 - 10 * percent))


def test_the_size_of_the_database_is_measured(app):
    make.member()

    found = room.measured()

    assert found.database > 10_000
    assert found.total > found.free > 0


@pytest.mark.parametrize(
    ("percent", "mood"), [(20, "good"), (89, "good"), (90, "warn"), (96, "warn"), (97, "bad")]
)
def test_a_full_disk_calls_for_somebody(app, monkeypatch, percent, mood):
    fill(monkeypatch, percent)

    assert (room.measured().used_percent, room.measured().mood) == (percent, mood)


def test_the_panel_warns_of_a_full_disk(sign_in, monkeypatch):
    boss = sign_in(make.admin())
    assert "Make room before" not in boss.get("/admin").text

    fill(monkeypatch, 92)

    assert "92% full" in boss.get("/admin").text
    assert "Make room before" in boss.get("/admin").text


def test_the_machine_is_the_affair_of_admins(sign_in):
    page = sign_in(make.moderator()).get("/admin").text

    assert "Does everything work?" not in page
    assert "in 7 days" in page
