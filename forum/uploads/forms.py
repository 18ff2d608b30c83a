"""The form that gives a picture, and the words for pictures that cannot be taken."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import StringField

from forum.accounts.models import User
from forum.kernel.policy import Invalid
from forum.standing import wording as standing
from forum.uploads import policy

# Why a picture cannot be taken, and what to do about it.
REASONS = {
    "missing": _("Choose a picture first."),
    "empty": _("This file is empty. Choose another one."),
    "too_large": _("This file is larger than %(most)s MB. Make the picture smaller and try again."),
    "too_many_pixels": _(
        "This picture has more than 40 million points. Make it smaller and try again."
    ),
    "not_a_picture": _("This is not a picture we can show. Use a PNG, JPEG, WebP or GIF file."),
    "damaged": _("This picture is damaged and cannot be read. Save it anew and try again."),
    "no_room": _("There is no room for pictures at the moment. Please try again later."),
    "busy": _("Many pictures are being sent at this moment. Please try again in a few seconds."),
    "too_often": _("You sent many pictures in a short time. Please go on in a few minutes."),
    "silenced": _("You cannot write at the moment, and so not send pictures either."),
    "sign_in_needed": _("Sign in to send pictures."),
}


def said(error: Invalid) -> str:
    """Why a picture cannot be taken, in words; at a limit of standing also what lifts it."""
    if error.reason == "limit":
        return standing.met(error)
    return str(REASONS[error.reason]) % error.details


class PictureForm(FlaskForm):
    file = FileField(
        _("Picture"), render_kw={"accept": "image/png,image/jpeg,image/webp,image/gif"}
    )
    alt = StringField(_("What it shows"))

    def sent(self, giver: User) -> bytes:
        """The picture, and a byte more than the giver may send where it is too large. Raises
        Invalid("file", …)."""
        if not self.file.data:
            raise Invalid("file", "missing")
        data: bytes = self.file.data.stream.read(policy.most_bytes(giver) + 1)
        return data

    def blame(self, error: Invalid, *, too_many: str) -> None:
        """Put the words for what is amiss beside its field; how many there may be, the caller
        says."""
        if error.field == "alt":
            self.alt.errors = [_("Say in a few words what it shows.")]
        else:
            self.file.errors = [too_many if error.reason == "too_many" else said(error)]


class LogoForm(FlaskForm):
    file = FileField(_("Logo"), render_kw={"accept": "image/png,image/jpeg,image/webp,image/gif"})
