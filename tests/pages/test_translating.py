import pytest

from forum.kernel.policy import Invalid, Refused
from forum.pages import actions, queries, telling
from forum.pages.actions import Change, ClauseText
from forum.pages.translating import sign_of_clause, sign_of_summary
from tests.support import make
from tests.support.queries import count_queries

KIND = ClauseText("Sei nett", "Sei nett zu Menschen.", "Gut gesagt.", "Du Narr.")
GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def owner(app):
    return make.admin()


@pytest.fixture
def first(owner):
    return make.guidelines(owner)


def told(guidelines, locale="de"):
    return telling.told(guidelines, queries.clauses_of(guidelines), locale)


def test_a_clause_is_read_in_the_language_of_the_reader(guest, owner, first):
    actions.translate_clause(owner, queries.clause_at(first, 1), "de", KIND)

    german = guest.get("/guidelines", headers=GERMAN).text
    assert "Sei nett zu Menschen." in german
    assert "Du Narr." in german
    assert "zzStay with it." in german
    assert "Sei nett" not in guest.get("/guidelines").text


def test_the_original_is_a_press_away(guest, owner, first):
    actions.translate_clause(owner, queries.clause_at(first, 1), "de", KIND)

    assert 'href="?original=1"' in guest.get("/guidelines", headers=GERMAN).text
    original = guest.get("/guidelines?original=1", headers=GERMAN).text
    assert "zzBe kind to people." in original
    assert "Sei nett" not in original


def test_the_summary_has_its_translation(guest, owner, first):
    actions.translate_summary(owner, first, "de", "Sei nett.\nBleib beim Thema.")

    assert told(first).lines == ["Sei nett.", "Bleib beim Thema."]
    assert told(first, "en").lines == first.lines


def test_a_new_version_keeps_the_translations_of_what_it_says_as_before(owner, first):
    actions.translate_clause(owner, queries.clause_at(first, 1), "de", KIND)
    actions.translate_clause(
        owner, queries.clause_at(first, 2), "de", ClauseText("Thema", "Bleib.")
    )
    draft = actions.begin(owner)
    changed = ClauseText("zzKind", "Be very kind.")
    actions.change_clause(owner, draft, queries.clause_at(draft, 1), text=changed)
    actions.publish(owner, draft, Change.SMALL)

    titles = [clause.title for clause in told(draft).clauses]

    assert titles == ["zzKind", "Thema", "zzOwn"]
    assert told(first).clauses[0].title == "Sei nett"


def test_an_empty_translation_takes_it_away(owner, first):
    clause = queries.clause_at(first, 1)
    actions.translate_clause(owner, clause, "de", KIND)
    actions.translate_clause(owner, clause, "de", ClauseText(""))
    actions.translate_summary(owner, first, "de", "Kurz.")
    actions.translate_summary(owner, first, "de", " ")

    assert told(first).count == 0


@pytest.mark.parametrize(
    ("text", "field", "reason"),
    [
        (ClauseText("", "Nur Text."), "title", "empty"),
        (ClauseText("Nur Titel"), "body", "empty"),
        (ClauseText("x" * 121, "Text."), "title", "too_long"),
        (ClauseText("Titel", "Text.", "x" * 161), "dos", "long_line"),
    ],
)
def test_half_a_translation_is_refused(owner, first, text, field, reason):
    with pytest.raises(Invalid) as caught:
        actions.translate_clause(owner, queries.clause_at(first, 1), "de", text)

    assert (caught.value.field, caught.value.reason) == (field, reason)


def test_a_summary_has_seven_lines_in_every_language(owner, first):
    with pytest.raises(Invalid) as caught:
        actions.translate_summary(owner, first, "de", "\n".join("abcdefgh"))

    assert caught.value.reason == "too_many_lines"


def test_only_admins_translate(first):
    with pytest.raises(Refused):
        actions.translate_summary(make.moderator(), first, "de", "Kurz.")


def test_the_page_shows_each_text_beside_its_original(sign_in, owner, first):
    client = sign_in(owner)
    clause = queries.clause_at(first, 1)
    address = "/admin/pages/guidelines/translations?to=de"
    assert "zzBe kind to people." in client.get(address).text

    form = {"sign": sign_of_clause(clause), "title": "Sei nett", "body": ""}
    wrong = client.post(address, data=form)
    assert "Translate the text of the clause as well." in wrong.text
    assert 'value="Sei nett"' in wrong.text
    client.post(address, data=form | {"body": "Zu allen."})
    client.post(address, data={"sign": sign_of_summary(first), "body": "Kurz."})

    assert told(first).count == 2
    assert "Zu allen." in client.get(address).text


def test_languages_and_texts_that_are_not_there_are_not_found(sign_in, owner, first):
    client = sign_in(owner)

    assert client.get("/admin/pages/guidelines/translations?to=xx").status_code == 404
    lost = client.post("/admin/pages/guidelines/translations?to=de", data={"sign": "x"})
    assert lost.status_code == 404


def test_translations_cost_one_question(guest, owner, first):
    def cost():
        with count_queries() as seen:
            guest.get("/guidelines", headers=GERMAN)
        return len(seen)

    guest.get("/guidelines", headers=GERMAN)
    none = cost()
    for number in (1, 2, 3):
        actions.translate_clause(owner, queries.clause_at(first, number), "de", KIND)

    assert cost() == none
