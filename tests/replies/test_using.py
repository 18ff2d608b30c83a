"""Saved replies in texts: filled, looked at before they go out, counted, and asked about later."""

from datetime import timedelta
from html import escape
from time import perf_counter

import pytest
from sqlalchemy import select, update

from forum.accounts.models import Standing
from forum.answering import actions as answering
from forum.answering import checks as answered
from forum.answering import queries as standings
from forum.answering.models import AnswerState
from forum.answering.models import Kind as MessageKind
from forum.channels.models import ChannelRole, Kind
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.moderation import actions as moderation
from forum.moderation.models import Ruling
from forum.newcomers import actions as newcomers
from forum.newcomers import checks as first_promises
from forum.newcomers import queries as first_posts
from forum.pages import queries as pages
from forum.replies import actions, checks, queries, tasks, variables, wording
from forum.replies.actions import ReplyPlan
from forum.replies.models import RuleAnswer, SavedReply, SavedReplyUse, Solved
from forum.replies.queries.places import order_in
from forum.site import actions as site
from forum.topics import actions as topics
from forum.topics import queries as posted
from forum.topics.models import Post
from tests.support import make
from tests.topics.writing import fresh, reply, start

HELLO = "Hello {member}, we look into it."


def saved(**given):
    """A saved reply, by a moderator who is made for it."""
    by = given.pop("by", None) or make.moderator()
    given = {"title": "Hello", "body": HELLO, "language": "en"} | given
    return actions.create(by, ReplyPlan(**given))


def put_in(by, one, topic):
    """What stands in the composer after the button."""
    spot = queries.of_topic(fresh(topic))
    filled = wording.filled(one, spot)
    return actions.put_in(by, one, spot, filled=filled.text, looks_after=True)


def sent(by, one, topic, more=""):
    """A reply of the team that begins with a saved one."""
    use = put_in(by, one, topic)
    post = reply(topic, by, f"{use.filled}\n\n{more}")
    return db.session.get(SavedReplyUse, use.id), post


def amiss():
    return [line for check in checks.ALL for line in check.problems()]


def test_values_are_shown_letter_for_letter_and_call_nobody(app):
    make.member(username="sven")
    topic = start(author=make.member(display_name="*Ada* <b> @sven :smile: [x](http://y.z)"))

    use = put_in(make.moderator(), saved(), topic)
    shown = posted.as_published(use.filled)

    assert "*Ada* &lt;b&gt; @sven :smile: [x](http://y.z)" in shown.html
    assert "<em>" not in shown.html
    assert "<a" not in shown.html
    assert shown.mentions == ()


def test_what_is_not_known_is_a_gap_that_has_to_be_filled_before_sending(app):
    lena, topic = make.moderator(), start()

    use = put_in(lena, saved(body="You hear from us by {deadline}."), topic)
    with pytest.raises(Invalid) as refused:
        reply(topic, lena, use.filled)
    reply(topic, lena, "You hear from us by Monday.")

    assert "⟦the day by which they hear from us⟧" in use.filled
    assert "brackets" in str(refused.value.details["words"])
    assert amiss() == []


def test_in_an_answer_to_a_complaint_twenty_letters_of_ones_own_are_needed(app):
    lena, topic = make.moderator(), start()

    use = put_in(lena, saved(kinds=("complaint",)), topic)
    for more in ("", "Sorry!", f"\n\n{use.filled}", "\n\n> quoted words that are rather long"):
        with pytest.raises(Invalid, match="blocked"):
            reply(topic, lena, use.filled + more)
    post = reply(topic, lena, use.filled + "\n\nYour second grinder too, I am sorry.")

    assert db.session.get(SavedReplyUse, use.id).post_id == post.id


def test_other_answers_need_no_line_of_ones_own(app):
    use, post = sent(make.moderator(), saved(kinds=("question",)), start())

    assert use.post_id == post.id
    assert db.session.scalar(select(SavedReply.use_count)) == 1
    assert amiss() == []


def test_what_was_taken_out_again_was_not_used(app):
    lena, topic = make.moderator(), start()
    use = put_in(lena, saved(), topic)

    reply(topic, lena, "Something else that I wrote myself instead of that.")

    assert db.session.get(SavedReplyUse, use.id) is None
    assert db.session.scalar(select(SavedReply.use_count)) == 0


