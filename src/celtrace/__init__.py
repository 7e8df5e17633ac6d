"""Celtrace finds out who really drew an outsourced show."""

__version__ = "0.1.0"

__all__ = ["__version__"]
