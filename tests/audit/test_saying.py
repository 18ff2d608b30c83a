"""The audit log says every act of the team in words, with every value of it."""

import ast
import html
import re

import pytest
from sqlalchemy import select

from forum import slices
from forum.audit import actions as audit
from forum.audit.models import AuditEntry
from forum.badges import criteria
from forum.badges.criteria import Leaf
from forum.kernel.db import db
from forum.launches.words import EVENTS
from forum.sanctions import actions as sanctions
from forum.sanctions.models import Reasons, SanctionKind, SanctionWish
from forum.standing.settings import ABILITIES, CRITERIA, LIMITS
from tests.audit.test_acts import ACTS, World, prepare
from tests.house.source import python
from tests.support import make
from tests.support.queries import count_queries

ROW = re.compile(r'<tr id="line-(\d+)">(.*?)</tr>', re.DOTALL)
# What only a program would say: a word with a sign in it, a list or a dictionary.
RAW = re.compile(r"\b[a-z]+_[a-z_]+\b|[{\[]|&#34;")
VERB = re.compile(r"[a-z_]+\.[a-z_]+")
# What is named like an act, and is none: turns that are waited for, pages and letters.
NO_ACTS = {"wait_for_turn", "address", "post", "enqueue"}


def rows_of(page):
    return {int(number): row for number, row in ROW.findall(page)}


def shown(row):
    """The words of a line; what stands before a fact only where it is said raw."""
    row = re.sub(r"<dt>[^<]*</dt>", " ", row)
    return re.sub(r"<[a-z/][^>]*>", " ", row.replace("<code>", "{"))


def said_of(client, verb, kind="user", target_id=0, **facts):
    """How the log says one act."""
    line = audit.record(make.admin(), verb, kind, target_id, **facts)
    db.session.commit()
    return shown(rows_of(client.get("/admin/audit").text)[line.id])


def verbs_in_the_source():
    """Every act that is written down by its full name."""
    prefixes = {manifest.name for manifest in slices.ALL} | {"posts", "tags"}
    for file in python():
        if file.room not in {"actions", "listeners"}:
            continue
        for call in (node for node in ast.walk(file.tree) if isinstance(node, ast.Call)):
            called = getattr(call.func, "attr", getattr(call.func, "id", ""))
            words = [one.value for one in call.args if isinstance(one, ast.Constant)]
            if called not in NO_ACTS:
                named = (word for word in words if isinstance(word, str) and VERB.fullmatch(word))
                yield from (word for word in named if word.partition(".")[0] in prefixes)


@pytest.mark.parametrize("endpoint", ACTS)
def test_an_act_is_said_in_words_with_all_that_it_changed(sign_in, app, endpoint):
    boss = make.admin()
    client = sign_in(boss)
    address, data = ACTS[endpoint][1](World())
    prepare(client, endpoint)
    client.post(address, data=data).close()

    lines = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).all()
    rows = rows_of(sign_in(make.admin()).get("/admin/audit").text)

    assert lines
    for line in lines:
        assert not RAW.search(shown(rows[line.id])), (line.verb, shown(rows[line.id]))


def test_every_act_that_the_source_names_has_words(app):
    known = set(app.extensions["acts"].by_verb)
    found = set(verbs_in_the_source())

    assert len(found) > 150
    assert found - known == set()


def test_whatever_befalls_a_launch_has_words(app):
    told = {event for event in EVENTS if not event.startswith(("draw_", "lobby_", "created"))}

    assert {f"launches.{event}" for event in told} <= set(app.extensions["acts"].by_verb)


def test_two_slices_never_say_the_same_act(app):
    said = [verb for manifest in slices.ALL for verb in manifest.acts.verbs]

    assert len(said) == len(set(said))


def test_what_a_badge_asks_for_is_said_as_a_sentence(sign_in):
    client = sign_in(make.admin())
    asked = criteria.written(Leaf("accepted_answers", 10, window_days=90, channel=3))

    words = said_of(client, "badges.change", "badge", after={"criteria": asked})

    assert "10 accepted answers in number 3 within 90 days" in words and not RAW.search(words)


