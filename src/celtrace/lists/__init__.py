"""Readers of sanctions lists, one file a source."""
