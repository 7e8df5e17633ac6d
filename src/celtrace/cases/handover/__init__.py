"""What leaves the house: signed bundles, reports for counsel, productions, exports.

Everything here is made from what a case holds, and nothing of it is ever read back into one.
"""
