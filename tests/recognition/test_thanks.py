"""Thanks: given by a value of the house, three in a day, and gone with what they were for."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.accounts.models import Fate
from forum.activity import queries as activity
from forum.activity.models import Deed, DeedKind
from forum.channels.models import Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.recognition import actions, checks, queries
from forum.recognition.actions import NewThanks
from forum.recognition.models import Thanks
from forum.recognition.settings import VALUES
from forum.topics import actions as topics
from forum.topics import queries as texts
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import choose, fresh, reason_of, reply, start

NEW = NewThanks("Helpful", "You took the time.")


@pytest.fixture
def ada(app):
    return make.member(username="ada", display_name="Ada")


@pytest.fixture
def ben(app):
    return make.member(username="ben", display_name="Ben")


def proven() -> list[str]:
    return [problem for check in checks.ALL for problem in check.problems()]


def received(member) -> int:
    return activity.values(activity.METRICS["thanks_received"]).get(member.id, 0)


def test_thanks_are_written_down_and_counted(ada, ben):
    given = actions.thank(ada, ben, NEW)

    deed = db.session.scalars(select(Deed).where(Deed.kind == DeedKind.THANKED)).one()
    assert (deed.who_id, deed.to_id, deed.words) == (ada.id, ben.id, "Helpful")
    assert received(ben) == 1
    assert given.note == "You took the time."


def test_the_fourth_of_a_day_is_refused_until_the_first_is_a_day_old(ada, sign_in):
    others = [make.member() for _ in range(4)]
    first = clock.now()
    for other in others[:3]:
        actions.thank(ada, other, NEW)

    assert reason_of(actions.thank, ada, others[3], NEW) == "thanks_spent"
    page = sign_in(ada).post(
        f"/members/{others[3].username}/thanks", data={"value": "Helpful", "note": "zzmine"}
    )
    assert page.status_code == 403
    assert "You can thank again" in page.text and "zzmine" in page.text
    with clock.at(first + timedelta(hours=24, minutes=1)):
        assert reason_of(actions.thank, ada, others[3], NEW) == ""


def test_what_is_taken_back_counts_no_longer_and_is_spent_all_the_same(ada, ben):
    given = actions.thank(ada, ben, NEW)
    actions.withdraw(ada, given)
    actions.withdraw(ada, given)

    assert received(ben) == 0
    assert len(queries.last_given(ada)) == 1
    assert reason_of(actions.withdraw, ben, given) == "not_yours"


def test_nobody_thanks_themselves_nor_somebody_who_is_not_here(ada, ben):
    gone = make.member(deactivated_at=clock.now())
    silent = make.member(silenced_until=clock.now() + timedelta(days=1))

    assert reason_of(actions.thank, ada, ada, NEW) == "own_thanks"
    assert reason_of(actions.thank, ada, gone, NEW) == "receiver_away"
    assert reason_of(actions.thank, silent, ada, NEW) == "silenced"
    assert reason_of(actions.thank, ada, ben, NewThanks("Loud")) == "value: no_choice"
    assert reason_of(actions.thank, ada, ben, NewThanks("Helpful", "x" * 281)) == "note: too_long"


def test_one_post_is_thanked_for_once_and_takes_the_thanks_along(ada, ben):
    post = reply(start(), ben)
    actions.thank_for(ada, fresh(post), NEW)

    assert reason_of(actions.thank_for, ada, fresh(post), NEW) == "value: thanked_already"
    boss = make.admin()
    topics.delete(boss, fresh(post))
    assert received(ben) == 0
    topics.restore(boss, fresh(post))
    assert received(ben) == 1


def test_thanks_taken_back_stay_so_when_the_post_comes_back(ada, ben):
    post, boss = reply(start(), ben), make.admin()
    actions.withdraw(ada, actions.thank_for(ada, fresh(post), NEW))
    topics.delete(boss, fresh(post))
    topics.restore(boss, fresh(post))

    assert received(ben) == 0


@pytest.mark.parametrize("takes_topic", [False, True])
def test_thanks_taken_back_while_the_post_is_away_stay_so(ada, ben, takes_topic):
    topic, boss = start(), make.admin()
    post = reply(topic, ben)
    given = actions.thank_for(ada, fresh(post), NEW)
    gone = texts.first_post(fresh(topic)) if takes_topic else fresh(post)

    topics.delete(boss, gone)
    actions.withdraw(ada, given)
    topics.restore(boss, fresh(gone))

    assert received(ben) == 0


def test_the_brand_chooses_the_values(ada, ben):
    choose(VALUES, "Brave, Kind ,Brave")

    assert queries.values() == ["Brave", "Kind"]
    assert reason_of(actions.thank, ada, ben, NEW) == "value: no_choice"
    actions.thank(ada, ben, NewThanks("Kind"))


def test_a_member_thanks_for_a_post_by_clicks(ada, ben, sign_in, guest):
    topic = start(ben)
    post = reply(topic, ben)
    client = sign_in(ada)

    assert "Thank" in client.get(f"/t/x/{topic.id}", follow_redirects=True).text
    assert "Helpful" in client.get(f"/p/{post.id}/thanks").text
    data = {"value": "Curious", "note": "zznote"}
    done = client.post(f"/p/{post.id}/thanks", data=data, follow_redirects=True).text

    assert "Ben will be glad to hear it." in done and "1 thanks" in done
    assert "zznote" in guest.get("/thanks").text
    assert "Curious · 1" in guest.get("/members/ben").text
    given = db.session.scalars(select(Thanks)).one()
    client.post(f"/thanks/{given.id}/withdraw")
    assert "zznote" not in guest.get("/thanks").text


def test_thanks_for_a_post_behind_a_door_are_read_by_those_inside(ada, sign_in, guest):
    room = make.channel(visibility=Visibility.PRIVATE)
    writer, insider = make.insider(room, username="writer"), make.insider(room)
    post = reply(start(writer, room), writer)
    actions.thank_for(insider, fresh(post), NewThanks("Helpful", "zzinside"))

    assert "zzinside" not in guest.get("/thanks").text + guest.get("/members/writer").text
    assert "zzinside" in sign_in(insider).get("/thanks").text
    assert sign_in(ada).get(f"/p/{post.id}/thanks").status_code == 404


def test_a_topic_page_asks_once_for_the_thanks_of_all_its_posts(ada, guest):
    topic = start()

    def cost() -> int:
        with count_queries() as seen:
            guest.get(f"/t/x/{topic.id}", follow_redirects=True)
        return len([line for line in seen if "FROM thanks" in line])

    reply(topic)
    few = cost()
    for _ in range(8):
        actions.thank_for(make.member(), fresh(reply(topic)), NEW)

    assert cost() == few == 1


def test_two_accounts_become_one_without_thanking_themselves(ada, ben):
    third, boss = make.member(), make.admin()
    actions.thank(ada, ben, NEW)
    actions.thank(ada, third, NEW)

    accounts.merge_members(boss, ada, ben)

    db.session.expire_all()
    assert received(ben) == 0 and received(third) == 1
    assert proven() == []


def test_thanks_of_two_accounts_for_one_post_are_one_once_they_are_one(ada, ben):
    writer = make.member()
    post = reply(start(), writer)
    actions.thank_for(ada, fresh(post), NEW)
    actions.thank_for(ben, fresh(post), NEW)

    accounts.merge_members(make.admin(), ada, ben)

    db.session.expire_all()
    assert received(writer) == 1
    assert proven() == []


@pytest.mark.parametrize("fate", Fate)
def test_verify_stays_true_when_somebody_leaves_who_thanked_and_was_thanked(ada, ben, fate):
    of_ada, of_ben = reply(start(ben), ada), reply(start(ada), ben)
    actions.thank_for(ada, fresh(of_ben), NEW)
    actions.thank_for(ben, fresh(of_ada), NEW)
    actions.thank(ada, ben, NEW)
    actions.thank(ben, ada, NEW)
    actions.withdraw(ada, actions.thank(ada, make.member(), NEW))

    accounts.ask_to_leave(ada, fate)
    with clock.at(clock.now() + timedelta(days=15)):
        assert accounts.carry_out(ada.id)
        db.session.expire_all()

        assert proven() == []
    # What she was thanked for went with her texts; what she thanked for is still there.
    assert (received(ada), received(ben)) == (1 if fate == Fate.DELETED else 2, 2)
