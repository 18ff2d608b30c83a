"""Pictures that a request brings, from a script, from their own form, or beside a text."""

from flask import request, url_for
from werkzeug.datastructures import FileStorage

from forum.accounts.models import User
from forum.kernel.policy import require
from forum.uploads import actions, files, policy
from forum.uploads.models import Upload
from forum.web.forms import TextForm
from forum.web.limits import Limit, address

# The field in which a text brings its pictures.
FIELD = "pictures"
FROM_MEMBER = Limit("uploads", "60 per 10 minutes")
FROM_ADDRESS = Limit("uploads", "180 per 10 minutes")


def take(owner: User, sent: FileStorage | None, *, alt: str = "") -> Upload:
    """Take in a picture as often as the limits allow. Raises Invalid("file", …), Refused, TooMany.

    Decoding takes its time: the view must not be a writer meanwhile.
    """
    require(policy.can_upload(owner))
    FROM_MEMBER.hit("member", owner.id)
    FROM_ADDRESS.hit("address", address())
    return actions.give(owner, files.read(sent, most=policy.most_bytes(owner)), alt=alt)


def put_into(form: TextForm, owner: User) -> bool:
    """Take the pictures that came beside a text and put their lines at its end; says whether.

    This is how pictures are given where no script runs. Raises as `take` does; what was taken
    before the one that cannot be taken stands in the text.
    """
    sent = [file for file in request.files.getlist(FIELD) if file.filename]
    for file in sent:
        made = take(owner, file)
        where = url_for("uploads.show", public_id=made.public_id)
        form.body.data = f"{form.text.rstrip()}\n\n![]({where})".lstrip()
    return bool(sent)
