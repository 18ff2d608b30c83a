from forum.automod import actions, queries
from forum.automod.actions import RulePlan
from tests.support import make
from tests.topics.writing import start

DEED = [{"do": "hint", "words": "Think twice."}]
PLAN = RulePlan("Mine", {"is": "words", "text": "forbidden"}, DEED)


def test_an_admin_clicks_a_rule_together_and_tries_it(sign_in):
    client = sign_in(make.admin())
    start(body="A tulip.")
    form = {"name": "Tulips", "c.0.join": "all", "new.0": "words", "is_on": "y"}

    page = client.post("/admin/automod/new", data=form | {"do": "leaf:0"}).text
    assert 'name="c.0.0.text"' in page
    form |= {"c.0.0.what": "words", "c.0.0.text": "tulip", "a.0.do": "hold"}
    assert "met 1 text" in client.post("/admin/automod/new", data=form | {"do": "try"}).text
    client.post("/admin/automod/new", data=form | {"do": "save"})

    assert [rule.name for rule in queries.rules()] == ["Tulips"]
    assert client.get("/admin/automod").status_code == 200
    assert client.get(f"/admin/automod/{queries.rules()[0].id}").status_code == 200
    assert client.get("/admin/automod/history").status_code == 200


def test_a_text_is_tried_without_being_stored(sign_in):
    actions.create(make.admin(), PLAN)
    client = sign_in(make.moderator())

    page = client.post("/admin/automod", data={"body": "This is forbidden."}).text

    assert "Think twice." in page


def test_a_hint_stands_above_the_text_and_posting_anyway_posts(sign_in):
    rule = actions.create(make.admin(), PLAN)
    topic = start()
    client = sign_in(make.member())

    asked = client.post(f"/t/{topic.id}/reply", data={"body": "It is forbidden."})
    done = client.post(
        f"/t/{topic.id}/reply", data={"body": "It is forbidden.", "heard": str(rule.id)}
    )

    assert asked.status_code == 422
    assert "Think twice." in asked.text
    assert "It is forbidden." in asked.text
    assert done.status_code == 302


def test_hints_come_while_typing(sign_in):
    actions.create(make.admin(), PLAN)
    client = sign_in(make.member())

    assert "Think twice." in client.post("/automod/hints", data={"body": "forbidden"}).text
