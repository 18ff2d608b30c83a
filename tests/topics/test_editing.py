import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts.models import Guest
from forum.audit.models import AuditEntry
from forum.channels.models import Kind
from forum.drafts import actions as drafts
from forum.drafts import queries as draft_queries
from forum.kernel import clock
from forum.kernel.db import db
from forum.topics import actions, queries
from forum.topics.actions import Change, Conflict, Outcome
from forum.topics.models import Post, Revision, State
from forum.topics.signals import PostEdited
from tests.support import make
from tests.topics.writing import broken_promises, fresh, reason_of, reply, start

LATER = timedelta(minutes=6)


def mark_of(post: Post) -> str:
    return queries.wording_of(fresh(post)).mark


def edit(editor, post: Post, body: str, **given) -> Outcome:
    base = given.pop("base", None) or mark_of(post)
    return actions.edit(editor, fresh(post), Change(body, base, **given))


def first_of(topic) -> Post:
    return queries.first_post(fresh(topic))


def revisions() -> list[Revision]:
    return list(db.session.scalars(select(Revision).order_by(Revision.version)))


def test_the_first_minutes_leave_no_trace(app):
    author = make.member()
    post = reply(start(), author, "Teh slip.")

    assert edit(author, post, "The slip.") == Outcome.CHANGED
    assert post.body == "The slip."
    assert "The slip." in post.html
    assert (post.version, post.edited_at) == (1, None)
    assert revisions() == []


def test_later_every_text_is_kept(app):
    author = make.member()
    post = reply(start(), author, "One.")
    written_at = post.created_at

    with clock.at(clock.now() + LATER):
        edit(author, post, "Two.")
    with clock.at(clock.now() + 2 * LATER):
        edit(author, post, "Three.")

    kept = [(row.version, row.body, row.written_by_id) for row in revisions()]
    assert kept == [(1, "One.", author.id), (2, "Two.", author.id)]
    assert revisions()[0].written_at == written_at
    assert (post.version, post.body) == (3, "Three.")


def test_a_text_that_somebody_has_answered_is_kept_at_once(app):
    topic, author = start(), make.member()
    post = reply(topic, author, "One.")
    reply(topic)

    edit(author, post, "Two.")

    assert [row.body for row in revisions()] == ["One."]


def test_ones_own_next_post_is_no_answer(app):
    topic, author = start(), make.member()
    post = reply(topic, author, "One.")
    reply(topic, author)

    edit(author, post, "Two.")

    assert revisions() == []


def test_a_text_that_somebody_reacted_to_is_kept_at_once(app):
    author = make.member()
    post = reply(start(), author, "One.")
    actions.count_reaction(post.id, by=1)

    edit(author, post, "Two.")

    assert [row.body for row in revisions()] == ["One."]


def test_what_a_moderator_changes_is_kept_and_written_down(app):
    moderator = make.moderator()
    post = reply(start(), body="One.")

    edit(moderator, post, "Two.")

    assert post.edited_by_id == moderator.id
    assert [row.body for row in revisions()] == ["One."]
    assert db.session.scalars(select(AuditEntry.verb)).all() == ["posts.edit"]


def test_saving_the_same_text_changes_nothing(app):
    author = make.member()
    post = reply(start(), author, "One.")

    with clock.at(clock.now() + LATER):
        assert edit(author, post, " One.\r\n") == Outcome.SAME

    assert revisions() == []
    assert post.edited_at is None


def test_a_topic_changes_title_text_and_tags_together(app):
    topic = start(title="Before the change", body="One.", tags=("old", "both"))

    edit(topic.author, first_of(topic), "Two.", title="After the change", tags=("both", "new"))

    assert topic.title == "After the change"
    assert topic.slug == "after-the-change"
    assert topic.excerpt == "Two."
    assert [tag.name for tag in queries.tags_of([topic.id])[topic.id]] == ["both", "new"]
    assert broken_promises() == []


def test_an_old_title_is_kept(app):
    topic = start(title="Before the change")

    with clock.at(clock.now() + LATER):
        edit(topic.author, first_of(topic), "Two.", title="After the change")

    assert [row.title for row in revisions()] == ["Before the change"]


def test_a_replys_title_and_tags_are_nobodys(app):
    topic = start(title="The one title", tags=("one",))
    author = make.member()

    edit(author, reply(topic, author), "Two.", title="Another title", tags=("two",))

    assert fresh(topic).title == "The one title"
    assert [tag.name for tag in queries.tags_of([topic.id])[topic.id]] == ["one"]


RULES = [
    ({"title": "Help"}, "title: too_short"),
    ({"title": "a" * 201}, "title: too_long"),
    ({"title": "\u200b" * 9}, "title: too_short"),
    ({"body": "  "}, "body: empty"),
    ({"body": "a" * 32_001}, "body: too_long"),
    ({"tags": ("a", "b", "c", "d", "e", "f")}, "tags: too_many"),
    ({"tags": ("a" * 31,)}, "tags: too_long"),
    ({"tags": ("!!!",)}, "tags: no_name"),
    ({"tags": ()}, "tags: too_few"),
]


