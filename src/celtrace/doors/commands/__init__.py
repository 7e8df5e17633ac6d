"""The commands, a file for each family; each has `register(app)`."""
