"""Telling people that something waits for them: by mail and by webhook.

What is told is read off the journal; nothing of a case is quoted outside of it.
"""
