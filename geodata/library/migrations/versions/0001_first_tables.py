"""Corpora, articles, corrections, accounts, imported files."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.String(32)


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "account",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(320), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("subject", name="uq_account_subject"),
    )
    op.create_table(
        "corpus",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("visibility", sa.String(16), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.String(200), nullable=False),
        sa.Column("removed_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_corpus"),
    )
    op.create_table(
        "article",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("corpus", sa.String(64), nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("source", sa.Text),
        sa.Column("author", sa.Text),
        sa.Column("published", sa.String(10)),
        sa.Column("url", sa.Text),
        sa.Column("language", sa.String(8)),
        sa.Column("batch", sa.String(32), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("added_by", sa.String(200), nullable=False),
        sa.Column("removed_at", MOMENT),
        sa.Column("removed_by", sa.String(200)),
        sa.ForeignKeyConstraint(["corpus"], ["corpus.id"], name="fk_article_corpus"),
        sa.PrimaryKeyConstraint("number", name="pk_article"),
        sa.UniqueConstraint("corpus", "id", name="uq_article_corpus_id"),
        sa.UniqueConstraint("corpus", "sha256", name="uq_article_corpus_sha256"),
    )
    op.create_table(
        "correction",
        sa.Column("corpus", sa.String(64), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("undone_at", MOMENT),
        sa.Column("undone_by", sa.String(200)),
        sa.ForeignKeyConstraint(["corpus"], ["corpus.id"], name="fk_correction_corpus"),
        sa.PrimaryKeyConstraint("corpus", "id", name="pk_correction"),
    )
    op.create_index("ix_correction_corpus_made_at", "correction", ["corpus", "made_at"])
    op.create_table(
        "import_file",
        sa.Column("corpus", sa.String(64), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("format", sa.String(16), nullable=False),
        sa.Column("mapping", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("terms", sa.String(32), nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("added_by", sa.String(200), nullable=False),
        sa.Column("removed_at", MOMENT),
        sa.ForeignKeyConstraint(["corpus"], ["corpus.id"], name="fk_import_file_corpus"),
        sa.PrimaryKeyConstraint("corpus", "id", name="pk_import_file"),
    )


def downgrade() -> None:
    """Take the schema back."""
    for table in ("import_file", "correction", "article", "corpus", "account"):
        op.drop_table(table)
