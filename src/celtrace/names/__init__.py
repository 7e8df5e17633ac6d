"""Names of people and organisations: normal forms and comparison."""
