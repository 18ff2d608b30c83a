"""What can be counted in the log, in the words of pages."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

# By the name of the metric, and the days since somebody joined, which are counted beside the log.
LABELS: Mapping[str, Any] = {
    "topics": _l("Topics started"),
    "replies": _l("Replies written"),
    "posts": _l("Topics and replies"),
    "accepted_answers": _l("Accepted answers"),
    "people_helped": _l("Different people helped by an answer"),
    "reactions_received": _l("Reactions received"),
    "people_who_reacted": _l("Different people who reacted"),
    "reactions_given": _l("Reactions given"),
    "welcomes": _l("First replies to newcomers"),
    "people_replied_to": _l("Different people replied to"),
    "channels_contributed_in": _l("Different channels written in"),
    "days_active": _l("Days here"),
    "weeks_contributed": _l("Weeks with something written"),
    "streak_weeks": _l("Weeks in a row with something written or a thanks"),
    "thanks_received": _l("Thanks received"),
    "thanks_given": _l("Thanks given"),
    "introduced": _l("Profile with picture and words"),
    "members_invited": _l("Members invited"),
    "customers_brought": _l("Members invited who became customers"),
    "newcomers_looked_after": _l("Newcomers looked after as a buddy"),
    "flags_agreed": _l("Flags that the team agreed with"),
    "flags_agreed_percent": _l("Of all decided flags, those agreed with, in percent"),
    "launches_entered": _l("Launches taken part in"),
    "orders": _l("Orders that were not sent back"),
    "feedback_forms": _l("Launches with feedback"),
    "spotlights": _l("Times in the spotlight"),
    "tenure_days": _l("Days as a member"),
}
