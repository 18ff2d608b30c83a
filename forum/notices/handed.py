"""What notices say of codes: to who stood in line for one, and to the team when they run short."""

from flask_babel import lazy_gettext as _l

from forum.notices.kinds import NoticeKind
from forum.notices.saying import Chosen, Plain, Sayings

POOL = ("codes_admin.show", {"pool_id": "pool_id"})
PERK = Plain(
    "ticket-percent",
    _l("Your code for the shop is there: %(value)s"),
    _l("You stood in line for it, and now it is your turn."),
    _l("See your perks"),
    "tiers.perks",
)
POOL_SHORT = Chosen(
    "what",
    {
        "low": Plain(
            "triangle-alert",
            _l("The codes of the pool “%(pool)s” run short"),
            _l("Put more codes into it, before members have to wait."),
            _l("See the pool"),
            *POOL,
        ),
        "empty": Plain(
            "circle-alert",
            _l("The pool “%(pool)s” has no code left"),
            _l("Whoever asks for one stands in line until there are more."),
            _l("See the pool"),
            *POOL,
        ),
        "twice": Plain(
            "repeat",
            _l("A code of the pool “%(pool)s” was used in two orders"),
            _l("Both orders are kept. Look whether the shop takes each code only once."),
            _l("See which"),
            "codes_admin.uses",
        ),
    },
)
SAYINGS: Sayings = {NoticeKind.PERK: PERK, NoticeKind.POOL_SHORT: POOL_SHORT}
