"""The team sees a wave, what will happen to it, and how far it is."""

import pytest

from forum.moderation import queries as moderation
from forum.topics.models import Post, State
from forum.waves import queries
from forum.waves.models import Wave, WaveState
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import start
from tests.waves.flooding import flood, wave, work


@pytest.fixture
def made(app) -> Wave:
    with app.test_request_context():
        flood(start(), posts=6)
        return wave()


def test_the_case_leads_to_the_page_of_the_wave(app, sign_in, made):
    desk = sign_in(make.moderator())
    case = moderation.case_of("wave", made.id)

    page = desk.get(f"/admin/moderation?case={case.id}").text

    assert f"/admin/waves/{made.id}" in page
    assert "golden parrot system" in page


def test_nothing_happens_before_somebody_has_seen_what_will(app, sign_in, made):
    desk = sign_in(make.moderator())
    chosen = {"way": "hide", "pause": "suspension:168", "clause": "", "words": "A wave."}

    page = desk.post(f"/admin/waves/{made.id}/plan", data=chosen).text

    assert "3 posts that can be read go out of sight." in page
    assert "3 posts that wait are declined." in page
    assert "6 accounts that were made for it" in page
    assert wave().state == WaveState.OPEN


def test_cleaning_up_says_how_far_it_is_and_can_be_brought_back(app, sign_in, made):
    desk = sign_in(make.moderator())
    desk.post(f"/admin/waves/{made.id}/sweep", data={"way": "remove", "pause": ""})

    running = desk.get(f"/admin/waves/{made.id}")
    with app.test_request_context():
        work(wave())
    done = desk.get(f"/admin/waves/{made.id}").text
    desk.post(f"/admin/waves/{made.id}/return")

    assert running.headers["Refresh"] == "3"
    assert "0 of 6" in running.text
    assert "Bring everything back" in done
    assert wave().state == WaveState.RETURNING


def test_what_is_wrong_is_said_and_kept_as_typed(app, sign_in, made):
    make.guidelines()
    desk = sign_in(make.moderator())
    chosen = {"way": "hide", "pause": "silence:24", "clause": "", "words": "My own words."}

    page = desk.post(f"/admin/waves/{made.id}/sweep", data=chosen).text

    assert "Choose the clause." in page
    assert "My own words." in page
    assert wave().state == WaveState.OPEN


def test_who_was_second_is_told_so(app, sign_in, made):
    first, second = sign_in(make.moderator()), sign_in(make.moderator())
    first.post(f"/admin/waves/{made.id}/release")

    late = second.post(f"/admin/waves/{made.id}/sweep", data={"way": "hide", "pause": ""})

    assert late.status_code == 403
    assert "This wave does not wait any more" in late.text


def test_a_post_of_a_wave_is_shown_to_its_author_as_waiting(app, sign_in, made):
    held = [one for one in _posts(app) if one.state == State.HELD]

    page = sign_in(held[0].author).get(f"/t/x/{held[0].topic_id}", follow_redirects=True)

    assert "golden parrot system" in page.text


def test_the_page_costs_the_same_for_a_large_wave(app, sign_in, made):
    desk = sign_in(make.moderator())
    desk.get(f"/admin/waves/{made.id}")
    with count_queries() as few:
        desk.get(f"/admin/waves/{made.id}")
    with app.test_request_context():
        flood(start(), posts=25)

    with count_queries() as many:
        page = desk.get(f"/admin/waves/{made.id}").text

    assert len(many) == len(few)
    assert "Later texts" in page


def _posts(app) -> list[Post]:
    return [one.post for one in queries.posts_of(wave()).items]
