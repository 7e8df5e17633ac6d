"""Connectors: they bring bytes of a tracker into a dossier folder and say nothing new."""
