"""Regimes, thresholds and the ownership cascade."""
