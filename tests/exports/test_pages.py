"""The pages of a copy: to be read without any program but a browser."""

import shutil
import zipfile

import pytest

from forum.accounts import queries as accounts
from forum.exports import actions, pages, places
from forum.exports.models import DataCopy
from forum.kernel.db import db
from forum.topics import actions as topics
from forum.topics.actions import NewPost
from forum.topics.models import Topic
from forum.topics.queries import visible_topic
from tests.support.sites import settle


@pytest.fixture
def ada(app):
    settle()
    yield accounts.member_named("ada")
    shutil.rmtree(places.folder(), ignore_errors=True)


def files_of(member):
    asked = actions.ask_for_copy(member)
    actions.make_copy(asked.id)
    copy = db.session.get(DataCopy, asked.id, populate_existing=True)
    with zipfile.ZipFile(places.file_of(copy.public_id)) as box:
        return {name: box.read(name).decode("utf-8", "replace") for name in box.namelist()}


def test_the_index_leads_to_every_kind_of_thing(ada):
    files = files_of(ada)

    assert "Everything about you" in files["index.html"]
    assert 'href="pages/posts-1.html"' in files["index.html"]
    assert "style.css" in files
    for name, page in files.items():
        if name.endswith(".html"):
            assert "<script" not in page
            assert "grace" not in page


def test_posts_look_as_in_the_forum_with_their_pictures_from_the_box(ada):
    files = files_of(ada)

    page = files["pages/posts-1.html"]
    assert "Look:" in page
    [picture] = [name for name in files if name.startswith("pictures/")]
    assert f'src="../{picture}"' in page
    assert "srcset" not in page


def test_many_rows_are_parted(ada, monkeypatch):
    monkeypatch.setattr(pages, "A_PAGE", 2)
    topic = db.session.query(Topic).one()
    for number in range(4):
        topics.reply(ada, visible_topic(ada, topic.id), NewPost(f"And {number}"))

    files = files_of(ada)

    assert 'href="posts-2.html"' in files["pages/posts-1.html"]
    assert 'href="posts-1.html"' in files["pages/posts-2.html"]
    assert "pages/posts-3.html" in files
    assert "pages/posts-4.html" not in files


def test_they_speak_the_language_of_the_member(ada):
    ada.locale = "de"
    db.session.commit()

    assert "Alles über dich" in files_of(ada)["index.html"]


def test_a_small_copy_is_there_at_once(ada, sign_in):
    browser = sign_in(ada)

    page = browser.post("/preferences/data", follow_redirects=True)

    assert "Your copy is ready" in page.text
    assert "Download" in page.text
