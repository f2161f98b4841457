"""When the articles of a corpus changed, without a look at their texts: each page asks for it."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_index("ix_article_corpus_changed", "article", ["corpus", "removed_at", "added_at"])


def downgrade() -> None:
    """Take the schema back."""
    op.drop_index("ix_article_corpus_changed", "article")
