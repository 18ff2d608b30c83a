import pytest

from forum.accounts.models import Guest
from forum.channels.models import Kind, Visibility
from forum.home import queries
from forum.home.queries import rail
from forum.kernel import clock
from forum.kernel.paging import decode
from forum.kernel.policy import NotFound
from forum.kernel.prepared import Prepared
from forum.topics.models import State
from tests.support import make

GUEST = Guest()


@pytest.fixture
def secret(app):
    """A topic behind a closed door, with a tag that nobody else uses."""
    room = make.channel(visibility=Visibility.SECRET)
    make.tags(make.topic(channel=room), "merger", "beans")
    return room


def test_tags_are_counted_as_far_as_the_viewer_may_read(secret):
    for _ in range(2):
        make.tags(make.topic(), "beans")
    make.tags(make.topic(state=State.DELETED), "beans")

    def counts(viewer):
        return {tag.name: tag.count for tag in queries.all_tags(viewer).items}

    assert counts(GUEST) == {"beans": 2}
    assert counts(make.insider(secret)) == {"beans": 3, "merger": 1}


def test_a_tag_that_only_others_may_know_is_not_there(secret, guest):
    with pytest.raises(NotFound):
        queries.tag_named(GUEST, "merger")

    assert guest.get("/tags/merger").status_code == 404
    assert guest.get("/tags/nothing-at-all").status_code == 404


def test_the_page_of_a_tag_lists_its_topics(secret, guest):
    make.tags(make.topic(title="Where to keep them"), "beans")
    make.topic(title="Something else")

    page = guest.get("/tags/beans").text

    assert "Where to keep them" in page
    assert "Something else" not in page


def test_all_tags_go_on_from_page_to_page(app, monkeypatch):
    monkeypatch.setattr("forum.home.queries.tags.TAGS_ON_A_PAGE", 3)
    for number in range(7):
        for _ in range(1 + number % 3):
            make.tags(make.topic(), f"tag-{number}")

    page, names = queries.all_tags(GUEST), []
    while True:
        names += [tag.name for tag in page.items]
        if not page.next:
            break
        page = queries.all_tags(GUEST, decode(page.next))

    assert names == ["tag-5", "tag-2", "tag-4", "tag-1", "tag-6", "tag-3", "tag-0"]


def test_lively_tags_are_those_of_the_liveliest_topics(secret, monkeypatch):
    monkeypatch.setattr("forum.home.queries.rail.AMONG", 2)
    # Put together anew, with this number in it.
    monkeypatch.setattr(rail, "_TAGS", Prepared(rail._lively_tags))
    make.tags(make.topic(bumped_at=clock.now().replace(year=2020)), "old")
    for _ in range(2):
        make.tags(make.topic(), "fresh")

    assert [(tag.name, tag.count) for tag in queries.lively_tags(GUEST)] == [("fresh", 2)]


def test_lonely_questions_are_open_and_without_a_word(secret):
    room = make.channel(kind=Kind.QUESTION)
    make.topic(title="Lonely", channel=room)
    make.post(topic=make.topic(title="Has a reply", channel=room))
    make.topic(title="Closed", channel=room, closed_at=clock.now())
    make.topic(title="No question")

    assert [question.title for question in queries.lonely_questions(GUEST)] == ["Lonely"]
