import pytest

from forum.bookmarks import actions, checks, queries
from forum.bookmarks.models import Bookmark
from forum.channels.models import ChannelMember, Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import NotFound, Refused
from forum.kernel.unit import transaction
from forum.topics.models import Post, State
from tests.support import make
from tests.support.queries import count_queries


@pytest.fixture
def post(app):
    return make.post(topic=make.topic(slug="beans", title="Where do you keep beans"))


def test_a_press_keeps_the_post_and_another_lets_it_go(post, sign_in):
    member = make.member()
    browser = sign_in(member)

    answer = browser.post(f"/p/{post.id}/bookmark")
    assert answer.location == f"/p/{post.id}"
    assert queries.kept_among(member, [post.id]) == {post.id}

    browser.post(f"/p/{post.id}/bookmark")
    assert queries.kept_among(member, [post.id]) == set()


def test_a_script_is_told_whether_it_is_kept(post, sign_in):
    browser = sign_in(make.member())

    answer = browser.post(f"/p/{post.id}/bookmark", headers={"Accept": "application/json"})

    assert answer.json == {"is_kept": True}


def test_keeping_twice_is_keeping_once(post):
    member = make.member()

    actions.keep(member, post)
    actions.keep(member, post)

    assert db.session.query(Bookmark).count() == 1


def test_nobody_keeps_what_they_may_not_read(sign_in):
    hidden = make.post(topic=make.topic(channel=make.channel(visibility=Visibility.SECRET)))

    assert sign_in(make.member()).post(f"/p/{hidden.id}/bookmark").status_code == 404


def test_the_list_shows_ones_own_bookmarks_only(post, sign_in):
    mine, theirs = make.member(), make.member()
    actions.keep(mine, post)
    other = make.post(topic=make.topic(title="Somebody else keeps this"))
    actions.keep(theirs, other)

    page = sign_in(mine).get("/bookmarks").text

    assert "Where do you keep beans" in page
    assert "Somebody else keeps this" not in page


def test_staff_have_no_way_to_the_bookmarks_of_others(post, sign_in):
    member, admin = make.member(), make.admin()
    actions.keep(member, post)
    (bookmark,) = db.session.query(Bookmark)

    with pytest.raises(NotFound):
        queries.bookmark_of(admin, bookmark.id)
    with pytest.raises(Refused):
        actions.remove(admin, bookmark)
    assert sign_in(admin).post(f"/bookmarks/{bookmark.id}/remove").status_code == 404


def test_a_note_is_kept_with_the_bookmark(post, sign_in):
    member = make.member()
    actions.keep(member, post)
    (bookmark,) = db.session.query(Bookmark)
    browser = sign_in(member)

    answer = browser.post(f"/bookmarks/{bookmark.id}/note", data={"text": " for  the <b>shop "})

    assert answer.location == f"/bookmarks#bookmark-{bookmark.id}"
    assert "for the &lt;b&gt;shop" in browser.get("/bookmarks").text
    assert "for the &lt;b&gt;shop" in browser.get(f"/bookmarks/{bookmark.id}/note").text


def test_a_note_that_is_too_long_comes_back_whole(post, sign_in):
    member = make.member()
    actions.keep(member, post)
    (bookmark,) = db.session.query(Bookmark)

    answer = sign_in(member).post(f"/bookmarks/{bookmark.id}/note", data={"text": "x" * 301})

    assert "x" * 301 in answer.text
    assert "300 characters" in answer.text
    db.session.refresh(bookmark)
    assert bookmark.note == ""


def test_a_bookmark_can_be_removed_from_the_list(post, sign_in):
    member = make.member()
    actions.keep(member, post)
    (bookmark,) = db.session.query(Bookmark)

    answer = sign_in(member).post(f"/bookmarks/{bookmark.id}/remove")

    assert answer.location == "/bookmarks"
    assert db.session.query(Bookmark).count() == 0