def test_the_member_is_asked_once_a_topic_a_day_later_and_answers_once(app):
    lena, one = make.moderator(), saved()
    topic = start()
    use, _ = sent(lena, one, topic)
    sent(lena, one, topic)

    assert actions.ask() == 0
    with clock.at(clock.now() + timedelta(hours=25)):
        assert actions.ask() == 1
        assert actions.ask() == 0
        use = queries.use_by_id(use.id)
        actions.say(topic.author, use, Solved.PARTLY)
        with pytest.raises(Refused, match="said_already"):
            actions.say(topic.author, use, Solved.YES)

    assert queries.shares([one.id])[one.id].percent == 50


def test_nobody_else_says_whether_it_is_solved(app):
    topic = start()
    use, _ = sent(make.moderator(), saved(), topic)
    with clock.at(clock.now() + timedelta(hours=25)):
        actions.ask()

    with pytest.raises(Refused, match="not_yours"):
        actions.say(make.member(), queries.use_by_id(use.id), Solved.YES)


def test_nobody_is_asked_about_an_answer_that_is_gone(app):
    lena, topic = make.moderator(), start()
    _, post = sent(lena, saved(), topic)
    topics.delete(lena, post)

    with clock.at(clock.now() + timedelta(hours=25)):
        assert actions.ask() == 0


def test_nobody_is_asked_about_an_answer_in_a_topic_that_is_gone(app):
    lena, topic = make.moderator(), start()
    use, _post = sent(lena, saved(by=lena), topic)
    topics.delete(lena, fresh(posted.first_post(topic)))

    with clock.at(clock.now() + timedelta(days=2)):
        assert actions.ask() == 0
    assert db.session.get(SavedReplyUse, use.id).asked_at is None


def test_what_nobody_sent_is_forgotten_after_a_week(app):
    lena = make.moderator()
    one = saved(by=lena)
    kept, _post = sent(lena, one, start())
    put_in(lena, one, start())

    for days, left in ((6, 2), (8, 1)):
        with clock.at(clock.now() + timedelta(days=days)):
            tasks.plant({})
        assert len(db.session.scalars(select(SavedReplyUse.id)).all()) == left
    assert db.session.get(SavedReplyUse, kept.id).sent_at is not None


def test_a_channel_moderator_puts_one_in_and_a_member_is_refused(app, sign_in):
    topic = start()
    keeper = make.insider(topic.channel, place=ChannelRole.MODERATOR)
    one, at = saved(), f"/t/{topic.id}/saved-reply"

    answer = sign_in(keeper).post(
        at, data={"saved_title": "Hello"}, headers={"Accept": "application/json"}
    )
    refused = sign_in(make.member()).post(at, data={"saved_reply": one.id})

    assert answer.json["text"].startswith("Hello member")
    assert refused.status_code == 403
    assert db.session.scalar(select(SavedReplyUse.by_id)) == keeper.id


def test_a_number_that_no_post_has_is_that_of_the_first_post(app, sign_in):
    lena, ada = make.moderator(), make.member(display_name="Ada")
    topic = start(author=ada)

    page = sign_in(lena).post(
        f"/t/{topic.id}/saved-reply",
        data={"saved_reply": saved(by=lena).id, "reply_to": "9" * 30},
        headers={"Accept": "application/json"},
    )

    assert page.json["text"] == "Hello Ada, we look into it."


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("My order #1234567 never came", "…567"),
        ("It is AB-4455667, sent on Monday", "…667"),
        ("I bought 2 of them", ""),
        ("A-" * 30_000, ""),
        ("1-" * 30_000, "…111"),
    ],
)
def test_an_order_number_is_found_and_hostile_texts_are_read_quickly(text, hint):
    began = perf_counter()

    assert order_in(text) == hint
    assert perf_counter() - began < 0.5


def test_without_scripts_the_page_comes_back_with_the_text_and_nothing_typed_is_lost(app, sign_in):
    topic, one = start(author=make.member(display_name="Ada")), saved()
    client = sign_in(make.moderator())
    data = {"body": "I begin so.", "saved_reply": one.id}

    moved = client.post(f"/t/{topic.id}/saved-reply", data=data)
    page = client.post(moved.location, data=data).text

    assert moved.status_code == 307
    assert "I begin so.\n\nHello Ada, we look into it." in page


def test_a_title_that_nobody_knows_brings_the_page_back_too(app, sign_in):
    topic = start()
    client = sign_in(make.moderator())
    data = {"body": "I begin so.", "saved_title": "No such"}

    moved = client.post(f"/t/{topic.id}/saved-reply", data=data)
    page = client.post(moved.location, data=data).text

    assert "I begin so." in page
    assert "Choose a saved reply first." in page


def test_another_one_s_text_is_not_put_in_by_its_number(app, sign_in):
    topic = start()
    use = put_in(make.moderator(), saved(), topic)

    page = sign_in(make.moderator()).post(
        f"/t/{topic.id}/reply?fill={use.id}", data={"body": "Mine."}
    )

    assert "we look into it" not in page.text


