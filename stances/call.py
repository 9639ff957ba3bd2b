"""What a caller may write in a question: days as texts, ids or names, terms; and what to say when it cannot be answered."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from stances.schema import VOCABULARIES

Day = date | str | None
# Questions about all that happened up to a day; for the others `as_of` asks what held on that one day.
HISTORIES = ("rows", "shifts", "timeline", "profile", "movers", "agencies", "governments")
DEFAULTS: dict[str, Any] = {"with_withdrawn": False, "min_gap": 2, "linked": False}


class CallError(ValueError):
    """The call cannot be answered as asked; the message says what to change."""


def did_you_mean(name: str, options: Iterable[str | None]) -> str:
    """A hint with the nearest options, else with the shortest that hold it as a word, or nothing.

    >>> did_you_mean("wray", ["chris-wray", "sprayer"])
    '; did you mean chris-wray?'
    """
    known = [option for option in options if option]
    near: list[str] = difflib.get_close_matches(name, known, n=3, cutoff=0.6)
    if not near:
        word = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
        near = sorted((option for option in known if word.search(option)), key=len)[:3] if name.strip() else []
    return f"; did you mean {', '.join(near)}?" if near else ""


def chosen(value: str, options: Iterable[str], what: str) -> str:
    """`value` if it is one of the options; CallError that names the nearest, or all, otherwise."""
    options = list(options)
    if value not in options:
        raise CallError(f"no {what} {value!r}{did_you_mean(value, options)}; one of {', '.join(options)}")
    return value


def day(value: Day, name: str) -> date | None:
    """A day from a date or an ISO text; CallError names the argument when it is neither."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (ValueError, TypeError):
        raise CallError(f"{name} is {value!r}; write a day as YYYY-MM-DD") from None


def values(question: str, as_of: Day = None, between: tuple[Day, Day] | None = None, **call: Any) -> dict[str, Any]:
    """The parameters of a question's SQL text from what the caller wrote; ids are taken as they are.

    Raises:
        CallError: a day, relation or number is not one.

    >>> call = values("positions", as_of="2018-05-13")
    >>> call["since"] == call["until"] == date(2018, 5, 13)
    True
    """
    if as_of is not None and between:
        raise CallError("give as_of or between, not both")
    since, until = (day(d, "between") for d in between) if between else (day(as_of, "as_of"),) * 2
    if question in HISTORIES:
        since = None
    if since is not None and until is not None and since > until:
        raise CallError(f"between is {since} and {until}; give the earlier day first")
    if call.get("relation") is not None:
        chosen(call["relation"], VOCABULARIES["actor_relation"], "relation")
    gap, top = call.get("min_gap", DEFAULTS["min_gap"]), call.get("top")
    if gap not in range(1, 5):
        raise CallError(f"min_gap is {gap!r}; opposite positions lie 2 to 4 apart")
    if top is not None and top < 1:
        raise CallError(f"top is {top}; ask for 1 row or more, or None for all")
    return DEFAULTS | call | {"since": since, "until": until, "known_as_of": day(call.get("known_as_of"), "known_as_of")}