def test_goals_and_reasons_are_said_in_a_line(sign_in):
    client = sign_in(make.admin())
    goal = {"metric": "topics_a_week", "target": 20, "words": "More talk"}
    reason = {"title": "Answers", "words": "", "metric": None, "promised": None}

    goals = said_of(client, "setup.set_goals", "goals", after={"goals": [goal]})
    reasons = said_of(client, "setup.put_reasons", "reasons", after={"reasons": [reason]})

    assert "More talk · Topics a week: 20" in goals and not RAW.search(goals)
    assert "Answers" in reasons and not RAW.search(reasons)


def test_settings_are_said_by_what_they_are_for(sign_in, app):
    client = sign_in(make.admin())
    known = app.extensions["settings"].by_key

    said_of(client, "site.choose", "setting", after=dict.fromkeys(known, 1))

    page = html.unescape(client.get("/admin/audit").text)
    assert [one.key for one in known.values() if f"<dt>{one.help}</dt>" not in page] == []


def test_what_standing_allows_and_asks_for_is_said_in_words(sign_in):
    client = sign_in(make.admin())
    chosen = {one.key: one.default for one in (*CRITERIA.values(), *LIMITS.values())}
    chosen |= {one.key: one.default for one in ABILITIES.values()}

    words = said_of(client, "site.choose", "setting", after=chosen)

    assert "Days" in words and "New 2, Basic 10, Member 25, Regular 50, Leader no limit" in words
    assert "Days here: 2; Topics and replies: 3" in words


def test_things_that_acts_name_by_number_are_said_by_name(sign_in):
    client = sign_in(make.admin())
    world = World()
    pool, tier = world.pool("upload"), world.tier("press")
    after = {"pool_id": pool.id, "tier_id": tier.id, "audience": "tier", "words": ""}

    words = said_of(client, "codes.offer", "perk", after=after)

    assert pool.label in words and "Press" in words and not RAW.search(words)


def test_the_page_costs_the_same_for_many_acts(sign_in):
    client, boss = sign_in(make.admin()), make.admin()
    kinds = [("badges.change", "badge"), ("tiers.change", "tier"), ("launches.pause", "launch")]

    def note(times):
        for number in range(times):
            for verb, kind in kinds:
                audit.record(boss, verb, kind, number + 1, after={"note": "zz"})
        db.session.commit()

    note(1)
    client.get("/admin/audit")
    with count_queries() as few:
        client.get("/admin/audit")
    note(8)
    with count_queries() as many:
        client.get("/admin/audit")

    assert len(many) == len(few)


def test_sanctions_are_said_with_their_length_and_weight(sign_in):
    boss, ada = make.admin(), make.member()
    wish = SanctionWish(SanctionKind.SUSPENSION, 72, 3)
    sanctions.impose(boss, ada, wish, reasons=Reasons("", 0, "Please wait."))

    page = sign_in(boss).get("/admin/audit").text

    assert "decided about a member" in page
    assert "Suspension" in page and "3 days" in page and "Serious, counts 3" in page


def test_who_sits_in_a_team_is_said_by_name(sign_in):
    boss = make.admin()
    lena = make.moderator(username="lena", display_name="Lena Lind")
    client = sign_in(boss)
    form = {"name": "Moderation", "time_zone": "UTC", "capacity": "7", "members": lena.username}
    form |= {"opens-0": "09:00", "closes-0": "17:00"}
    client.post("/admin/moderation/teams/moderation", data=form)

    page = client.get("/admin/audit").text

    assert "arranged a team" in page and "Lena Lind" in page and "Mon 9:00-17:00" in page


def test_an_act_without_words_is_shown_as_it_is(app, sign_in, monkeypatch):
    boss = make.admin()
    client = sign_in(boss)
    client.post("/admin/moderation/teams", data={"name": "Evenings"})
    monkeypatch.delitem(app.extensions["acts"].by_verb, "moderation.add_team")

    assert "<code>moderation.add_team</code>" in client.get("/admin/audit").text
