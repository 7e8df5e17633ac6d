"""Judging: findings to an assessment, pure (spec/weighing.md)."""

from celtrace.weigh.judge import assess

__all__ = ["assess"]
