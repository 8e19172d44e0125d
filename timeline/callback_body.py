"""What a browser may post to a Dash callback, decided before Dash sees it.

Dash 4.4 trusts the body of `/_dash-update-component`: `null`, a number, `{}`, an unknown output, a missing
input or deep nesting end in an exception there (status 500, a traceback in the terminal), and inputs under
ids that do not exist reach the callback. Its renderer, on the other hand, only ever sends one shape: the
output, inputs and states of a callback as the server itself listed them under `/_dash-dependencies`, in that
order, with values filled in. So the body is compared with that list. Anything else was not sent by our page.

The *values* stay what they are, the word of a stranger: a callback must check its own arguments. Only what no
JSON of a browser holds and much Python code stumbles over is refused here: NaN, infinities, enormous numbers,
lone surrogates, NUL, and nesting deeper than `DEEPEST`.

Callbacks with pattern-matching ids are not known here, so posting to them is refused. The design has none: at
a thousand marks they cost seconds a click.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

DEEPEST = 32
"""Most levels of lists and objects in a body; the envelope itself takes three."""

LONGEST_NUMBER = 32
"""Most characters of a number; JavaScript writes no number with more than 25."""

UNSAFE_TEXT = re.compile("[\0\ud800-\udfff]")
"""NUL and halves of surrogate pairs: neither a file name nor UTF-8 can hold them."""

ITEM_KEYS = frozenset({"id", "property", "value", "allow_optional"})
"""All that Dash's renderer puts into an input or a state."""

Address = tuple[str, str]
"""A component's id and the name of one of its properties: `("clock", "n_intervals")`."""


class Malformed(ValueError):
    """A body that our page did not send; the text is one sentence that repeats nothing of it."""


@dataclass(frozen=True, slots=True)
class Callback:
    """The addresses of one server-side callback, in the order in which the browser must send them."""

    outputs: tuple[Address, ...]
    """What it changes; empty for a callback without output."""
    several: bool
    """Whether the browser sends the outputs as a list (Dash: `..a.x...b.y..`), even if there is only one."""
    inputs: tuple[Address, ...]
    """What starts it."""
    states: tuple[Address, ...]
    """What it is told besides; never a reason to start."""


def known(dependencies: Iterable[Mapping[str, Any]]) -> dict[str, Callback]:
    """Read the list that Dash gives to the browser; keys are Dash's own names of the outputs.

    Callbacks that run in the browser are left out (Dash has no function to call for them), and so are those
    with pattern-matching ids.
    """
    return {
        dependency["output"]: Callback(
            outputs=() if dependency.get("no_output") else _outputs(dependency["output"]),
            several=dependency["output"].startswith(".."),
            inputs=_addresses(dependency["inputs"]),
            states=_addresses(dependency["state"]),
        )
        for dependency in dependencies
        if not dependency.get("clientside_function") and not _has_pattern(dependency)
    }


def examine(body: bytes, callbacks: Mapping[str, Callback]) -> None:
    """Let a body pass that one of `callbacks` can have been sent; raise Malformed for any other."""
    envelope = _parse(body)
    if not isinstance(envelope, dict):
        raise Malformed("The body is not a JSON object.")
    output = envelope.get("output")
    callback = callbacks.get(output) if isinstance(output, str) else None
    if callback is None:
        raise Malformed("No callback of this page has that output.")
    if not _are_outputs(envelope.get("outputs"), callback):
        raise Malformed("The outputs are not those of the callback.")
    if not _are_items(envelope.get("inputs"), callback.inputs):
        raise Malformed("The inputs are not those of the callback.")
    if not _are_items(envelope.get("state", []), callback.states):
        raise Malformed("The states are not those of the callback.")
    if not _are_triggers(envelope.get("changedPropIds", []), callback.inputs):
        raise Malformed("The changed properties are not inputs of the callback.")


def _parse(body: bytes) -> object:
    """Read strict UTF-8 JSON; Dash reads the same bytes again and must not understand them otherwise."""
    try:
        value = json.loads(
            body.decode("utf-8"), parse_float=_float, parse_int=_integer, parse_constant=_no_constant
        )
    except Malformed:
        raise
    except (ValueError, RecursionError):
        raise Malformed("The body is not UTF-8 encoded JSON, or it is nested too deeply.") from None
    _refuse_unsafe(value)
    return value


def _float(digits: str) -> float:
    number = float(digits) if len(digits) <= LONGEST_NUMBER else math.inf
    if not math.isfinite(number):
        raise Malformed("A number is too large or too long.")
    return number


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise Malformed("A number is too large or too long.")
    return int(digits)


def _no_constant(_name: str) -> NoReturn:
    raise Malformed("NaN and Infinity are not JSON.")


def _refuse_unsafe(value: object) -> None:
    """Look at the value level by level, without recursion, which a hostile depth would break."""
    level = [value]
    for _ in range(DEEPEST):
        below: list[object] = []
        for current in level:
            if isinstance(current, str):
                if UNSAFE_TEXT.search(current):
                    raise Malformed("A text holds NUL or half a surrogate pair.")
            elif isinstance(current, list):
                below += current
            elif isinstance(current, dict):
                below += current
                below += current.values()
        if not below:
            return
        level = below
    raise Malformed("The body is nested too deeply.")


def _has_pattern(dependency: Mapping[str, Any]) -> bool:
    """Whether an id is a pattern; Dash writes those as JSON, and allows no brace in any other id."""
    items = (*dependency["inputs"], *dependency["state"])
    return any("{" in name for name in (dependency["output"], *(item["id"] for item in items)))


def _outputs(name: str) -> tuple[Address, ...]:
    parts = name[2:-2].split("...") if name.startswith("..") else [name]
    return tuple(_plain_address(*part.rsplit(".", 1)) for part in parts)


def _addresses(items: Iterable[Mapping[str, Any]]) -> tuple[Address, ...]:
    return tuple((item["id"], item["property"]) for item in items)


def _plain_address(component: str, name: str) -> Address:
    """Drop the hash that Dash hangs on an output which several callbacks share: `figure@1f3c…`."""
    return component, name.split("@", 1)[0]


def _are_outputs(posted: object, callback: Callback) -> bool:
    if not callback.outputs:
        return not posted
    items = posted if callback.several else [posted]
    if not isinstance(items, list) or not all(_is_item(item) for item in items):
        return False
    return tuple(_plain_address(item["id"], item["property"]) for item in items) == callback.outputs


def _are_items(posted: object, expected: tuple[Address, ...]) -> bool:
    if not isinstance(posted, list) or not all(_is_item(item) for item in posted):
        return False
    return _addresses(posted) == expected


def _is_item(item: object) -> bool:
    return (
        isinstance(item, dict)
        and item.keys() <= ITEM_KEYS
        and isinstance(item.get("id"), str)
        and isinstance(item.get("property"), str)
    )


def _are_triggers(posted: object, inputs: tuple[Address, ...]) -> bool:
    names = {f"{component}.{name}" for component, name in inputs}
    return isinstance(posted, list) and all(isinstance(name, str) and name in names for name in posted)
