"""How acts on pages and guidelines are said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts, from_table
from forum.pages.actions.versions import Change
from forum.pages.models import PageName

ACTS = Acts(
    verbs={
        "pages.add_clause": _l("added a clause"),
        "pages.change_clause": _l("changed a clause"),
        "pages.discard": _l("gave up a version of the guidelines"),
        "pages.publish": _l("published guidelines"),
        "pages.publish_page": _l("published a page"),
        "pages.remove_clause": _l("removed a clause"),
        "pages.translate": _l("said guidelines in another language"),
    },
    kinds={
        "clause": _l("clause"),
        "guidelines": _l("guidelines"),
        "page": _l("page"),
    },
    facts={
        "change": _l("How much is different"),
        "is_there": _l("Translated"),
        "language": _l("Language"),
        "number": _l("Number"),
        "page": _l("Page"),
        "title": _l("Title"),
        "version": _l("Version of the guidelines"),
    },
    values={
        "change": from_table(
            {Change.SMALL: _l("A small change"), Change.MATERIAL: _l("A material change")}
        ),
        "page": from_table(
            {
                PageName.ABOUT: _l("About"),
                PageName.PRIVACY: _l("Privacy"),
                PageName.GOVERNANCE: _l("How the team decides"),
            }
        ),
    },
)
