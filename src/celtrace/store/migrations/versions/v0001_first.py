"""The first schema: journal, records, objects of the vault, stages of a run."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False, unique=True),
    )
    op.create_table(
        "records",
        sa.Column("kind", _ORDERED, primary_key=True),
        sa.Column("id", _ORDERED, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "objects",
        sa.Column("digest", _ORDERED, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stages",
        sa.Column("name", _ORDERED, primary_key=True),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("done", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Remove the four tables with all they hold."""
    for name in ("stages", "objects", "records", "journal"):
        op.drop_table(name)
