"""The API: what the screens do, as documents, for programs with a token."""
