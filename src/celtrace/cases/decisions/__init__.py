"""What people decide about a case: judgements, notes, assignments, questions to vendors.

Everything is a line of the journal; what stands is folded from its lines, and nowhere else.
"""
