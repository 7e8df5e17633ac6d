"""Readers of sign-in and access logs, one file a format."""
