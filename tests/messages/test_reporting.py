"""What the team sees: the reported message with three before and three after, and no more."""

from datetime import timedelta

from sqlalchemy import select

from forum.audit.models import AuditEntry
from forum.kernel import clock
from forum.kernel.db import db
from forum.messages import actions
from forum.messages.actions.looking import READ
from forum.messages.models import Complaint, MessageReport, ReportedLine
from forum.moderation.models import Reviewable
from tests.messages.talking import begin, member, place, reason_of, send, visible
from tests.support import make


def talk_of_ten():
    ann, ben = member(), member()
    first = begin(ann, ben, body="Word-1 here.")
    rest = [send(ann, first.conversation_id, f"Word-{number} here.") for number in range(2, 11)]
    return ann, ben, [first, *rest]


def test_the_team_reads_seven_messages_as_they_stood(app, sign_in):
    ann, ben, messages = talk_of_ten()
    client = sign_in(ben)

    form = client.get(f"/messages/m/{messages[4].id}/report").text
    given = {"complaint": "hurtful", "note": "Please look."}
    client.post(f"/messages/m/{messages[4].id}/report", data=given)
    actions.edit(ann, visible(ann, messages[4]), "Nothing happened.")
    actions.delete(ann, visible(ann, messages[3]))
    queue = sign_in(make.moderator()).get("/admin/moderation").text

    assert "up to 3 before and 3 after" in form
    for number in range(2, 9):
        assert f"Word-{number} here." in queue
    for number in (1, 9, 10):
        assert f"Word-{number} here." not in queue
    assert "Nothing happened." not in queue
    assert "Please look." in queue


def test_whoever_reads_a_report_stands_in_the_log_once_an_hour(app, sign_in):
    _, ben, messages = talk_of_ten()
    talk = messages[0].conversation_id
    actions.report(ben, visible(ben, messages[4]), place(ben, talk), complaint=Complaint.SPAM)
    moderator, now = make.moderator(), clock.now()
    client = sign_in(moderator)

    for minutes in (0, 5, 90):
        with clock.at(now + timedelta(minutes=minutes)):
            client.get("/admin/moderation")

    read = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == READ)).all()
    (report_id,) = db.session.scalars(select(MessageReport.id)).all()
    assert [(one.actor_id, one.target_id) for one in read] == [(moderator.id, report_id)] * 2
    log = sign_in(make.admin()).get("/admin/audit").text
    assert "read a reported private message" in log


def test_those_in_the_conversation_see_that_it_was_reported_and_not_by_whom(app, sign_in):
    ann, ben, messages = talk_of_ten()
    talk = messages[0].conversation_id
    actions.report(ben, visible(ben, messages[4]), place(ben, talk), complaint=Complaint.OTHER)

    page = sign_in(ann).get(f"/messages/{talk}").text

    assert page.count("This message was reported.") == 1


def test_rejecting_takes_the_message_away_and_approving_leaves_it(app, sign_in):
    ann, ben, messages = talk_of_ten()
    talk, late = messages[0].conversation_id, member()
    actions.add(ann, place(ann, talk), late.username)
    messages = [send(ann, talk, "Word-11 here."), send(ann, talk, "Word-12 here.")]
    for one, message in zip((ben, late), messages, strict=True):
        actions.report(one, visible(one, message), place(one, talk), complaint=Complaint.SPAM)
    cases = db.session.scalars(select(Reviewable).order_by(Reviewable.id)).all()
    client = sign_in(make.moderator())

    client.post(f"/admin/moderation/{cases[0].id}/reject", data={"note": "Not like this."})
    client.post(f"/admin/moderation/{cases[1].id}/approve")

    assert visible(ann, messages[0]).is_deleted
    assert not visible(ann, messages[1]).is_deleted
    assert "removed by a moderator" in sign_in(ben).get(f"/messages/{talk}").text


def test_two_messages_of_the_same_two_are_one_case_that_weighs_the_worse(app, sign_in):
    ann, ben, messages = talk_of_ten()
    talk = messages[0].conversation_id
    said = [(messages[0], Complaint.UNWANTED), (messages[8], Complaint.HURTFUL)]
    for message, complaint in said:
        actions.report(ben, visible(ben, message), place(ben, talk), complaint=complaint)
    case = db.session.scalars(select(Reviewable)).one()
    queue = sign_in(make.moderator()).get("/admin/moderation").text
    assert "1 message more stands in this case" in queue
    assert "Word-1 here." in queue and "Word-9 here." in queue
    assert (case.severity, case.version) == (45, 2)

    sign_in(make.moderator()).post(f"/admin/moderation/{case.id}/reject", data={"note": "No."})

    assert visible(ann, messages[0]).is_deleted and visible(ann, messages[8]).is_deleted
    assert not visible(ann, messages[1]).is_deleted


