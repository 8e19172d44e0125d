"""On which sides of a mark its label may stand, and where: beside it, inside a bar, or beyond its ticks."""

from __future__ import annotations

from timeline.boxes import GAP, INSET, SYMBOL, Item, Side


def label_at(item: Item, side: Side, width: float, ticks: bool) -> tuple[float, float] | None:
    """Where the label would stand on that side; None where it does not fit into the window.

    Beside ticks it stands between them and the mark if it can, else beyond them.

    The label of a mark outside the window stays outside, so that it does not float in without its mark.
    """
    left, right = item.box
    if side == "inside":
        start = max(left, 0.0) + INSET + item.before
        end = start + item.width
        return (start, end) if end + INSET + item.after <= min(right, width) else None
    if side == "right":
        beyond = right + item.wing_right if ticks and not fits(item, side) else right
        start, end = beyond + GAP, beyond + GAP + item.width
    else:
        beyond = left - item.wing_left if ticks and not fits(item, side) else left
        start, end = beyond - GAP - item.width, beyond - GAP
    if right <= 0:
        return (start, end) if end <= 0 else None
    if left >= width:
        return (start, end) if start >= width else None
    return (start, end) if start >= 0 and end <= width else None


def fits(item: Item, side: Side) -> bool:
    """Whether the label has room between the mark and its nearest tick on that side."""
    return (item.free_right if side == "right" else item.free_left) >= item.width + 2 * GAP


def sides(item: Item, ticks: bool) -> tuple[Side, ...]:
    """The sides on which a label may stand, the best first; beyond ticks it seems to be theirs."""
    left, right = item.box
    beyond = ticks and item.wing_right > 0 and not fits(item, "right")
    better = beyond and (item.wing_left <= 0 or fits(item, "left"))
    found: tuple[Side, ...] = ("left", "right") if better else ("right", "left")
    return ("inside", *found) if right - left > SYMBOL else found
