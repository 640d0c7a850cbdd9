"""NHS England's desk: what awaits it across all CCGs, which power it holds, how long is left, and what silence means."""

from decisions.desk.page import DeskPage, Summary, desk_page, summary
from decisions.desk.scope import Scope, may_see, scope_of

__all__ = ["DeskPage", "Scope", "Summary", "desk_page", "may_see", "scope_of", "summary"]
