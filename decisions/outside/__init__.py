"""What is done about matters outside meetings: the facts, the gate, and what pages and the desk show of it."""