def test_what_is_reported_after_the_decision_is_a_case_of_its_own(app, sign_in):
    _, ben, messages = talk_of_ten()
    talk = messages[0].conversation_id
    actions.report(ben, visible(ben, messages[0]), place(ben, talk), complaint=Complaint.SPAM)
    case = db.session.scalars(select(Reviewable)).one()
    sign_in(make.moderator()).post(f"/admin/moderation/{case.id}/approve")

    actions.report(ben, visible(ben, messages[1]), place(ben, talk), complaint=Complaint.SPAM)

    assert len(db.session.scalars(select(Reviewable)).all()) == 2


def test_one_report_is_enough(app):
    _, ben, messages = talk_of_ten()
    talk = messages[0].conversation_id

    for _ in range(2):
        found = visible(ben, messages[0])
        actions.report(ben, found, place(ben, talk), complaint=Complaint.SPAM)

    assert len(db.session.scalars(select(MessageReport)).all()) == 1
    assert len(db.session.scalars(select(Reviewable)).all()) == 1


def test_two_who_report_one_message_make_one_case_that_says_both(app, sign_in):
    ann, ben, late = member(), member(), member()
    first = begin(ann, ben, body="Word-1 here.")
    talk = first.conversation_id
    actions.add(ann, place(ann, talk), late.username)
    new = send(ann, talk, "Word-2 here.")
    for one, note in ((ben, "It hurts."), (late, "Me too.")):
        actions.report(
            one, visible(one, new), place(one, talk), complaint=Complaint.HURTFUL, note=note
        )

    queue = sign_in(make.moderator()).get("/admin/moderation").text

    assert len(db.session.scalars(select(Reviewable)).all()) == 1
    assert "It hurts." in queue and "Me too." in queue
    assert f"Reported by {late.display_name} too." in queue


def test_a_message_that_was_left_can_be_reported_again_by_somebody_else(app, sign_in):
    ann, ben, late = member(), member(), member()
    talk = begin(ann, ben, body="Word-1 here.").conversation_id
    actions.add(ann, place(ann, talk), late.username)
    new = send(ann, talk, "Word-2 here.")
    actions.report(ben, visible(ben, new), place(ben, talk), complaint=Complaint.SPAM)
    case = db.session.scalars(select(Reviewable)).one()
    sign_in(make.moderator()).post(f"/admin/moderation/{case.id}/approve")

    actions.report(late, visible(late, new), place(late, talk), complaint=Complaint.SPAM)

    assert len(db.session.scalars(select(Reviewable)).all()) == 2


def test_nobody_reports_themselves_or_what_is_gone(app):
    ann, ben, messages = talk_of_ten()
    talk = messages[0].conversation_id
    own = reason_of(
        actions.report, ann, visible(ann, messages[0]), place(ann, talk), complaint=Complaint.SPAM
    )
    actions.delete(ann, visible(ann, messages[1]))
    gone = reason_of(
        actions.report, ben, visible(ben, messages[1]), place(ben, talk), complaint=Complaint.SPAM
    )

    assert (own, gone) == ("own_message", "message_deleted")


def test_words_that_are_too_long_are_given_back(app, sign_in):
    _, ben, messages = talk_of_ten()

    answer = sign_in(ben).post(
        f"/messages/m/{messages[0].id}/report", data={"complaint": "other", "note": "x" * 1001}
    )

    assert answer.status_code == 422
    assert "x" * 1001 in answer.text


def test_who_came_late_shows_the_team_only_what_they_may_read(app):
    ann, ben, messages = talk_of_ten()
    talk, late = messages[0].conversation_id, member()
    actions.add(ann, place(ann, talk), late.username)
    new = send(ann, talk, "Word-11 here.")

    made = actions.report(late, visible(late, new), place(late, talk), complaint=Complaint.SPAM)

    found = db.session.get(MessageReport, made.id)
    numbers = db.session.scalars(
        select(ReportedLine.number).where(ReportedLine.report_id == found.id)
    ).all()
    assert numbers == [11]
    assert ben.id
