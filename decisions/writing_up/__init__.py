"""Writing a meeting up afterwards: from a sheet filled in on paper, or from a file. What is told becomes acts."""
