"""Findings to assessment: pure."""
