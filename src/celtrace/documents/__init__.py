"""Identifiers and papers: validation and normal forms."""
