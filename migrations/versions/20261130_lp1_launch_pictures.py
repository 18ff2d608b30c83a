"""launches: their pictures"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
revision = "20261130_lp1"
down_revision = "20261130_cs1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("launches") as launches:
        launches.add_column(sa.Column("pictures", JSON, nullable=False, server_default="[]"))
    with op.batch_alter_table("launches") as launches:
        launches.alter_column("pictures", existing_type=JSON, server_default=None)


def downgrade() -> None:
    uses = sa.table("upload_uses", sa.column("source_kind", sa.String()))
    kinds = ["launch", "launch_first"]
    op.execute(sa.delete(uses).where(uses.c.source_kind.in_(kinds)))
    with op.batch_alter_table("launches") as launches:
        launches.drop_column("pictures")
