"""Parties against lists: one by one, whole sheets, and again after a change."""
