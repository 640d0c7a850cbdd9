"""The demonstration: a meeting of South West London, ready to be run. Its people, terms and matters are made up."""
