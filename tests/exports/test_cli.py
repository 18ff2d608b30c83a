import pytest
from click.testing import CliRunner

from forum.cli import main
from forum.exports.queries import content_hash
from tests.support.sites import opened, settle


@pytest.fixture
def forum():
    def run(at, *words):
        return CliRunner().invoke(main, ["--data", str(at.data), *map(str, words)])

    return run


def test_a_site_leaves_and_arrives_by_two_commands(place, forum, tmp_path):
    old, new = place("old", "SQLite"), place("new", "SQLite")
    with opened(old):
        settle()
        before = content_hash()
    with opened(new):
        pass

    left = forum(old, "export", tmp_path / "site.zip", "--with-secrets")
    arrived = forum(new, "import", "site", tmp_path / "site.zip")
    again = forum(new, "import", "site", tmp_path / "site.zip")

    assert left.exit_code == 0, left.output
    assert arrived.exit_code == 0, arrived.output
    words = [line for line in left.output.splitlines() if line.startswith("content ")]
    assert words == [line for line in arrived.output.splitlines() if line.startswith("content ")]
    assert again.exit_code == 1
    assert "has members already" in again.output
    with opened(new):
        assert content_hash() == before


def test_what_cannot_be_is_said_in_words(place, forum, tmp_path):
    at = place("old", "SQLite")
    with opened(at):
        pass
    (tmp_path / "there.zip").write_text("mine")

    export = forum(at, "export", tmp_path / "there.zip")
    arrive = forum(at, "import", "site", tmp_path / "there.zip")

    assert (export.exit_code, arrive.exit_code) == (1, 1)
    assert "is there already" in export.output
    assert "This zip file is damaged. Nothing was brought in." in arrive.output


def test_conversations_come_in_by_the_same_word(forum, place):
    at = place("old", "SQLite")
    with opened(at):
        pass

    result = forum(at, "import", "--help")

    assert "conversations" in result.output
    assert "site" in result.output
