"""The acts outside a meeting, one module a route. Each locks the committee's book, asks the gate, and writes."""
