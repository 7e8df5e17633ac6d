"""Steps from one schema of the accounts to the next."""
