"""How the case database came to be, step by step (Alembic)."""