@pytest.mark.parametrize(("given", "reason"), RULES)
def test_cve_2023_36466_a_rule_for_new_topics_holds_for_edited_ones(app, given, reason):
    channel = make.channel(min_tags=1)
    whole = {"title": "A whole title", "body": "Words.", "tags": ("one",)}
    author = make.member()
    topic = start(author, channel, **whole)

    assert reason_of(start, channel=channel, **whole | given) == reason
    assert reason_of(edit, author, first_of(topic), **whole | given) == reason


def test_cve_2023_36466_a_gallery_keeps_its_picture(app):
    channel = make.channel()
    topic = start(channel=channel)
    channel.kind = Kind.GALLERY
    db.session.commit()

    words = {"title": "A whole title", "body": "No picture."}
    assert reason_of(edit, topic.author, first_of(topic), **words) == "body: picture_needed"


@pytest.mark.parametrize(
    ("who", "reason"),
    [("guest", "sign_in_needed"), ("stranger", "not_yours"), ("author", ""), ("moderator", "")],
)
def test_who_may_edit(app, who, reason):
    author = make.member()
    people = {
        "guest": Guest(),
        "stranger": make.member(),
        "author": author,
        "moderator": make.moderator(),
    }
    post = reply(start(), author)

    assert reason_of(edit, people[who], post, "Two.") == reason


def test_a_silenced_author_edits_nothing(app):
    author = make.member()
    post = reply(start(), author)
    author.silenced_until = clock.now().replace(year=2099)
    db.session.commit()

    assert reason_of(edit, author, post, "Two.") == "silenced"


def test_a_closed_topic_is_edited_by_those_who_look_after_it(app):
    topic, author = start(), make.member()
    post = reply(topic, author)
    actions.close(make.moderator(), fresh(topic))

    assert reason_of(edit, author, post, "Two.") == "topic_closed"
    assert edit(make.moderator(), post, "Two.") == Outcome.CHANGED


def test_an_archived_channel_is_not_edited_by_authors(app):
    topic, author = start(), make.member()
    post = reply(topic, author)
    topic.channel.archived_at = clock.now()
    db.session.commit()

    assert reason_of(edit, author, post, "Two.") == "channel_archived"


def test_a_deleted_post_is_brought_back_before_it_is_edited(app):
    author = make.member()
    post = reply(start(), author)
    actions.delete(author, fresh(post))

    assert reason_of(edit, author, post, "Two.") == "post_deleted"
    assert reason_of(edit, make.moderator(), post, "Two.") == "post_deleted"


def test_only_new_mentions_are_told(app):
    for name in ("old", "new"):
        make.member(username=name)
    handlers = app.extensions["bus"].handlers[PostEdited]
    heard: list[PostEdited] = []
    handlers.append(heard.append)
    author = make.member()
    post = reply(start(), author, "Ask @old.")

    edit(author, post, "Ask @old or @new.")
    handlers.pop()

    assert [signal.mentions for signal in heard] == [("new",)]


def test_saving_puts_the_draft_away(app):
    author = make.member()
    post = reply(start(), author)
    drafts.save(author, f"edit:{post.id}", body="Two.")

    edit(author, post, "Two.")

    assert draft_queries.draft_of(author, f"edit:{post.id}") is None


def test_what_changed_meanwhile_is_not_overwritten(app):
    author, moderator = make.member(), make.moderator()
    post = reply(start(), author, "One.")
    seen = mark_of(post)
    edit(moderator, post, "Theirs.")

    with pytest.raises(Conflict) as conflict:
        edit(author, post, "Mine.", base=seen)

    assert conflict.value.wording.body == "Theirs."
    assert fresh(post).body == "Theirs."


@pytest.mark.parametrize("change", [{"title": "Another title"}, {"tags": ("new",)}])
def test_a_changed_title_or_tag_is_a_change_too(app, change):
    topic = start(title="The first title", body="One.", tags=("old",))
    seen = mark_of(first_of(topic))
    words = {"title": "The first title", "tags": ("old",)} | change
    edit(make.moderator(), first_of(topic), "One.", **words)

    with pytest.raises(Conflict):
        edit(topic.author, first_of(topic), "Mine.", base=seen, title="The first title")


def test_quiet_edits_do_not_overwrite_each_other(app):
    author = make.member()
    post = reply(start(), author, "One.")
    seen = mark_of(post)
    edit(author, post, "From this tab.", base=seen)

    with pytest.raises(Conflict):
        edit(author, post, "From that tab.", base=seen)


