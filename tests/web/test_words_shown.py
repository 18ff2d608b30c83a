"""Every word that any page shows has passed through gettext; German pages speak German."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from forum.badges import queries as medals
from forum.badges.supplied import SUPPLIED
from forum.channels.forms import ICONS as CHANNEL_ICONS
from forum.channels.models import Audience, Kind, Visibility
from forum.draws import queries as drawing
from forum.draws.models import Beacon
from forum.guides import queries as shelf
from forum.kernel import clock
from forum.launches import queries as launching
from forum.launches.models import Allocation, Embargo, LaunchKind, StockShown
from forum.launches.models import Audience as LaunchAudience
from forum.recognition.models import Counted
from forum.sanctions.models import SanctionKind
from forum.tiers.models import BenefitKind
from forum.tiers.supplied import SUPPLIED as TIERS
from forum.topics.models import PinScope
from forum.training import queries as training
from forum.web import language
from forum.web.templating import moment
from tests.house.words import catalogue
from tests.support import make
from tests.web.brackets import outside, texts
from tests.web.furnished import Forum, furnish
from tests.web.nesting import blocks_in_words

SILENT = ("/static/", "/style-guide", "/uploads/<")
# Pages that hold the few lists and texts of every state; each is read by everyone.
STATES = {"recognition_admin.spotlight"} | {
    "launches.show",
    "launches_admin.show",
    "orders_admin.import_report",
    "rehearsals_admin.show",
    "launch_reports_admin.show",
    "feedback_admin.show",
    "feedback_admin.results",
    "feedback.answer",
    "feedback.results",
    "topics.show",
    "topics.edit",
    "home.channel",
    "channels.about",
    "home.top",
}


@pytest.fixture
def forum(app) -> Forum:
    return furnish()


@pytest.fixture
def readers(app, forum, sign_in):
    """Somebody of each kind, with a browser."""
    return {
        "guest": app.test_client(),
        "member": sign_in(forum.member),
        "owner": sign_in(forum.owner),
    }


def test_every_page_says_nothing_outside_of_gettext_and_holds_together(
    app, forum, readers, monkeypatch
):
    monkeypatch.setitem(app.config, "FORUM_TEST_LANGUAGE", True)
    pages = {
        f"{address} as {name}": client.get(address)
        for name, client in readers.items()
        for address in addresses(app, forum)
    }

    read = {name: page for name, page in pages.items() if _is_read(page)}
    known, told = words_of_machines(app), words_of_acts()
    found = {
        name: rest
        for name, page in read.items()
        for more in [told if name.startswith(("/admin/audit ", "/admin/mail ")) else set()]
        if (rest := outside(page.text, known=known | more))
    }

    assert len(read) > 100
    assert [name for name, page in pages.items() if page.status_code >= 500] == []
    assert found == {}
    # Read once for both, because hundreds of pages take their time.
    broken = {name: blocks_in_words(page.text) for name, page in read.items()}
    assert {name: blocks for name, blocks in broken.items() if blocks} == {}


@pytest.mark.parametrize(
    "part",
    [
        "<p>Now <form></form></p>",
        "<p><span>One<div>two</div></span></p>",
        "<h2>One<ul></ul></h2>",
        "<p>One<p>two</p>",
        '<button class="x"><p>One</p></button>',
    ],
)
def test_a_planted_block_among_words_is_found(part):
    assert len(blocks_in_words(part)) >= 1


@pytest.mark.parametrize(
    "part",
    [
        "<form><p>One <span>two</span></p><p>three</p></form>",
        "<details><summary><span>One</span></summary><div><p>two</p></div></details>",
        "<p>One</p><script>'<p><div>'</script><div></div><pre>x</pre>",
        "<section><h2>One</h2><form></form></section>",
    ],
)
def test_blocks_beside_words_are_fine(part):
    assert blocks_in_words(part) == []


def test_a_word_that_somebody_forgot_is_found_on_a_page(app, guest, monkeypatch):
    monkeypatch.setitem(app.config, "FORUM_TEST_LANGUAGE", True)
    page = guest.get("/").text

    planted = page.replace("</main>", "<p>Forgotten</p></main>")

    assert outside(page) == []
    assert outside(planted) == ["Forgotten"]


@pytest.mark.parametrize(
    "part",
    [
        "<p>⟦Written by⟧ somebody</p>",
        '<button aria-label="Close">⟦Close⟧</button>',
        '<input placeholder="Search">',
        '<img alt="A picture">',
        '<a title="More">⟦More⟧</a>',
        '<site-words data-saved="Saved"></site-words>',
        '<select><option value="en">One</option></select>',
        "<p>⟦Due⟧ ⟦now</p>",
    ],
)
def test_a_planted_word_is_found(part):
    assert len(outside(part)) == 1


@pytest.mark.parametrize(
    "part",
    [
        "<p>⟦Written by⟧ zzsomebody, 12 · #3</p>",
        "<p>⟦Due <time>in 3 hours</time> here⟧</p>",
        '<p>⟦Press⟧ <kbd>Ctrl</kbd></p><code class="x">topics.close</code>',
        '<select><option value="Europe/Berlin">Berlin</option></select>',
        '<p class="channel hue-1" data-kind="question">site.name</p>',
    ],
)
def test_marked_words_and_what_people_wrote_are_fine(part):
    assert outside(part) == []


def test_pages_in_german_leave_nothing_in_english(app, forum, readers, german):
    english = {text for text, other in german.items() if other and other != text}
    # The German for a day, and values that stand in the audit log as they are.
    english -= {"Tag", "approve", "all", "none"}
    left = {}
    for name, client in readers.items():
        for address in addresses(app, forum):
            answer = client.get(address, headers={"Accept-Language": "de-DE,de"})
            if _is_read(answer) and answer.status_code != 400:
                is_page = "<html" in answer.text
                assert not is_page or '<html lang="de" dir="ltr"' in answer.text, address
                if rest := english.intersection(texts(answer.text)):
                    left[f"{address} as {name}"] = rest

    assert left == {}


def test_an_english_word_on_a_german_page_is_found(guest, german):
    page = guest.get("/", headers={"Accept-Language": "de"}).text

    said = set(texts(page.replace("</main>", "<p> Nothing here </p></main>")))

    assert german["Nothing here"] not in said
    assert {"Nothing here", german["Channels"]} <= said
    assert "Channels" not in said


def test_every_entry_of_the_catalogue_is_translated_and_calm():
    entries = [entry for entry in catalogue("de") if entry.id]
    forms = [(entry.id, entry.string) for entry in entries if isinstance(entry.string, str)]
    forms += [(entry.id, text) for entry in entries if entry.pluralizable for text in entry.string]

    assert len(forms) > 1000
    assert [name for name, text in forms if not text.strip()] == []
    assert [name for name, text in forms if text.endswith("!") or "! " in text] == []
    assert [name for name, text in forms if re.search(r"\w[*:_]innen?\b", text)] == []


@pytest.fixture(scope="module")
def german() -> dict[str, str]:
    """What the catalogue makes of each English text."""
    entries = [entry for entry in catalogue("de") if isinstance(entry.id, str) and entry.id]
    return {entry.id: entry.string for entry in entries if not entry.context}


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=20), "gerade eben"),
        (timedelta(minutes=5), "vor 5 Minuten"),
        (timedelta(hours=1), "vor 1 Stunde"),
        (timedelta(days=3), "vor 3 Tagen"),
        (timedelta(hours=-2), "in 2 Stunden"),
        (timedelta(days=20), "12.04.2026"),
    ],
)
def test_moments_are_told_in_german(app, ago, words):
    now = datetime(2026, 5, 2, 15, 4, tzinfo=UTC)

    with clock.at(now), app.test_request_context(headers={"Accept-Language": "de"}):
        told = moment(now - ago)

    assert f">{words}</time>" in told


def test_the_exact_moment_is_told_in_german_on_hover(app):
    with app.test_request_context(headers={"Accept-Language": "de"}):
        told = moment(datetime(2026, 5, 2, 15, 4, tzinfo=UTC))

    assert 'title="02.05.2026, 15:04:00"' in told


@pytest.mark.parametrize(("language", "shown"), [("de", "12.345 Aufrufe"), ("en", "12,345 views")])
def test_numbers_are_written_as_the_language_does(guest, language, shown):
    topic = make.topic(view_count=12_345)

    page = guest.get(f"/t/topic/{topic.id}", headers={"Accept-Language": language})

    assert shown in " ".join(texts(page.text))


def test_a_member_reads_in_the_language_they_chose(sign_in):
    client = sign_in(make.member(locale="de"))

    page = client.get("/", headers={"Accept-Language": "en"}).text

    assert '<html lang="de" dir="ltr"' in page
    assert "Neueste Themen" in texts(page)


def test_a_language_that_runs_from_right_to_left_turns_the_page(guest, monkeypatch):
    monkeypatch.setitem(language.LANGUAGES, "he", "עברית")

    turned = guest.get("/", headers={"Accept-Language": "he"}).text
    straight = guest.get("/", headers={"Accept-Language": "de"}).text

    assert '<html lang="he" dir="rtl"' in turned
    assert '<html lang="de" dir="ltr"' in straight


def addresses(app, forum: Forum) -> Iterator[str]:
    """Every page that can be asked for, with people and things put into its address."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and not rule.rule.startswith(SILENT):
            many = {name: values_of(name, rule.rule, forum) for name in rule.arguments}
            choices = list(product(*many.values()))
            for choice in choices if rule.endpoint in STATES else choices[:1]:
                given = dict(zip(many, choice, strict=True))
                yield adapter.build(rule.endpoint, given)


