"""The registers: whose entries they hold, who may do what with them, and how they are read."""
