"""The routes of a decision besides a vote in a meeting, one module each. Their table is ``ways``."""
