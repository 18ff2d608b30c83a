"""old names of tags"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_2"
down_revision = "20261121"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tag_addresses",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name=op.f("fk_tag_addresses_tag_id")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_tag_addresses")),
    )
    with op.batch_alter_table("tag_addresses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tag_addresses_tag_id"), ["tag_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("tag_addresses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tag_addresses_tag_id"))

    op.drop_table("tag_addresses")