def values_of(name: str, rule: str, forum: Forum) -> list[object]:
    """What can stand in this place of an address; a new kind of place needs a line here."""
    if name == "slug":
        return [room.slug for room in forum.channels] if rule.startswith("/c/") else ["zz"]
    known = {
        "topic_id": [topic.id for topic in forum.topics],
        "post_id": [post.id for post in forum.posts],
        "channel_id": [room.id for room in forum.channels],
        "section_id": [forum.channels[0].section_id],
        "user_id": [forum.member.id],
        "username": [forum.member.username],
        "draft_id": [forum.draft.id],
        "conversation_id": forum.talks,
        "message_id": [forum.message],
        "bookmark_id": [forum.bookmark.id],
        "number": [1],
        "store_id": forum.sold[0],
        "product_id": forum.sold[1],
        "import_id": forum.sold[2],
        "badge": ["first-post", "ambassador"],
        "badge_id": [medals.badge_at(slug).id for slug in ("first-post", "ambassador")],
        "award_id": [forum.award],
        "tier_id": forum.tiers.tiers,
        "benefit_id": [forum.tiers.benefit],
        "membership_id": [forum.tiers.membership],
        "task_id": [forum.tiers.task],
        "pool_id": forum.pools[0],
        "perk_id": forum.pools[2],
        "code_id": forum.pools[1],
        "goal_id": [1],
        "milestone_id": [forum.celebrated[1]],
        "round_id": forum.celebrated[0],
        "thanks_id": [1],
        "first_post_id": [forum.newcomers.first_post],
        "source_id": [forum.newcomers.source],
        "invitation_id": [forum.newcomers.link],
        "code": [forum.newcomers.code],
        "sanction_id": [forum.decided.sanction],
        "case_id": [forum.decided.case],
        "ruling_id": [forum.decided.ruling],
        "reply_id": [forum.decided.saved],
        "use_id": [forum.decided.use],
        "appeal_id": [forum.decided.appeal],
        "month": forum.months,
        "rule_id": [forum.decided.rule],
        "attempt_id": [forum.decided.attempt, forum.decided.attempt + 1],
        "place": [1],
        "trial_id": [1],
        "calibration_case_id": [1],
        "guide_id": [one.id for one in shelf.guides()],
        "step_id": [step.id for one in shelf.guides() for step in shelf.steps_of(one)],
        "position": [1],
        "calibration_id": [one.id for one in training.rounds()],
        "scenario_id": [one.scenario.id for one in training.all_scenarios()],
        "wave_id": [forum.decided.wave],
        "kind": ["post"],
        "target_id": [post.id for post in forum.posts],
        "team": ["moderation"],
        "circle_id": [forum.newcomers.circle],
        "drawn": forum.launches.slugs[-3:],
        "drawn_id": forum.launches.drawn,
        "draw_entry_id": [drawing.entries_of(forum.launches.drawn[0])[-1].id],
        "launch": forum.launches.slugs,
        "lobby_id": [room.window_id for room, *_ in launching.all_lobbies()],
        "launch_id": forum.launches.launches,
        "question_id": [forum.launches.question],
        "promise_id": [forum.launches.promise],
        "window_id": [forum.launches.window],
        "entry_id": [1],
        "place_id": [forum.newcomers.place],
        "token": ["zznothing"],
        "tag_id": [forum.tag.id],
        "period": ["week", "all"],
        "name": ["zztag"],
        "key": ["site.name"],
        "letter": ["notices.mention"],
        "notice_id": [1],
        "word": ["zznothing"],
        "asked": ["zznothing"],
        "message": ["question"],
        "tending": ["seen"],
        "call_id": [1],
        "page": ["about"],
        "standing": ["member"],
        "step": ["brand"],
        "backup_id": forum.backups,
        "public_id": ["zznothing"],
        "reason": ["reaction"],
        "job_id": [1],
        "letter_id": [1],
    }
    return known[name]


def words_of_machines(app) -> set[str]:
    """What settings say: values that are keys, and are shown as they are typed."""
    settings = app.extensions["settings"].by_key.values()
    return {str(value) for each in settings for value in (each.default, *each.choices)}


def words_of_acts() -> set[str]:
    """Keys by which the audit log tells what was there before and is there now."""
    told = {*PinScope, *BenefitKind, *Counted, *Kind, *Visibility, *Audience, *CHANNEL_ICONS}
    told |= {*Beacon, *Embargo, *Allocation, *StockShown, *LaunchKind, *LaunchAudience}
    told |= {*SanctionKind, "{'do': 'hint', 'words': ''}"}
    # Subjects of letters, in the language of whoever got them.
    told |= {"You cannot write at Guildhall for a while", "A test of the ladder at Guildhall"}
    return {str(each) for each in (*told, *(one.slug for one in (*SUPPLIED, *TIERS)))}


def _is_read(answer) -> bool:
    """Nobody reads a redirection."""
    return answer.mimetype == "text/html" and answer.location is None