def test_three_are_suggested_by_kind_channel_and_language(app):
    topic = start(channel=make.channel(kind=Kind.QUESTION))
    other = make.channel()
    for_question = saved(title="Q", kinds=("question",))
    here = saved(title="Here", channel_ids=(topic.channel_id,))
    saved(title="There", channel_ids=(other.id,))
    saved(title="Complaint", kinds=("complaint",))
    saved(title="Deutsch", language="de")
    anything = saved(title="Any")
    best = queries.suggested(queries.live_replies(), queries.end_of(fresh(topic)), ["en", "de"], {})

    assert [one.id for one in best] == [for_question.id, here.id, anything.id]


def test_at_the_desk_a_text_for_the_clause_comes_before_one_for_its_harm(app):
    post = reply(start())
    clause = pages.clauses_of(make.guidelines())[0]
    with app.test_request_context():
        case = moderation.hold("post", post.id, about=post.author, reason="flagged")
    case.clause_key = clause.key
    by_harm = saved(title="Harm", reasons=(str(clause.harm),))
    by_clause = saved(title="Clause", reasons=(queries.by_clause(clause.key),))
    saved(title="Other clause", reasons=(queries.by_clause("other"),))
    here = saved(title="Here", reasons=(str(clause.harm),), channel_ids=(case.channel_id,))
    saved(title="There", reasons=(str(clause.harm),), channel_ids=(make.channel().id,))

    best = queries.suggested(queries.live_replies(), queries.words_in(case), ["en"], {})

    assert {one.id for one in best} == {by_clause.id, here.id, by_harm.id}
    assert best[-1].id == by_harm.id


def test_words_of_a_decision_with_a_gap_are_refused_and_come_back(app, sign_in):
    lena, post = make.moderator(), reply(start())
    with app.test_request_context():
        case = moderation.hold("post", post.id, about=post.author, reason="flagged")
    words = "You hear from us by \u27e6the day\u27e7."
    form = {"outcome": "hide", "weight": "0", "words": words}

    answer = sign_in(lena).post(f"/admin/moderation/{case.id}/decide", data=form)

    assert answer.status_code == 422
    assert words in answer.text and "Write it, or take the brackets out." in answer.text
    assert db.session.scalar(select(Ruling.id)) is None


def test_a_note_with_a_gap_is_refused_and_comes_back(app, sign_in):
    user = make.member()
    case = moderation.hold("member", user.id, about=user, reason="approval")
    note = "You hear from us by \u27e6the day\u27e7."

    answer = sign_in(make.moderator()).post(
        f"/admin/moderation/{case.id}/reject", data={"note": note}
    )

    assert note in answer.text and "Write it, or take the brackets out." in answer.text
    assert db.session.scalar(select(Ruling.id)) is None


def posts_in(topic):
    query = select(Post.author_id, Post.body).where(Post.topic_id == topic.id).order_by(Post.number)
    return [tuple(row) for row in db.session.execute(query)][1:]


def wanted(topic, rule_id=7, **given):
    """A rule asks for an answer, twice, and the worker comes by twice."""
    one = given.get("one") or saved(title="Auto", body="Hello {member}.")
    first = given.get("post") or posted.first_post(topic)
    for _ in range(2):
        actions.answer_by_rule(rule_id, reply_id=one.id, post_id=first.id)
        tasks.answer({})


def test_a_rule_answers_once_in_the_name_that_was_chosen(app):
    account, topic = make.moderator(username="desk"), start()

    wanted(topic, one=saved())
    assert posts_in(topic) == []
    site.choose(make.admin(), "replies.account", "desk")
    wanted(topic)

    assert posts_in(topic) == [(account.id, f"Hello {topic.author.display_name}.")]
    assert amiss() == []


def test_what_a_rule_wrote_answers_nothing(app):
    make.moderator(username="desk")
    site.choose(make.admin(), "replies.account", "desk")
    topic = start()
    answering.sort_topic(topic.id, MessageKind.COMPLAINT)

    wanted(topic)
    answering.look_again([topic.id])

    assert len(posts_in(topic)) == 1
    assert standings.standing_of(topic.id).state == AnswerState.UNANSWERED
    assert [*answered.standings()] == []
    lena = make.moderator()
    heard = reply(topic, lena)
    assert standings.standing_of(topic.id).answer_id == heard.id
    assert [*answered.standings()] == []


