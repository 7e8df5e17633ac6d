"""Workers: their sealed files, check plans, invitations, meetings, keys and evidence packs."""