def test_a_post_whose_door_has_closed_keeps_its_place_and_its_secrets(sign_in):
    room = make.channel(visibility=Visibility.PRIVATE, name="Founders")
    member = make.insider(room)
    author = make.member(display_name="Ms Hidden")
    plan = make.topic(channel=room, title="The plan")
    hidden = make.post(topic=plan, body="Ten tonnes.", author=author)
    actions.keep(member, hidden)
    with transaction():
        db.session.query(ChannelMember).delete()

    page = sign_in(member).get("/bookmarks").text

    assert "no longer open to you" in page
    for secret in ("The plan", "Ten tonnes", "Founders", "Ms Hidden"):
        assert secret not in page.split("<main", 1)[1].split("</main", 1)[0]


@pytest.mark.parametrize("state", [State.DELETED, State.REJECTED, State.HELD])
def test_a_post_that_was_taken_away_tells_nothing_more(post, sign_in, state):
    member = make.member()
    actions.keep(member, post)
    with transaction():
        db.session.get(Post, post.id).state = state

    page = sign_in(member).get("/bookmarks").text

    assert "no longer open to you" in page
    assert post.text not in page


def test_the_list_goes_on_and_costs_the_same_for_many_as_for_few(sign_in):
    member, topic = make.member(), make.topic()
    browser = sign_in(member)

    def queries_for_the_list():
        with count_queries() as seen:
            assert browser.get("/bookmarks").status_code == 200
        return len(seen)

    def keep(number):
        post = make.post(topic=topic, body=f"Kept {number:02}.")
        with clock.at(clock.now().replace(microsecond=number)):
            actions.keep(member, post)

    for number in range(2):
        keep(number)
    few = queries_for_the_list()
    for number in range(2, 25):
        keep(number)

    assert queries_for_the_list() == few
    page = queries.kept_by(member)
    second = browser.get(f"/bookmarks?after={page.next}").text
    assert ("Kept 04" in second, "Kept 05" in second) == (True, False)


def test_an_empty_list_says_what_goes_there(sign_in):
    assert "Nothing kept yet" in sign_in(make.member()).get("/bookmarks").text


def test_the_button_under_a_post_says_whether_it_is_kept(post, sign_in):
    member = make.member()
    browser = sign_in(member)
    address = f"/t/beans/{post.topic_id}"
    assert f'aria-label="Bookmark post {post.number}"' in browser.get(address).text

    actions.keep(member, post)

    assert f'aria-label="Remove bookmark from post {post.number}"' in browser.get(address).text


def test_guests_are_asked_to_sign_in(guest):
    for answer in (guest.get("/bookmarks"), guest.post("/p/1/bookmark")):
        assert answer.status_code == 302
        assert "/sign-in" in answer.location


def test_a_bookmark_that_leads_nowhere_is_told(post):
    actions.keep(make.member(), post)
    assert list(checks.bookmarks_of_nothing()) == []

    _break("UPDATE bookmarks SET post_id = 999999")

    db.session.commit()
    (problem,) = checks.bookmarks_of_nothing()
    assert "has lost" in problem


def _break(statement):
    """Change rows in a way that the database itself would not allow."""
    rules = ("PRAGMA foreign_keys=OFF", "PRAGMA foreign_keys=ON")
    if db.engine.dialect.name == "postgresql":
        role = "SET session_replication_role ="
        rules = (f"{role} replica", f"{role} DEFAULT")
    connection = db.engine.raw_connection()
    cursor = connection.cursor()
    for line in (rules[0], statement, rules[1]):
        cursor.execute(line)
    connection.commit()
    connection.close()


def test_a_long_text_ends_between_words_and_says_that_it_goes_on(sign_in):
    long = make.post(topic=make.topic(), body="wonderful " * 40)
    whole = make.post(topic=make.topic(), body="Short and whole.")
    reader = make.member()
    for post in (long, whole):
        sign_in(reader).post(f"/p/{post.id}/bookmark")

    page = sign_in(reader).get("/bookmarks").text

    assert "wonderful…" in page
    assert "Short and whole.<" in page
