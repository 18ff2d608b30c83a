"""The slices of this forum, lowest first."""

from collections.abc import Sequence

from forum.accounts import manifest as accounts
from forum.activity import manifest as activity
from forum.answering import manifest as answering
from forum.appeals import manifest as appeals
from forum.audit import manifest as audit
from forum.automod import manifest as automod
from forum.backups import manifest as backups
from forum.badges import manifest as badges
from forum.belonging import manifest as belonging
from forum.bookmarks import manifest as bookmarks
from forum.channels import manifest as channels
from forum.codes import manifest as codes
from forum.commerce import manifest as commerce
from forum.conversations import manifest as conversations
from forum.demo import manifest as demo
from forum.drafts import manifest as drafts
from forum.draws import manifest as draws
from forum.exports import manifest as exports
from forum.feedback import manifest as feedback
from forum.feeds import manifest as feeds
from forum.governance import manifest as governance
from forum.guides import manifest as guides
from forum.home import manifest as home
from forum.jobs import manifest as jobs
from forum.kernel.manifest import Manifest
from forum.launch_reports import manifest as launch_reports
from forum.launches import manifest as launches
from forum.live import manifest as live
from forum.mail import manifest as mail
from forum.members import manifest as members
from forum.messages import manifest as messages
from forum.moderation import manifest as moderation
from forum.newcomers import manifest as newcomers
from forum.notices import manifest as notices
from forum.outside import manifest as outside
from forum.pages import manifest as pages
from forum.points import manifest as points
from forum.reactions import manifest as reactions
from forum.reading import manifest as reading
from forum.recognition import manifest as recognition
from forum.rehearsals import manifest as rehearsals
from forum.replies import manifest as replies
from forum.sanctions import manifest as sanctions
from forum.search import manifest as search
from forum.setup import manifest as setup
from forum.site import manifest as site
from forum.standing import manifest as standing
from forum.tiers import manifest as tiers
from forum.topics import manifest as topics
from forum.training import manifest as training
from forum.uploads import manifest as uploads
from forum.verify import manifest as verify
from forum.waves import manifest as waves

SERVICES: Sequence[Manifest] = [
    jobs.MANIFEST,
    outside.MANIFEST,
    mail.MANIFEST,
    accounts.MANIFEST,
    audit.MANIFEST,
    site.MANIFEST,
    activity.MANIFEST,
    standing.MANIFEST,
    uploads.MANIFEST,
    drafts.MANIFEST,
    sanctions.MANIFEST,
    moderation.MANIFEST,
    appeals.MANIFEST,
    members.MANIFEST,
    pages.MANIFEST,
]
CONTENT: Sequence[Manifest] = [channels.MANIFEST, topics.MANIFEST]
REACTORS: Sequence[Manifest] = [
    reading.MANIFEST,
    bookmarks.MANIFEST,
    reactions.MANIFEST,
    messages.MANIFEST,
    guides.MANIFEST,
    commerce.MANIFEST,
    points.MANIFEST,
    tiers.MANIFEST,
    badges.MANIFEST,
    codes.MANIFEST,
    launches.MANIFEST,
    draws.MANIFEST,
    feedback.MANIFEST,
    rehearsals.MANIFEST,
    recognition.MANIFEST,
    newcomers.MANIFEST,
    belonging.MANIFEST,
    answering.MANIFEST,
    replies.MANIFEST,
    automod.MANIFEST,
    governance.MANIFEST,
    training.MANIFEST,
    launch_reports.MANIFEST,
    waves.MANIFEST,
    home.MANIFEST,
    notices.MANIFEST,
    search.MANIFEST,
    feeds.MANIFEST,
    setup.MANIFEST,
    live.MANIFEST,
]
TOOLS: Sequence[Manifest] = [
    verify.MANIFEST,
    backups.MANIFEST,
    exports.MANIFEST,
    conversations.MANIFEST,
    demo.MANIFEST,
]
ALL: Sequence[Manifest] = [*SERVICES, *CONTENT, *REACTORS, *TOOLS]
