"""What a member wants to be told, as a form: a table of kinds and ways."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.fields import SelectChoice

from forum.notices.kinds import LABELS, DigestWhen, MailWhen, Subject, Wish
from forum.notices.models import Inbox, wish_among

WAYS: Mapping[Wish, object] = {
    Wish.NOTHING: _("Not at all"),
    Wish.INBOX: _("Here"),
    Wish.MAIL: _("By mail"),
    Wish.GATHERED: _("Summary"),
}


class WishForm(FlaskForm):
    mail_when = RadioField(
        _("When letters go out"),
        choices=[
            SelectChoice(MailWhen.AWAY.value, _("Only when I am away")),
            SelectChoice(MailWhen.ALWAYS.value, _("Whenever I have not read a notice in time")),
        ],
    )
    digest = RadioField(
        _("How often the summary comes"),
        choices=[
            SelectChoice(DigestWhen.WEEKLY.value, _("Once a week")),
            SelectChoice(DigestWhen.DAILY.value, _("Every day")),
            SelectChoice(DigestWhen.NEVER.value, _("Never")),
        ],
    )

    @classmethod
    def of(cls, inbox: Inbox) -> "WishForm":
        """The form as the member's wishes are, or as it was sent."""
        wishes = {_name(each): wish_among(inbox.wishes, each) for each in Subject}
        return _with_rows(cls)(mail_when=inbox.mail_when, digest=inbox.digest_when, **wishes)

    @property
    def rows(self) -> Mapping[Subject, RadioField]:
        """The row of ways for each subject."""
        return {each: self[_name(each)] for each in Subject}

    @property
    def wishes(self) -> Mapping[Subject, Wish]:
        """What was chosen."""
        return {each: Wish(row.data) for each, row in self.rows.items()}


def _name(subject: Subject) -> str:
    return f"wish_{subject}"


def _with_rows(form: type[WishForm]) -> type[WishForm]:
    """The form with a row of ways for each subject."""
    ways = [SelectChoice(way.value, words) for way, words in WAYS.items()]
    rows = {_name(each): RadioField(LABELS[each][0], choices=ways) for each in Subject}
    return type("WishForm", (form,), rows)
