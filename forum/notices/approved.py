"""What notices say of the approval of launches, to the team."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from forum.notices.saying import Plain, Saying

PAGE = ("launches_admin.show", {"launch_id": "launch_id"})
SAYINGS: Mapping[str, Saying] = {
    "launch": Plain(
        "rocket",
        _l("%(name)s asks you to approve the launch “%(title)s”"),
        _l("A second person looks at it before it runs."),
        _l("Look at it"),
        *PAGE,
    ),
    "launch_approved": Plain(
        "circle-check",
        _l("%(name)s approved the launch “%(title)s”"),
        _l("It opens by itself at its times."),
        _l("See the launch"),
        *PAGE,
    ),
    "launch_returned": Plain(
        "undo-2",
        _l("%(name)s made the launch “%(title)s” a draft again"),
        _l("Talk about what is to be changed, and ask for approval anew."),
        _l("Look at it"),
        *PAGE,
    ),
}
