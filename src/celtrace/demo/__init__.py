"""The public SEK Studio case, as data."""
