"""The pages on who decides, on committees, and on the registers."""
