"""What decisions change in the registers: on which facts, from when, and once everything that must pass has passed.

``demand``: what must be stated before a decision. ``frozen``: the facts as a decision found them. ``grounds``: the decisions
that a part rests on, loaded. ``ready``: whether it can take effect, or what is waited for. ``plan``: what it will change.
"""
