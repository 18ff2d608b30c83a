"""Every column that holds words of people, filled with words made to break pages."""

from typing import Any

from sqlalchemy import JSON, String, Text, update

from forum.accounts.models import User
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.pages.models import Harm
from forum.site.models import ChosenSetting
from forum.topics.models import Topic
from forum.training.models import Decision, Scenario
from tests.support import make
from tests.support.sealed import unguarded

# Opens an element of its own wherever it is not escaped, and leaves whatever it may stand in.
MARK = "<x-mark>"
POISON = f"\"'>{MARK}</title></textarea></script>{{{{7*7191}}}} %(name)s %s {{0.__class__}} "
PLACEHOLDERS_SHOWN = ("{{7*7191}}", "%(name)s", "{0.__class__}")
WORKED_OUT = "50337"
# Words of ours: kinds, states, keys and hashes; and html, which our renderer made.
OURS = {
    "answering_protocols.team",
    "answering_protocols.steps",
    "appeals.instead",
    "complaints.solved",
    "rule_answers.why_not",
    "saved_replies.channel_ids",
    "saved_replies.key",
    "saved_replies.kinds",
    "saved_replies.language",
    "saved_replies.reasons",
    "saved_reply_uses.place",
    "saved_reply_uses.solved",
    "saved_reply_versions.fits",
    "accounts.data",
    "audit_entries.seal",
    "backups.counts",
    "backups.details",
    "backups.file",
    "backups.reason",
    "backups.sha256",
    "audit_entries.target_kind",
    "consistency_talks.record",
    "consistency_talks.target_kind",
    "transparency_months.figures",
    "transparency_months.month",
    "waves.plan",
    "waves.sign",
    "wave_posts.was",
    "wave_prints.boxes",
    "wave_prints.places",
    "wave_keys.key",
    "automod_changes.after",
    "automod_changes.before",
    "automod_changes.verb",
    "automod_hits.target_kind",
    "automod_likeness.held_back",
    "automod_likeness.words",
    "automod_rules.actions",
    "automod_rules.conditions",
    "automod_rules.key",
    "badge_awards.occurrence_key",
    "badges.criteria",
    "badges.slug",
    "bookmarks.id",
    "order_lines.external_product_id",
    "order_lines.external_variant_id",
    "orders.email_key",
    "orders.external_id",
    "orders.payment_ref",
    "orders.print",
    "orders.reference",
    "order_import_lines.problem",
    "order_imports.problem",
    "order_notes.external_id",
    "order_notes.order_ref",
    "products.address",
    "products.body_html",
    "products.pictures",
    "products.slug",
    "refunds.external_id",
    "refunds.order_ref",
    "stores.address",
    "stores.key",
    "stores.old_secret_sealed",
    "stores.secret_sealed",
    "stores.shop_domain",
    "webhook_deliveries.delivery_id",
    "webhook_deliveries.outcome",
    "webhook_deliveries.topic",
    "calibration_cases.clauses",
    "calibration_cases.decisions",
    "channel_slugs.slug",
    "channels.guidance_html",
    "channels.icon",
    "channels.slug",
    "chosen_settings.key",
    "chosen_settings.value",
    "drafts.key",
    "draws.algorithm",
    "draws.entries_file",
    "draws.entries_hash",
    "draws.fingerprint",
    "draws.sealed_seed",
    "draws.seed",
    "draws.struck",
    "goals.metric",
    "kept_figures.metric",
    "reasons.metric",
    "guideline_clauses.html",
    "guideline_translations.html",
    "guideline_translations.locale",
    "guideline_translations.sign",
    "inboxes.wishes",
    "invited_members.credit",
    "launch_events.facts",
    "launch_lobbies.fingerprint",
    "launch_lobbies.passed",
    "launch_lobbies.people_file",
    "launch_lobbies.sealed_seed",
    "launch_lobbies.seed",
    "guide_steps.html",
    "launches.body_html",
    "launches.pictures",
    "launches.rules_html",
    "launches.slug",
    "rehearsals.details",
    "rehearsals.figures",
    "rehearsals.fingerprint",
    "rehearsals.reason",
    "live_events.data",
    "messages.client_key",
    "messages.html",
    "notices.key",
    "outside_contacts.purpose",
    "page_versions.html",
    "points_rules.channels",
    "practice_cases.key",
    "posts.client_key",
    "posts.html",
    "reported_lines.html",
    "reviewables.target_kind",
    "reviewables.band",
    "flags.clause_key",
    "flags.target_kind",
    "rulings.clause_key",
    "rulings.target_kind",
    "rulings.taken_back",
    "rulings.wishes",
    "reviewables.clause_key",
    "reviewables.parts",
    "reviewables.protocol",
    "reviewables.state",
    "reviewables.team",
    "moderation_teams.holidays",
    "moderation_teams.hours",
    "moderation_teams.key",
    "moderation_teams.time_zone",
    "sessions.token_hash",
    "spotlight_rounds.candidates",
    "spotlights.figures",
    "tiers.slug",
    "training_attempts.plan",
    "training_scenarios.choices",
    "training_scenarios.key",
    "topics.face_ids",
    "topics.picture",
    "topics.slug",
    "upload_uses.door",
    "upload_uses.source_kind",
    "users.avatar",
    "users.bio_html",
    "users.links",
    "users.locale",
    "users.name_key",
    "users.perks",
    "users.skeleton",
    "users.tier",
    "users.time_zone",
    "users.username",
}
OUR_TABLES = {"jobs", "schedules", "letters", "one_time_links", "uploads", "visits", "positions"}
OUR_TABLES |= {"search_entries", "worker_pulses"}
SHORTEST = 40


def poison_everything() -> list[str]:
    """Fill every other column of words; returns their names."""
    filled = []
    with unguarded(), transaction():
        for table in db.metadata.sorted_tables:
            for column in table.columns:
                name = f"{table.name}.{column.name}"
                if table.name in OUR_TABLES or name in OURS or not _takes_words(column.type):
                    continue
                db.session.execute(update(table).values({column.name: _words(table, column)}))
                filled.append(name)
        _poison_the_rest()
    db.session.expire_all()
    return filled


def _takes_words(kind: Any) -> bool:
    if isinstance(kind, JSON):
        return True
    is_words = type(kind) in {String, Text}
    return is_words and (kind.length is None or kind.length >= SHORTEST)


def _words(table: Any, column: Any) -> Any:
    if isinstance(column.type, JSON):
        return {POISON: POISON, "site": POISON, "url": "https://example.org/", "author": POISON}
    length = (column.type.length or 200) - 12
    if not column.unique:
        return POISON[:length]
    key = next(iter(table.primary_key))
    return db.literal(POISON[:length]) + db.cast(key, String)


def _poison_the_rest() -> None:
    db.session.add(ChosenSetting(key="site.name", value=POISON[:60]))
    db.session.add(ChosenSetting(key="site.tagline", value=POISON))
    for topic in db.session.scalars(db.select(Topic)):
        topic.face_ids = []
    for scenario in db.session.scalars(db.select(Scenario)):
        choice = {"decision": Decision.REMOVE, "clause": Harm.ADVERT, "words": POISON}
        scenario.choices = [choice, choice | {"clause": ""}]


def add_member() -> User:
    """Somebody whose very name is poison, as no form would take it."""
    return make.member(username=POISON[:50])
