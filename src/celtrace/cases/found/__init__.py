"""Found and delivered files: custody, batches, reading, what is new, what lies in pictures."""
