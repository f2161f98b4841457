"""The tables of the library (docs/corpora.md); migrations/ brings a database to them."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

MOMENT = sa.String(32)
"""ISO 8601 in UTC, with microseconds: sorts as text, and is the same in both databases."""

corpus = sa.Table(
    "corpus",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("visibility", sa.String(16), nullable=False),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Column("created_by", sa.String(200), nullable=False),
    sa.Column("removed_at", MOMENT),
)

article = sa.Table(
    "article",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("corpus", sa.ForeignKey("corpus.id"), nullable=False),
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
    sa.UniqueConstraint("corpus", "id"),
    sa.UniqueConstraint("corpus", "sha256"),
    sa.Index("ix_article_corpus_changed", "corpus", "removed_at", "added_at"),
)

correction = sa.Table(
    "correction",
    metadata,
    sa.Column("corpus", sa.ForeignKey("corpus.id"), primary_key=True),
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("author", sa.String(200), nullable=False),
    sa.Column("made_at", MOMENT, nullable=False),
    sa.Column("recorded_at", MOMENT, nullable=False),
    sa.Column("undone_at", MOMENT),
    sa.Column("undone_by", sa.String(200)),
    sa.Index(None, "corpus", "made_at"),
)

account = sa.Table(
    "account",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("subject", sa.String(320), nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Column("seen_at", MOMENT),
    sa.Column("email", sa.Text),
    sa.Column("email_verified", sa.Boolean),
)

share_link = sa.Table(
    "share_link",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("corpus", sa.ForeignKey("corpus.id"), nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Column("created_by", sa.String(200), nullable=False),
    sa.Column("expires_at", MOMENT, nullable=False),
    sa.Column("revoked_at", MOMENT),
)

import_file = sa.Table(
    "import_file",
    metadata,
    sa.Column("corpus", sa.ForeignKey("corpus.id"), primary_key=True),
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("format", sa.String(16), nullable=False),
    sa.Column("mapping", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("terms", sa.String(32), nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("added_at", MOMENT, nullable=False),
    sa.Column("added_by", sa.String(200), nullable=False),
    sa.Column("removed_at", MOMENT),
)
