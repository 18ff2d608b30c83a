"""messages: reports of the same two stand in one case"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_ab2"
down_revision = "20261127_ab1"
branch_labels = None
depends_on = None
FOREIGN = "fk_message_reports_joined_to_id_message_reports"


def upgrade() -> None:
    with op.batch_alter_table("message_reports") as table:
        table.add_column(sa.Column("joined_to_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f(FOREIGN), "message_reports", ["joined_to_id"], ["id"])
        table.create_index(op.f("ix_message_reports_joined_to_id"), ["joined_to_id"])


def downgrade() -> None:
    with op.batch_alter_table("message_reports") as table:
        table.drop_index(op.f("ix_message_reports_joined_to_id"))
        table.drop_constraint(op.f(FOREIGN), type_="foreignkey")
        table.drop_column("joined_to_id")
