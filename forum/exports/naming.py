"""What the tables of a member's copy are called by people."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

LABELS = {
    "appeals": _("Your appeals"),
    "badge_awards": _("Badges"),
    "bookmarks": _("Bookmarks"),
    "channel_levels": _("Channels you follow"),
    "channel_members": _("Channels you belong to"),
    "customer_marks": _("That we know you as a customer"),
    "deeds": _("What you did"),
    "drafts": _("Drafts"),
    "email_changes": _("Changes of your mail address"),
    "entry_requests": _("Requests to join channels"),
    "flags": _("What you flagged"),
    "guideline_acceptances": _("Guidelines you agreed to"),
    "held_edits": _("Changes that wait for the team"),
    "inboxes": _("How you want to be told"),
    "codes": _("Codes for the shop"),
    "perk_claims": _("Perks you asked for"),
    "perk_guests": _("Lists of perks"),
    "interests": _("What you care for"),
    "leavings": _("Your wish to leave"),
    "member_blocks": _("People you blocked"),
    "member_follows": _("People you follow"),
    "messages": _("Messages"),
    "notices": _("Notices"),
    "orders": _("What you ordered"),
    "points_entries": _("Points"),
    "positions": _("Where you stopped reading"),
    "posts": _("Posts"),
    "quiet_members": _("Writing unseen"),
    "reactions": _("Reactions"),
    "revisions": _("Earlier texts"),
    "rulings": _("Decisions on what you wrote"),
    "sanctions": _("Decisions about you"),
    "sessions": _("Where you are signed in"),
    "tier_memberships": _("Tiers"),
    "tier_tasks": _("What the team owes you"),
    "topics": _("Topics"),
    "uploads": _("Pictures"),
    "users": _("Your profile"),
}


def label(table: str) -> str:
    """What a table is called; one that nobody has named by the name it has in the files."""
    known = LABELS.get(table)
    return str(known) if known else gettext("More: %(name)s", name=table.replace("_", " "))
