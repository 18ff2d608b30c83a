"""topics: what answers nothing is known where first posts are, too"""

import sqlalchemy as sa
from alembic import op

revision = "20261201_as1"
down_revision = "20261201_st1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _move("answering_asides", "asides")


def downgrade() -> None:
    _move("asides", "answering_asides")


def _move(before: str, after: str) -> None:
    op.create_table(
        after,
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f(f"fk_{after}_post_id_posts")),
        sa.PrimaryKeyConstraint("post_id", name=op.f(f"pk_{after}")),
    )
    old, new = (sa.table(name, sa.column("post_id")) for name in (before, after))
    op.execute(new.insert().from_select(["post_id"], sa.select(old.c.post_id)))
    op.drop_table(before)
