"""The report: HTML, PDF and pictures."""
