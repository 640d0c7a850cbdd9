"""The page of one practice: what is on record of it on a day, every decision about it, and the interests that touch it.

``lineage``: the practices it comes from and went on in. ``state``: contract, holder, sites, list, by day. ``decided``: what
committees decided, as far as the reader may know. ``rows``: what those decisions are made of, fetched at once. ``history``:
how its record came to be. ``page``: all of it.
"""
