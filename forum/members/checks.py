"""What must be true of members' pages at any moment."""

from collections.abc import Iterator

from sqlalchemy import and_, exists, or_, select

from forum.accounts.models import Role, User
from forum.kernel.db import db
from forum.kernel.manifest import Check
from forum.members.models import MemberBlock, MemberFollow
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


def nobody_follows_who_blocked_them() -> Iterator[str]:
    """Nobody follows a member with whom there is a block, either way, nor themselves."""
    who, whom = MemberFollow.who_id, MemberFollow.whom_id
    either = or_(
        and_(MemberBlock.who_id == who, MemberBlock.whom_id == whom),
        and_(MemberBlock.who_id == whom, MemberBlock.whom_id == who),
    )
    wrong = select(who, whom).where(or_(exists().where(either), who == whom))
    for who_id, whom_id in db.session.execute(wrong):
        yield f"Member {who_id} follows {whom_id}, which cannot be."


def nobody_blocks_the_team() -> Iterator[str]:
    """Whom members blocked is neither staff nor themselves."""
    wrong = (
        select(MemberBlock.who_id, MemberBlock.whom_id)
        .join(User, User.id == MemberBlock.whom_id)
        .where(or_(User.role != Role.MEMBER, MemberBlock.who_id == MemberBlock.whom_id))
    )
    for who_id, whom_id in db.session.execute(wrong):
        yield f"Member {who_id} blocked {whom_id}, which cannot be."


ALL = [
    Check("nobody follows somebody with whom there is a block", nobody_follows_who_blocked_them),
    Check("nobody blocked themselves or somebody of the team", nobody_blocks_the_team),
    Check("every picture that a member wears is there", pictures_are_worn),
    Check("every picture on a member's page has its member", uses_lead_to_members),
]
