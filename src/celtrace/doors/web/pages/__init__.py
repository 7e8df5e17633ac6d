"""One module a screen; each has a `router`, found by walking the package."""
