"""Text: scripts, normal forms, dates and numbers as people write them."""
