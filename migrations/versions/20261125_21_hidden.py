"""topics: posts that are hidden while they are looked at"""

import sqlalchemy as sa
from alembic import op

revision = "20261125_21"
down_revision = "20261125_q1"
branch_labels = None
depends_on = None

PEOPLE = ("hidden_by_id", "was_accepted_by_id")
MOMENTS = ("hidden_at", "mended_at", "was_accepted_at")


def upgrade() -> None:
    with op.batch_alter_table("posts") as posts:
        for name in MOMENTS:
            posts.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        for name in PEOPLE:
            posts.add_column(sa.Column(name, sa.Integer(), nullable=True))
            posts.create_foreign_key(op.f(f"fk_posts_{name}_users"), "users", [name], ["id"])


def downgrade() -> None:
    # What was hidden is kept from readers, as far as the tables before know how.
    op.execute(sa.text("UPDATE posts SET state = 'rejected' WHERE state = 'hidden'"))
    op.execute(sa.text("UPDATE topics SET state = 'rejected' WHERE state = 'hidden'"))
    with op.batch_alter_table("posts") as posts:
        for name in PEOPLE:
            posts.drop_constraint(op.f(f"fk_posts_{name}_users"), type_="foreignkey")
        for name in (*PEOPLE, *MOMENTS):
            posts.drop_column(name)
