"""Whether the provider had verified a person's address: one that it had not says nothing of who they are."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("account", sa.Column("email_verified", sa.Boolean))


def downgrade() -> None:
    """Take the schema back."""
    with op.batch_alter_table("account") as batch:
        batch.drop_column("email_verified")
