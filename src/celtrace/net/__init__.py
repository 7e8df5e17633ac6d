"""Knowledge about internet addresses: forms, special ranges, dated ranges, places, lists."""
