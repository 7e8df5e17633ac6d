"""Readers of found and delivered files: one file a format."""
