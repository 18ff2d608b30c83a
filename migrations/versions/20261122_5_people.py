"""accounts, jobs, audit: merged accounts, the worker's pulse, a log that only grows"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_5"
down_revision = "20261122_4"
branch_labels = None
depends_on = None

REFUSAL = "what is in the audit log stays as it is"
SQLITE = {
    "audit_entries_no_replace": "INSERT ON audit_entries "
    "WHEN EXISTS (SELECT 1 FROM audit_entries WHERE id = NEW.id)",
    "audit_entries_no_update": "UPDATE ON audit_entries",
    "audit_entries_no_delete": "DELETE ON audit_entries",
}
POSTGRESQL = {
    "audit_entries_no_change": "UPDATE OR DELETE ON audit_entries FOR EACH ROW",
    "audit_entries_no_truncate": "TRUNCATE ON audit_entries FOR EACH STATEMENT",
}


def upgrade() -> None:
    op.create_table(
        "merged_members",
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["users.id"], name="fk_merged_members_from_id"),
        sa.ForeignKeyConstraint(["into_id"], ["users.id"], name="fk_merged_members_into_id"),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name="fk_merged_members_by_id"),
        sa.PrimaryKeyConstraint("from_id", name="pk_merged_members"),
    )
    op.create_index("ix_merged_members_into_id", "merged_members", ["into_id"])
    op.create_table(
        "worker_pulses",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_worker_pulses"),
    )
    op.create_index("ix_worker_pulses_at", "worker_pulses", ["at"])
    op.create_index("ix_audit_entries_actor", "audit_entries", ["actor_id", "id"])
    op.create_index("ix_audit_entries_verb", "audit_entries", ["verb", "id"])
    _put_up_the_guard()


def downgrade() -> None:
    _take_down_the_guard()
    op.drop_index("ix_audit_entries_verb", table_name="audit_entries")
    op.drop_index("ix_audit_entries_actor", table_name="audit_entries")
    op.drop_index("ix_worker_pulses_at", table_name="worker_pulses")
    op.drop_table("worker_pulses")
    op.drop_index("ix_merged_members_into_id", table_name="merged_members")
    op.drop_table("merged_members")


def _put_up_the_guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name, when in SQLITE.items():
            says = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            op.execute(f"CREATE TRIGGER {name} BEFORE {when} {says}")
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for name, when in POSTGRESQL.items():
        op.execute(f"CREATE TRIGGER {name} BEFORE {when} EXECUTE FUNCTION audit_entries_stay()")


def _take_down_the_guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in SQLITE:
            op.execute(f"DROP TRIGGER {name}")
        return
    for name in POSTGRESQL:
        op.execute(f"DROP TRIGGER {name} ON audit_entries")
    op.execute("DROP FUNCTION audit_entries_stay()")
