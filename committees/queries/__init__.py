"""What the pages on committees show, worked out by the engine from the rows. Reads only, in a fixed number of queries."""
