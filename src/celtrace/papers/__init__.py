"""Readers of identity papers: pictures and chips in, what they say out."""
