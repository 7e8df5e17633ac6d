"""Lists of designations: taking them in, their state on a day, what changed."""