def test_a_conflict_shows_both_texts_and_loses_none(sign_in):
    author = make.member()
    post = reply(start(), author, "One.")
    client = sign_in(author)
    seen = mark_of(post)
    edit(make.moderator(), post, "Theirs <b>bold</b>.")

    answer = client.post(f"/p/{post.id}/edit", data={"body": "Mine.", "base": seen})

    assert answer.status_code == 409
    assert "Theirs &lt;b&gt;bold&lt;/b&gt;." in answer.text
    assert ">\nMine.</textarea>" in answer.text
    base = answer.text.split('name="base"')[1].split('value="')[1].split('"')[0]
    again = client.post(f"/p/{post.id}/edit", data={"body": "Both.", "base": base})
    assert again.status_code == 302
    assert fresh(post).body == "Both."
    assert [row.body for row in revisions()] == ["One.", "Theirs <b>bold</b>."]


def test_a_draft_remembers_which_text_it_began_from(sign_in):
    author = make.member()
    post = reply(start(), author, "One.")
    drafts.save(author, f"edit:{post.id}", body="Mine.", extra={"base": mark_of(post)})
    edit(make.moderator(), post, "Theirs.")
    client = sign_in(author)

    page = client.get(f"/p/{post.id}/edit").text
    base = page.split('name="base"')[1].split('value="')[1].split('"')[0]
    answer = client.post(f"/p/{post.id}/edit", data={"body": "Mine.", "base": base})

    assert ">\nMine.</textarea>" in page
    assert answer.status_code == 409


def test_of_many_edits_at_once_each_is_kept_or_told_of_the_others(app):
    author = make.moderator()
    post = reply(start(), author, "Text 0.")
    with clock.at(clock.now() + LATER):
        edit(author, post, "Text 1.")
    db.session.commit()
    base, results, later = mark_of(post), [], clock.now() + 2 * LATER
    ready = threading.Barrier(8)

    def write(n: int) -> None:
        with app.app_context(), clock.at(later):
            editor = db.session.get(type(author), author.id)
            found = queries.visible_post(editor, post.id)
            db.session.commit()
            ready.wait()
            try:
                actions.edit(editor, found, Change(f"Text of {n}.", base))
                results.append("saved")
            except Conflict as conflict:
                results.append(conflict.wording.body)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    db.session.commit()
    db.session.expire_all()
    assert len(results) == 8
    assert results.count("saved") == 1
    assert set(results) == {"saved", fresh(post).body}
    assert [row.body for row in revisions()] == ["Text 0.", "Text 1."]


def test_errors_keep_the_text(sign_in):
    topic = start()
    client = sign_in(topic.author)
    data = {"title": "No", "body": "The whole new text.", "tags": "one, two", "base": "x"}

    answer = client.post(f"/p/{first_of(topic).id}/edit", data=data)

    assert answer.status_code == 422
    assert ">\nThe whole new text.</textarea>" in answer.text
    assert 'value="one, two"' in answer.text
    assert "at least 5 characters" in answer.text


def test_a_refusal_gives_the_text_back(sign_in):
    topic, author = start(), make.member()
    post = reply(topic, author, "One.")
    actions.close(make.moderator(), fresh(topic))

    answer = sign_in(author).post(
        f"/p/{post.id}/edit", data={"body": "The whole new text.", "base": "x"}
    )

    assert answer.status_code == 403
    assert "This topic is closed." in answer.text
    assert "The whole new text.</textarea>" in answer.text


def test_a_post_that_is_gone_gives_the_text_back(sign_in):
    author = make.member()
    post = reply(start(), author, "One.")
    actions.delete(make.moderator(), fresh(post))

    answer = sign_in(author).post(f"/p/{post.id}/edit", data={"body": "The whole new text."})

    assert answer.status_code == 404
    assert "The whole new text.</textarea>" in answer.text


def test_the_history_shows_who_changed_what(sign_in, guest):
    author = make.member(display_name="Sven")
    topic = start()
    post = reply(topic, author, "It stops at 14 g.")
    with clock.at(clock.now() + LATER):
        edit(author, post, "It stops at 13 g.")

    page = guest.get(f"/p/{post.id}/history").text
    first = guest.get(f"/p/{post.id}/history?version=1").text

    assert "<del>14</del>" in page
    assert "<ins>13</ins>" in page
    assert "Sven" in page
    assert "It stops at 14 g." in first
    assert f'href="/p/{post.id}/history"' in guest.get(f"/t/{topic.slug}/{topic.id}").text


@pytest.mark.parametrize("version", ["0", "99", "x", "-1", "9" * 30])
def test_a_version_that_never_was_shows_one_that_is(guest, version):
    post = reply(start())

    assert guest.get(f"/p/{post.id}/history?version={version}").status_code == 200


def test_a_held_post_is_mended_without_a_trace(app):
    author = make.member()
    post = reply(start(make.moderator(), make.channel(reviewed_since=clock.now())), author)

    with clock.at(clock.now() + LATER):
        edit(author, post, "Two.")

    assert post.state == State.HELD
    assert revisions() == []
