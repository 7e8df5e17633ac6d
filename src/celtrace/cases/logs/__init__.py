"""Logs of a dossier and without one, and the networks that their addresses lie in."""
