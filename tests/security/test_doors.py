"""Every route has a written permission, and keeps to it."""

from collections import Counter

import pytest

from forum.web.limits import register as reset_limits
from tests.house.source import expect_none
from tests.security import doors
from tests.security.crawl import ask, dump, dumps
from tests.security.town import address, inside, rules

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


def endpoints(app):
    return {rule.endpoint for rule in app.url_map.iter_rules()}


def is_closed(answer):
    """A refusal, a missing page, or the way to the door."""
    to_the_door = answer.status == 302 and "/sign-in" in answer.headers["Location"]
    return to_the_door or answer.status in {401, 403, 404}


def test_asvs_v8_2_1_every_route_has_a_written_permission(app):
    written = Counter(name for names in doors.ALL.values() for name in names)

    assert endpoints(app) - set(written) == set(), "these routes are not written down"
    assert set(written) - endpoints(app) == set(), "these routes do not exist"
    assert max(written.values()) == 1


GRAB = {"role": "admin", "who": "guest", "name": "an-insider"}


@pytest.mark.parametrize("who", doors.RANKS[:-1])
def test_asvs_v8_2_1_nobody_comes_through_a_door_above_their_rank(app, town, who):
    client, rank, let_in = inside(app, town.people.get(who)), doors.RANKS.index(who), []
    before = dump(but=("sessions", "audit_entries"))

    for rule in rules(app, "GET", "POST"):
        if doors.rank_of(rule.endpoint) <= rank:
            continue
        for method in sorted({"GET", "POST"} & rule.methods):
            path = address(app, rule, town.open)
            answer = ask(client, who, rule.endpoint, path, method=method, data=GRAB)
            let_in += [] if is_closed(answer) else [f"{method} {path}: {answer.status}"]

    expect_none(let_in)
    assert dump(but=("sessions", "audit_entries")) == before


def test_asvs_v8_3_1_everybody_comes_through_the_doors_of_their_rank(town_walk):
    """So that the test above cannot pass because all doors are closed."""
    expect_none(
        f"{answer.path} as {answer.who}: {answer.status}"
        for answer in town_walk.beside + town_walk.by_staff
        if answer.who in doors.RANKS
        and doors.rank_of(answer.endpoint) <= doors.RANKS.index(answer.who)
        and is_closed(answer)
        and answer.endpoint not in ELSEWHERE
    )


# One-time links need their tokens; these things belong to others, or are in no such state.
ELSEWHERE = {
    "accounts.confirm",
    "accounts.confirm_email",
    "accounts.reset",
    # The signed words of letters.
    "answering.take_call",
    "appeals.show",
    "sanctions.everything",
    "sanctions.statement",
    "backups_admin.ask_delete",
    "bookmarks.note",
    "channels.ask",
    "drafts.ask_discard",
    "drafts.show",
    # The draw of the town is to come.
    "draws.entries",
    "draws.ranking",
    "exports.fetch",
    # Only who took part answers, and reads what all said.
    "feedback.answer",
    "feedback.results",
    "feedback.thanks",
    # Of a secret launch nobody knows before it opens: it has no lobby.
    "launches.lobby",
    "launches.lobby_order",
    "launches.lobby_people",
    "launches.lobby_recount",
    # Nobody thanks or names themselves; the word of the letter opens the question.
    "recognition.answer",
    "recognition.mine",
    "recognition.nominate",
    "recognition_admin.tell_of_spotlight",
    "recognition.thank",
    "recognition.thank_for",
    # Feeds are those of guests, whoever asks; the pictures of the app have names of their own.
    "feeds.app_icon",
    "feeds.channel",
    "feeds.tag",
    "feeds.topic",
    # Only complaints have steps; who was answered is asked whether it helped, and nobody else.
    "replies.complaint",
    "replies.rate",
    "replies.solved",
    # What somebody answered is seen by nobody but them.
    "training_admin.result",
    "training_admin.scenario",
    "messages.delete",
    "messages.edit",
    "messages.first_unread",
    "messages.leave",
    "messages.message",
    "messages.part",
    "messages.people",
    "messages.report",
    "messages.show",
    "notices.go",
    "notices.leave",
    "site.set_up",
    # Only messages of a live channel are lifted.
    "topics.lift",
    "topics.schedule",
    "uploads.show",
}