def test_a_post_that_only_a_rule_answered_was_never_answered(app):
    with clock.at(clock.now() - timedelta(days=5)):
        make.moderator(username="desk")
        site.choose(make.admin(), "replies.account", "desk")
        wanted(start())

    assert (standings.ghosts().posts, standings.ghosts().ghosts) == (1, 1)


def test_a_rule_never_answers_the_team_nor_what_a_rule_wrote(app):
    make.moderator(username="desk")
    site.choose(make.admin(), "replies.account", "desk")
    topic, of_team = start(), start(author=make.moderator())
    one = saved(title="Auto", body="Hello.")
    wanted(topic, one=one)

    answer = posted.post_at(make.admin(), topic.id, number=2)
    wanted(topic, rule_id=8, one=one, post=answer)
    wanted(of_team, one=one)

    assert len(posts_in(topic)) == 1
    assert posts_in(of_team) == []


def test_two_workers_who_saw_the_same_wish_answer_once(app):
    make.moderator(username="desk")
    site.choose(make.admin(), "replies.account", "desk")
    topic = start()
    actions.answer_by_rule(7, reply_id=saved().id, post_id=posted.first_post(topic).id)
    seen = queries.open_answers()
    answered = update(RuleAnswer).values(done_at=clock.now(), why_not="by the other worker")
    db.session.execute(answered.execution_options(synchronize_session=False))
    db.session.commit()

    actions.answer(seen[0].id, wording.filled)

    assert posts_in(topic) == []


def test_an_answer_with_a_gap_is_not_given_and_says_why(app):
    make.moderator(username="desk")
    site.choose(make.admin(), "replies.account", "desk")
    topic = start()

    wanted(topic, one=saved(title="Gap", body="By {deadline}."))

    assert posts_in(topic) == []
    assert db.session.scalar(select(RuleAnswer.why_not)) == "gap_left"
    assert amiss() == []


def test_a_post_that_waits_is_answered_once_it_is_published(app):
    make.moderator(username="desk")
    site.choose(make.admin(), "replies.account", "desk")
    channel = make.channel(reviewed_since=clock.now())
    topic = start(channel=channel)

    wanted(topic)
    assert posts_in(topic) == []
    topics.publish(posted.first_post(topic))
    tasks.answer({})

    assert len(posts_in(topic)) == 1


def test_the_page_says_that_nobody_pressed_a_button(app, sign_in):
    make.moderator(username="desk")
    site.choose(make.admin(), "replies.account", "desk")
    topic = start()
    wanted(topic)

    reader = sign_in(make.member())
    assert reader.get(f"/t/{topic.slug}/{topic.id}").text.count("Automatic answer") == 1

    # It stays true of it when rules answer in another name, or not at all.
    for name in (make.moderator(username="other").username, ""):
        site.choose(make.admin(), "replies.account", name)
        page = reader.get(f"/t/{topic.slug}/{topic.id}").text
        assert page.count("Automatic answer") == 1


def test_a_rule_that_answers_is_saved_only_when_somebody_was_chosen(app):
    one = saved()

    with pytest.raises(Refused, match="no_account"):
        actions.check_answering(one.id)
    make.moderator(username="desk")
    site.choose(make.admin(), "replies.account", "desk")
    actions.check_answering(one.id)


@pytest.mark.parametrize(
    "name",
    [
        "1. first",
        "1) first",
        "- dash",
        "+ plus",
        "# head",
        "=== line",
        "a@example.org",
        "www.example.org",
        "https://example.org/x",
        "||hidden||",
        "::: fold",
        "&copy; `x` \\*",
        "~~~ code",
    ],
)
def test_no_value_becomes_anything_but_its_letters(app, name):
    for body in ("{quote}", "It was {quote} here."):
        filled = variables.fill(body, {"quote": name}, missing={}, is_markdown=True)

        shown = posted.as_published(filled.text)

        assert (
            shown.html.strip()
            == f'<p dir="auto">{escape(body.replace("{quote}", name), quote=False)}</p>'
        )


def test_what_a_rule_wrote_is_not_the_greeting_that_a_newcomer_is_owed(app):
    make.moderator(username="desk")
    site.choose(make.admin(), "replies.account", "desk")
    newcomer = make.member(standing=Standing.NEW)
    topic = start(newcomer)

    wanted(topic)
    newcomers.look_again([topic.id])

    assert len(posts_in(topic)) == 1
    waiting = [one.user_id for one in first_posts.waiting().items]
    assert waiting == [newcomer.id]
    assert [*first_promises.answers()] == []
    heard = reply(topic, make.moderator())
    assert first_posts.waiting().items == []
    assert [one.answer_id for one in first_posts.answered_lately()] == [heard.id]
