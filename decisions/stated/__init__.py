"""The facts of matters, as pages tell them: by the names of what they refer to, and with what is still to be stated."""
