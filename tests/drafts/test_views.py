import pytest

from forum.drafts import actions, policy, queries, views
from forum.kernel.slots import Part
from forum.uploads import actions as uploads
from forum.uploads.queries import upload_and_uses
from forum.web.limits import Limit
from tests.support import make
from tests.support.queries import count_queries
from tests.uploads import pictures


@pytest.fixture
def writer(app):
    return make.member()


def keep(client, **given):
    return client.post("/drafts", json={"key": "new", "version": 0} | given)


def test_a_script_keeps_a_text_with_all_that_its_form_holds(sign_in, writer):
    answer = keep(sign_in(writer), title="Cups", body="Which?", channel="7", tags=["a", "b"])

    draft = queries.draft_of(writer, "new")
    assert (answer.status_code, answer.json["version"]) == (200, 1)
    assert answer.json["saved_at"] == draft.saved_at.isoformat()
    assert (draft.title, draft.body) == ("Cups", "Which?")
    assert draft.extra == {"channel": "7", "tags": ["a", "b"]}


def test_a_second_tab_is_shown_the_newer_text_and_overwrites_nothing(sign_in, writer):
    """FAULTS F-03: newer text is never silently overwritten."""
    client = sign_in(writer)
    keep(client, body="first tab", tags="x")

    answer = keep(client, body="second tab")

    assert answer.status_code == 409
    assert answer.json["body"] == "first tab"
    assert (answer.json["version"], answer.json["tags"], answer.json["title"]) == (1, "x", "")
    assert "saved_at" in answer.json
    assert queries.draft_of(writer, "new").body == "first tab"


def test_a_text_survives_the_end_of_the_session(sign_in, writer, guest):
    """FAULTS F-03: the server's copy outlives a sign-out, and only its writer gets it back."""
    keep(sign_in(writer), body="a long text")
    assert keep(guest, body="lost session").status_code == 401

    assert queries.draft_of(writer, "new").body == "a long text"
    assert "a long text" in sign_in(writer).get("/drafts").text
    assert "a long text" not in sign_in(make.member()).get("/drafts").text


@pytest.mark.parametrize(
    "given",
    [
        {"key": "../new"},
        {"key": 7},
        {"version": "1"},
        {"version": -1},
        {"version": 2**40},
        {"version": True, "key": None},
        {"title": ["a"]},
        {"body": None},
        {"deep": {"a": 1}},
        {"deep": [["a"]]},
    ],
)
def test_what_makes_no_sense_is_refused_and_not_a_failure(sign_in, writer, given):
    answer = keep(sign_in(writer), **({"body": "text"} | given))

    assert answer.status_code == 422
    assert answer.json["error"]
    assert queries.drafts_of(writer) == []


@pytest.mark.parametrize(
    "sent", ["", "nonsense", "[]", "7", '"text"', "[" * 100_000, '{"key": "new"']
)
def test_a_body_that_is_no_draft_at_all_is_refused(sign_in, writer, sent):
    answer = sign_in(writer).post("/drafts", data=sent, content_type="application/json")

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "given",
    [
        {"title": "x" * (policy.MOST_TITLE + 1)},
        {"body": "x" * (policy.MOST_BODY + 1)},
        {"body": "x" * 1_500_000},
        {"body": "", "tags": "x" * 10_000},
        {"body": "", "tags": ["x"] * 10_000},
    ],
)
def test_every_field_has_its_bound(sign_in, writer, given):
    """CVE row 40."""
    answer = keep(sign_in(writer), **given)

    assert answer.status_code == 422
    assert queries.drafts_of(writer) == []


def test_saving_without_end_is_slowed_down(sign_in, writer, monkeypatch):
    monkeypatch.setattr(views, "SAVES", Limit("few", "1 per hour"))
    client = sign_in(writer)
    keep(client, body="a")

    assert keep(client, body="ab", version=1).status_code == 429


def test_a_picture_in_a_draft_is_in_use_until_the_draft_is_gone(sign_in, writer):
    upload = uploads.take_in(writer, pictures.drawn())
    client = sign_in(writer)

    keep(client, body=f"![cup](/uploads/{upload.public_id})")
    while_kept = places_of(upload)
    actions.discard(writer, "new")

    assert while_kept == [("draft", "member", writer.id)]
    assert places_of(upload) == []


def places_of(upload) -> list[tuple[str, str, int]]:
    _, uses = upload_and_uses(upload.public_id)
    return [(use.source_kind, use.door, use.door_id) for use in uses]


def test_the_list_shows_each_draft_and_where_it_goes_on(sign_in, writer):
    actions.save(writer, "new", title="About cups", body="They are round.")
    actions.save(writer, "reply:42", body="I think so too.", extra={"about": "On kettles"})
    actions.save(writer, "edit:7", body="Better words")
    actions.save(writer, "reply:43", body="   ")

    page = sign_in(writer).get("/drafts").text

    assert "About cups" in page and "They are round." in page
    assert "On kettles" in page and "I think so too." in page
    assert "Better words" in page
    assert page.count('class="draft-list__item"') == 3


def test_the_list_says_what_a_draft_says_and_not_how_it_is_marked_up(sign_in, writer):
    actions.save(writer, "new", title="About cups", body="> They *are*\n\n[round](/about).")

    page = sign_in(writer).get("/drafts").text

    assert "They are round." in page


def test_an_empty_list_says_what_goes_there(sign_in, writer):
    page = sign_in(writer).get("/drafts").text

    assert "No drafts" in page


def test_other_slices_may_add_texts_that_wait_for_somebody(app, sign_in, writer, monkeypatch):
    fillers = app.extensions["slots"].pages["drafts.page"]
    monkeypatch.setitem(
        app.extensions["slots"].pages,
        "drafts.page",
        [*fillers, lambda viewer: [Part("components/kbd.html", {"for": viewer.id})]],
    )

    assert sign_in(writer).get("/drafts").status_code == 200


def test_a_draft_is_thrown_away_only_after_a_question(sign_in, writer):
    draft = actions.save(writer, "new", body="Away with it")
    client = sign_in(writer)

    asked = client.get(f"/drafts/{draft.id}/discard")
    assert "Away with it" in asked.text
    assert queries.draft_of(writer, "new") is not None
    client.post(f"/drafts/{draft.id}/discard")

    assert queries.draft_of(writer, "new") is None


def test_a_stranger_can_neither_see_nor_discard_a_draft(sign_in, writer):
    draft = actions.save(writer, "new", body="Mine")
    stranger = sign_in(make.admin())

    assert stranger.get(f"/drafts/{draft.id}/discard").status_code == 404
    assert stranger.post(f"/drafts/{draft.id}/discard").status_code == 404
    assert queries.draft_of(writer, "new").body == "Mine"


def test_the_list_costs_the_same_for_two_drafts_as_for_twenty(sign_in, writer):
    client = sign_in(writer)

    def cost(upto: int) -> int:
        for number in range(upto):
            actions.save(writer, f"reply:{number}", body="text", version=0)
        with count_queries() as seen:
            assert client.get("/drafts").status_code == 200
        return len(seen)

    assert cost(2) == cost(20)


def test_a_text_can_be_read_where_its_place_is_gone_and_by_its_writer_alone(sign_in, writer):
    words = "All of it, " * 60 + "to the last word."
    draft = actions.save(writer, "reply:4711", body=words)
    address = f"/drafts/{draft.id}"

    own, other = sign_in(writer).get(address), sign_in(make.admin()).get(address)

    assert words in own.text
    assert address in sign_in(writer).get("/drafts").text
    assert other.status_code == 404
