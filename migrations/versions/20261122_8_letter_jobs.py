"""jobs that send letters are known by the names of the letters, which never come again"""

from alembic import op

revision = "20261122_8"
down_revision = "20261122_7"
branch_labels = None
depends_on = None

RENAME = (
    "UPDATE jobs SET key = (SELECT {to} FROM letters WHERE {was} = jobs.key)"
    " WHERE kind = 'mail.send'"
    " AND EXISTS (SELECT 1 FROM letters WHERE {was} = jobs.key)"
)
ID = "CAST(letters.id AS VARCHAR(20))"
NAME = "letters.message_id"


def upgrade() -> None:
    op.execute(RENAME.format(to=NAME, was=ID))


def downgrade() -> None:
    op.execute(RENAME.format(to=ID, was=NAME))
