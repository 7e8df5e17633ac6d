"""Implementations of vault, journal and shelf."""
