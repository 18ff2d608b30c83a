"""pages: guidelines, their versions and who accepted them"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_4"
down_revision = "20261122_3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "users",
        sa.Column("guidelines_accepted", sa.Integer(), nullable=False, server_default=sa.text("0")),
    )
    op.create_table(
        "page_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["users.id"], name=op.f("fk_page_versions_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_versions")),
        sa.UniqueConstraint("page", "number", name=op.f("uq_page_versions_page_number")),
    )
    op.create_table(
        "guidelines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("material_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("material_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["users.id"], name=op.f("fk_guidelines_published_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["material_by_id"], ["users.id"], name=op.f("fk_guidelines_material_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guidelines")),
        sa.UniqueConstraint("number", name=op.f("uq_guidelines_number")),
    )
    op.create_table(
        "guideline_clauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guidelines_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("dos", sa.Text(), nullable=False),
        sa.Column("donts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guidelines_id"], ["guidelines.id"], name=op.f("fk_guideline_clauses_guidelines_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guideline_clauses")),
    )
    op.create_index(
        op.f("ix_guideline_clauses_guidelines_id"), "guideline_clauses", ["guidelines_id"]
    )
    op.create_table(
        "guideline_acceptances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("guidelines_id", sa.Integer(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_guideline_acceptances_user_id")
        ),
        sa.ForeignKeyConstraint(
            ["guidelines_id"],
            ["guidelines.id"],
            name=op.f("fk_guideline_acceptances_guidelines_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guideline_acceptances")),
        sa.UniqueConstraint(
            "user_id",
            "guidelines_id",
            name=op.f("uq_guideline_acceptances_user_id_guidelines_id"),
        ),
    )
    op.create_index(
        op.f("ix_guideline_acceptances_guidelines_id"), "guideline_acceptances", ["guidelines_id"]
    )


def downgrade() -> None:
    op.drop_table("guideline_acceptances")
    op.drop_table("guideline_clauses")
    op.drop_table("guidelines")
    op.drop_table("page_versions")
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.drop_column("guidelines_accepted")
