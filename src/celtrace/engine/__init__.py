"""Implementations of the engine port."""
