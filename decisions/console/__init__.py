"""What the meeting console shows: the record turned into the next step, with the words to say. No HTML, no queries.

One thing is next. What is done folds to a line; what comes later is named. Whether a button is there is the gate's
answer, asked here once for each.
"""

from decisions.console.page import Console, build

__all__ = ["Console", "build"]
