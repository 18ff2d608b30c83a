import pytest

from forum.accounts.models import Role
from forum.kernel.policy import Invalid, Refused
from forum.pages import actions, queries
from forum.pages.models import PageName
from forum.pages.readability import reading_of
from forum.site import actions as site
from tests.support import make
from tests.support.queries import count_queries


@pytest.fixture
def owner(app):
    return make.admin()


def test_about_is_empty_and_says_so_before_anybody_wrote_it(guest):
    page = guest.get("/about").text

    assert "Nothing is written here yet" in page


def test_privacy_says_what_is_true_before_anybody_wrote_it(guest):
    page = guest.get("/privacy").text

    assert "No page fetches anything from other hosts" in page
    assert "<h2" in page


def test_what_is_published_stands_in_the_place_of_that(owner, guest):
    actions.publish_page(owner, PageName.PRIVACY, "We store **nothing**.")

    page = guest.get("/privacy").text

    assert "<strong>nothing</strong>" in page
    assert "No page fetches anything from other hosts" not in page


def test_every_version_is_kept(owner):
    for text in ("One.", "Two.", "Two.", "Three."):
        actions.publish_page(owner, PageName.ABOUT, text)

    versions = queries.versions_of(PageName.ABOUT)
    assert [(v.number, v.body) for v in versions] == [(3, "Three."), (2, "Two."), (1, "One.")]
    assert versions[0].published_by.id == owner.id


def test_pages_run_nothing(owner, guest):
    text = "<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1))"
    actions.publish_page(owner, PageName.ABOUT, text)

    page = guest.get("/about").text

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


def test_a_page_has_a_longest_length(owner):
    with pytest.raises(Invalid):
        actions.publish_page(owner, PageName.ABOUT, "x" * 20_001)


@pytest.mark.parametrize("who", [make.member, make.moderator])
def test_only_admins_publish(app, who):
    with pytest.raises(Refused):
        actions.publish_page(who(), PageName.ABOUT, "Mine.")


def test_the_editor_looks_before_publishing(owner, sign_in):
    client = sign_in(owner)

    page = client.post("/admin/pages/text/about", data={"body": "## Hi", "act": "preview"}).text

    assert 'id="preview-title"' in page
    assert ">Hi</h" in page
    assert queries.current_page(PageName.ABOUT) is None


def test_the_editor_writes_on_from_an_earlier_text(owner, sign_in):
    for text in ("One.", "Two."):
        actions.publish_page(owner, PageName.ABOUT, text)
    client = sign_in(owner)

    assert ">\r\nOne.</textarea>" in client.get("/admin/pages/text/about?from=1").text.replace(
        ">\nOne", ">\r\nOne"
    )
    assert client.get("/admin/pages/text/about/2").status_code == 200
    assert client.get("/admin/pages/text/about?from=9").status_code == 404
    assert client.get("/admin/pages/text/imprint").status_code == 404


def test_the_guidelines_name_who_decides_and_how_to_appeal(owner, guest):
    make.guidelines(owner)
    make.member(role=Role.MODERATOR, display_name="Mo Moderator")
    site.assign("pages.contact", "team@example.org")

    page = guest.get("/guidelines").text

    assert "Mo Moderator" in page
    assert "team@example.org" in page


def test_earlier_guidelines_stay_readable_and_say_that_they_are_old(owner, guest):
    make.guidelines(owner)
    draft = actions.begin(owner)
    actions.publish(owner, draft, actions.Change.SMALL)

    assert "This is an earlier version" in guest.get("/guidelines/1").text
    assert "This is an earlier version" not in guest.get("/guidelines/2").text


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999"])
def test_guidelines_that_are_not_published_are_not_there(owner, guest, number):
    make.guidelines(owner)
    actions.begin(owner)

    assert guest.get(f"/guidelines/{number}").status_code == 404


def test_every_page_leads_to_the_pages_about_the_house(guest, sign_in, owner):
    for client, path in ((guest, "/"), (guest, "/sign-in"), (sign_in(owner), "/admin")):
        page = client.get(path).text
        for target in ("/about", "/guidelines", "/privacy"):
            assert f'href="{target}"' in page, path


def test_guidelines_cost_the_same_for_many_clauses(owner, guest):
    make.guidelines(owner)
    guest.get("/guidelines")
    with count_queries() as few:
        guest.get("/guidelines")
    draft = actions.begin(owner)
    for number in range(9):
        actions.add_clause(owner, draft, actions.ClauseText(f"zz{number}"))
        make.moderator()
    actions.publish(owner, draft, actions.Change.SMALL)

    with count_queries() as many:
        guest.get("/guidelines")

    assert len(many) == len(few)


EASY = "Be kind. Say what you know. Do not sell here. Ask when in doubt. Keep your word. Be fair."
HARD = (
    "Participants acknowledge that contributions demonstrating insufficient consideration "
    "towards organisational confidentiality requirements constitute infringements necessitating "
    "proportionate administrative interventions without additional notification."
)


def test_short_words_in_short_sentences_read_easily():
    reading = reading_of(EASY)

    assert reading.is_easy
    assert reading.age == 9


def test_long_words_in_long_sentences_do_not():
    reading = reading_of(HARD)

    assert not reading.is_easy
    assert reading.age == 18


def test_the_hardest_sentence_is_named():
    long = "This one goes on and on until nobody knows any more where it began or why it is there."

    assert reading_of(f"{EASY} {long}").longest == long.rstrip(".")


@pytest.mark.parametrize("text", ["", "Be kind.", "友善待人。" * 40])
def test_what_cannot_be_measured_is_not_judged(text):
    assert reading_of(text) is None


def test_the_measure_serves_german_too():
    easy = "Sei nett. Sag, was du weißt. Frag nach. Bleib dabei. Halte Wort. Wir sind hier, um zu"
    easy += " lernen und zu helfen."

    assert reading_of(easy).is_easy


def test_the_editor_of_guidelines_walks_through_all_pages(owner, sign_in):
    client = sign_in(owner)
    client.post("/admin/pages/guidelines/begin")
    client.post("/admin/pages/guidelines/summary", data={"summary": EASY, "note": "All of it."})
    for title in ("zzOne", "zzTwo"):
        client.post("/admin/pages/guidelines/clauses/new", data={"title": title, "body": "zz"})
    client.post("/admin/pages/guidelines/clauses/2/move", data={"direction": "up"})
    client.post("/admin/pages/guidelines/clauses/2", data={"title": "zzUno", "body": "zz"})
    assert "Be kind." in client.get("/admin/pages/guidelines/publish").text

    answer = client.post("/admin/pages/guidelines/publish")

    assert answer.status_code == 302
    titles = [clause.title for clause in queries.clauses_of(queries.current_guidelines())]
    assert titles == ["zzTwo", "zzUno"]


def test_what_is_wrong_with_a_clause_is_said_at_its_field(owner, sign_in):
    make.guidelines(owner)
    actions.begin(owner)

    page = sign_in(owner).post(
        "/admin/pages/guidelines/clauses/1", data={"title": " ", "body": "zzkept"}
    )

    assert "Give the clause a title." in page.text
    assert "zzkept" in page.text


def test_a_version_is_not_published_without_saying_how_much_it_matters(owner, sign_in):
    make.guidelines(owner)
    draft = actions.begin(owner)

    sign_in(owner).post("/admin/pages/guidelines/publish")

    assert queries.draft().id == draft.id