def test_no_page_fails_whoever_looks(town_walk):
    expect_none(
        f"{answer.path} as {answer.who}: {answer.status}"
        for answer in town_walk.all
        if answer.status >= 500
    )


FORGED = {
    "no token": {},
    "a token and another origin": {"Origin": "https://evil.example"},
    "a token and no origin at all": {"Origin": "null"},
    "a token and another site": {"Sec-Fetch-Site": "cross-site"},
    "a token and a neighbouring site": {"Sec-Fetch-Site": "same-site"},
}


@pytest.fixture
def with_tokens(app, monkeypatch):
    """Forms need their token, as they do outside of tests."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)


@pytest.mark.parametrize("how", FORGED)
def test_cve_2019_13183_and_asvs_v3_5_1_nothing_forged_changes_anything(
    app, town, with_tokens, how
):
    reset_limits(app)
    client = inside(app, town.people["admin"])
    token = client.token_of("/preferences")
    given = {} if how == "no token" else {"X-CSRFToken": token}
    before, taken = dump(), []

    for rule in rules(app, *UNSAFE):
        for method in sorted(set(UNSAFE) & rule.methods):
            path = address(app, rule, town.open)
            answer = client.open(path, method=method, data=FORM, headers=given | FORGED[how])
            # The signed word of a letter is the token of this one; the town has no such letter.
            is_signed = (
                rule.endpoint in doors.TOKEN_IN_ADDRESS | doors.SIGNED_BODY and how == "no token"
            )
            refused = 404 if is_signed else 400
            taken += (
                [] if answer.status_code == refused else [f"{method} {path} {answer.status_code}"]
            )

    expect_none(taken)
    assert dump() == before


FORM = {"body": "Forged words that are long enough", "title": "A forged title", "sure": "y"}


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "none"}]
)
def test_what_our_own_pages_send_is_taken(app, town, with_tokens, headers):
    client = inside(app, town.people["member"])
    token = client.token_of("/preferences")

    answer = client.post("/catch-up", headers={"X-CSRFToken": token} | headers)

    assert answer.status_code == 302


def test_asvs_v3_5_2_json_is_taken_only_as_json(app, town, with_tokens):
    client = inside(app, town.people["member"])
    headers = {"X-CSRFToken": client.token_of("/preferences")}
    text = '{"key": "new", "title": "", "body": "Smuggled", "version": 0}'
    before = dump()

    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ):
        answer = client.post("/drafts", data=text, content_type=kind, headers=headers)
        assert 400 <= answer.status_code < 500, kind
    assert dump() == before

    as_json = client.post("/drafts", data=text, content_type="application/json", headers=headers)
    assert as_json.status_code == 200


def test_asvs_v3_5_3_looking_at_every_page_with_all_eyes_changes_nothing(town_walk):
    assert len(town_walk.dumps) == 2
    assert town_walk.dumps[0] == town_walk.dumps[1]


def test_asvs_v3_5_3_what_is_gathered_while_reading_is_about_reading_only(app, town):
    about_reading = {"sessions", "positions", "visits", "topics", "notices", "inboxes"}
    # That a member was here today stands in the activity log, which somebody has to take in.
    about_reading |= {"deeds", "jobs", "launch_sightings"}
    client = inside(app, town.people["member"])
    for gatherer in app.extensions["gatherers"]:
        gatherer.flush()
    before = dumps()

    for rule in rules(app, "GET"):
        client.get(address(app, rule, town.open)).close()
    written = [gatherer.flush() for gatherer in app.extensions["gatherers"]]

    assert sum(written) > 0
    changed = {name for name, mark in dumps().items() if mark != before[name]}
    assert changed <= about_reading | {"live_events"}
