"""The dossier contract: from YAML and tables to records."""
