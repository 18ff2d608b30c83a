"""topics: posts that others may improve"""

import sqlalchemy as sa
from alembic import op

revision = "20261124_11"
down_revision = "20261124_2c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("posts") as posts:
        posts.add_column(sa.Column("wiki_since", sa.DateTime(timezone=True), nullable=True))
        posts.add_column(sa.Column("wiki_by_id", sa.Integer(), nullable=True))
        posts.create_foreign_key(op.f("fk_posts_wiki_by_id"), "users", ["wiki_by_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("posts") as posts:
        posts.drop_constraint(op.f("fk_posts_wiki_by_id"), type_="foreignkey")
        posts.drop_column("wiki_by_id")
        posts.drop_column("wiki_since")
