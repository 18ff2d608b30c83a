"""The letter that says that a copy of a member's data is ready."""

from forum.accounts.models import User
from forum.mail import actions as mail
from forum.mail import compose


def ready(member: User) -> None:
    """Tell the member where to fetch the copy; the page asks who they are."""
    written = compose.write(
        "exports/ready",
        language=member.locale,
        username=member.username,
        link=compose.address("exports.data"),
    )
    mail.post("exports.ready", to=member.email, **written.parts)
