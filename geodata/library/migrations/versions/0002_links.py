"""Links by which a private corpus is shared; addresses of people who sign in."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.String(32)


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("account", sa.Column("email", sa.Text))
    op.create_table(
        "share_link",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("corpus", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.String(200), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.ForeignKeyConstraint(["corpus"], ["corpus.id"], name="fk_share_link_corpus"),
        sa.PrimaryKeyConstraint("id", name="pk_share_link"),
    )
    op.create_index("ix_share_link_corpus", "share_link", ["corpus"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_index("ix_share_link_corpus", "share_link")
    op.drop_table("share_link")
    with op.batch_alter_table("account") as batch:
        batch.drop_column("email")
