"""What a member wants to be told, as a form: a table of kinds and places."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectMultipleField
from wtforms.fields import SelectChoice

from forum.notices.models import Inbox, MailWhen, Subject, Wish, wish_among

LABELS: Mapping[Subject, tuple[object, object]] = {
    Subject.MENTION: (_("Mentions"), _("Somebody writes your name with an @.")),
    Subject.QUOTE: (_("Quotes"), _("Somebody quotes a post of yours.")),
    Subject.REPLY: (_("Replies"), _("Somebody answers you, or replies in a topic you began.")),
    Subject.FOLLOWED: (
        _("Topics you follow"),
        _("New replies in topics that you follow or watch, and in channels that you watch."),
    ),
    Subject.TOPIC: (
        _("Channels you follow"),
        _("New topics in channels that you follow or watch."),
    ),
    Subject.REACTION: (_("Reactions"), _("Somebody reacts to a post of yours.")),
    Subject.ANSWER: (_("Accepted answers"), _("Your reply is accepted as the answer.")),
    Subject.REQUEST: (
        _("Requests"),
        _("Somebody asks to be let into a channel that you look after."),
    ),
    Subject.DECISION: (
        _("Decisions"),
        _("You are let into a channel or not; a text of yours is published or not."),
    ),
    Subject.BADGE: (_("Badges"), _("You are given a badge.")),
}
CHOICES = [SelectChoice(subject.value, label) for subject, (label, _hint) in LABELS.items()]


class WishForm(FlaskForm):
    inbox = SelectMultipleField(_("Inbox"), choices=CHOICES)
    mail = SelectMultipleField(_("Mail"), choices=CHOICES)
    mail_when = RadioField(
        _("When letters go out"),
        choices=[
            SelectChoice(MailWhen.AWAY.value, _("Only when I am away")),
            SelectChoice(MailWhen.ALWAYS.value, _("Whenever I have not read a notice in time")),
        ],
    )

    @classmethod
    def of(cls, inbox: Inbox) -> "WishForm":
        """The form as the member's wishes are, or as it was sent."""
        wishes = {subject: wish_among(inbox.wishes, subject) for subject in Subject}
        return cls(
            inbox=[each for each, wish in wishes.items() if wish != Wish.NOTHING],
            mail=[each for each, wish in wishes.items() if wish == Wish.MAIL],
            mail_when=inbox.mail_when,
        )

    @property
    def wishes(self) -> Mapping[Subject, Wish]:
        """What was chosen. What comes by mail stands in the inbox too."""
        mailed, kept = set(self.mail.data or ()), set(self.inbox.data or ())
        return {
            each: Wish.MAIL if each in mailed else Wish.INBOX if each in kept else Wish.NOTHING
            for each in Subject
        }
