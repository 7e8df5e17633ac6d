"""Judging: findings to an assessment, pure (spec/weighing.md)."""

from celtrace.weigh.assess import assess

__all__ = ["assess"]
