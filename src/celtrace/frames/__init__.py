"""Whose drawing is this: pictures to lines, fingerprints, search and geometric proof."""
