"""What must be true of drafts at any moment."""

from collections.abc import Iterator

from sqlalchemy import exists, select

from forum.drafts.models import Draft
from forum.kernel.db import db
from forum.kernel.manifest import Check
from forum.uploads.models import UploadUse


def uses_lead_to_drafts() -> Iterator[str]:
    """A picture that waits in a draft waits in one that exists."""
    lost = select(UploadUse.id, UploadUse.source_id).where(
        UploadUse.source_kind == "draft", ~exists().where(Draft.id == UploadUse.source_id)
    )
    for use_id, draft_id in db.session.execute(lost):
        yield f"The use {use_id} of an upload names draft {draft_id}, which is not there."


def drafts_have_keys() -> Iterator[str]:
    """Every draft can be found by its writer: it has a key and a version."""
    for draft_id in db.session.scalars(
        select(Draft.id).where((Draft.key == "") | (Draft.version < 1))
    ):
        yield f"Draft {draft_id} has no key or no version."


ALL = [
    Check("every picture in a draft has its draft", uses_lead_to_drafts),
    Check("every draft is reachable by its writer", drafts_have_keys),
]
