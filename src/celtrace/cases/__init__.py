"""Order of work: intake, screening, run, verify."""
