"""answering: replies that rules wrote answer nothing"""

import sqlalchemy as sa
from alembic import op

revision = "20261129_an2"
down_revision = "20261129_lb1"
branch_labels = None
depends_on = None

# Those that are there already. Topics that they answered stay answered.
NOTED = """
INSERT INTO answering_asides (post_id)
SELECT DISTINCT post_id FROM rule_answers WHERE post_id IS NOT NULL
"""


def upgrade() -> None:
    op.create_table(
        "answering_asides",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_answering_asides_post_id_posts")
        ),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_answering_asides")),
    )
    op.execute(sa.text(NOTED))


def downgrade() -> None:
    op.drop_table("answering_asides")
