"""How lists across meetings name a decision."""

from decisions.models import Resolution


def item_words(resolution: Resolution) -> str:
    """item 7, Two branch surgeries, part (a)."""
    part = f", part ({resolution.limb.letter})" if resolution.limb.letter else ""
    return f"item {resolution.item.number}, {resolution.item.matter.title}{part}"
