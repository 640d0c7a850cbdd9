"""The only writes of this app: setting up who may decide, from files and from London's own."""

from committees.actions.found import Found
from committees.actions.london import load_london_arrangements
from committees.actions.set_up import set_up_bodies

__all__ = ["Found", "load_london_arrangements", "set_up_bodies"]
