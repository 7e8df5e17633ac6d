"""Results of identity and background-check providers, as signed messages: one module each.

A module has FORMAT, TITLE, `authentic(message, secret)` and `read(message)`. It knows the
provider's own words; what comes out is in ours. A word that it does not know is refused.
"""
