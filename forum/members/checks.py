"""What must be true of members' pages at any moment."""

from collections.abc import Iterator

from sqlalchemy import exists, select

from forum.accounts.models import User
from forum.kernel.db import db
from forum.kernel.manifest import Check
from forum.uploads.models import Upload, UploadUse


def pictures_are_worn() -> Iterator[str]:
    """A picture that a member wears exists, and is placed where everybody may see it."""
    placed = (
        exists()
        .where(Upload.public_id == User.avatar, UploadUse.upload_id == Upload.id)
        .where(UploadUse.source_kind == "member", UploadUse.source_id == User.id)
    )
    wearers = select(User.id, User.avatar).where(User.avatar.is_not(None), ~placed)
    for user_id, avatar in db.session.execute(wearers):
        yield f"Member {user_id} wears the picture {avatar}, which is not placed."


def uses_lead_to_members() -> Iterator[str]:
    """What is placed on a member's page is placed on that of somebody."""
    lost = select(UploadUse.id, UploadUse.source_id).where(
        UploadUse.source_kind.in_(["member", "bio"]),
        ~exists().where(User.id == UploadUse.source_id),
    )
    for use_id, user_id in db.session.execute(lost):
        yield f"The use {use_id} of an upload names member {user_id}, who is not there."


ALL = [
    Check("every picture that a member wears is there", pictures_are_worn),
    Check("every picture on a member's page has its member", uses_lead_to_members),
]
