"""How acts on guides are said in the audit log."""

from flask_babel import lazy_gettext as _l

from forum.guides import queries
from forum.kernel.acts import Acts

ACTS = Acts(
    verbs={
        "guides.add_step": _l("added a step to a guide"),
        "guides.change": _l("changed a guide"),
        "guides.change_step": _l("changed a step of a guide"),
        "guides.create": _l("began a guide"),
        "guides.move": _l("moved a guide"),
        "guides.move_step": _l("moved a step of a guide"),
        "guides.publish": _l("published a guide"),
        "guides.remove": _l("removed a guide"),
        "guides.remove_step": _l("removed a step of a guide"),
        "guides.take_back": _l("made a guide a draft again"),
    },
    kinds={"guide": _l("guide"), "guide_step": _l("step of a guide")},
    facts={
        "channel_id": _l("Channel"),
        "guide": _l("Guide"),
        "position": _l("Place"),
        "summary": _l("Summary"),
        "title": _l("Title"),
    },
    refers={"channel_id": "channel"},
    names={"guide": queries.titles},
)
