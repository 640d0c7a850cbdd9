"""What is decided about: CCGs, practices, providers, contracts, and the ODS import."""
