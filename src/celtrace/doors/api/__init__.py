"""The API: what the screens do, as documents, for programs with a token.

One module for each kind of work, with a `router` that is found by walking the package.
"""
