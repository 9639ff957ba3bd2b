"""What a notebook shows of a dataset and of an answer: plain HTML in which everything that was read is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from stances import sql
from stances.kinds import arrow_of, pandas_of
from stances.schema import TABLES

if TYPE_CHECKING:
    from stances.dataset import Dataset

MOST_ROWS = 50


class Shown:
    """An answer with the words behind each row, for the eye; the answer itself stays a plain frame (`.answer`).

    >>> import stances
    >>> ds = stances.open()
    >>> shown = ds.show(ds.disagreements(as_of="2018-05-13", actor="wilbur-ross"))
    >>> "This egregious behavior cannot be ignored." in shown._repr_html_()
    True
    """

    def __init__(self, ds: Dataset, answer: Any) -> None:
        self.ds = ds
        self.answer = answer

    def __repr__(self) -> str:
        return repr(self.answer)

    def _repr_html_(self) -> str:
        answer = arrow_of(self.answer)
        shown = pandas_of(answer.slice(0, MOST_ROWS))
        ids = [c for c in shown.columns if c.startswith("statement_") or c.endswith("statement_id")]
        wanted = {value for c in ids for value in shown[c].dropna()}
        words = {row[0]: row[1:] for row in self.ds.engine.rows(self.ds.run(sql.body("words"))) if row[0] in wanted}
        columns = [c for c in shown.columns if c not in ids]
        body = []
        for row in shown.to_dict("records"):
            body.append("<tr>" + "".join(f"<td>{_cell(row[c])}</td>" for c in columns) + "</tr>")
            quotes = "".join(_quote(*words[row[c]]) for c in ids if row[c] in words)
            if quotes:
                body.append(f"<tr><td colspan={len(columns)}>{quotes}</td></tr>")
        more = answer.num_rows - len(shown)
        return _table(columns, body) + (f"<p>and {more} more rows</p>" if more else "")


def overview(ds: Dataset) -> str:
    """What is in a dataset: its issues with their counts, and its tables with their rows."""
    from stances.dataset import COMPUTED

    read = [name for name in TABLES if name not in COMPUTED and ds.path(name) is not None]
    counts = {name: int(ds.engine.rows(ds.run(f"SELECT COUNT(*) FROM {name}"))[0][0]) for name in read}
    return f"<p><b>{escape(ds.title)}</b></p>" + _issues(ds, counts) + _tables(counts)


def of_rows(n: int) -> str:
    """What is in a caller's own frame: its rows."""
    return _tables({"frame": n})


def _tables(counts: dict[str, int]) -> str:
    about = {name: TABLES[name].about if name in TABLES else "Your rows." for name in counts}
    return _table(
        ["table", "rows", ""],
        [f"<tr><td>{escape(name)}</td><td>{n}</td><td>{escape(about[name])}</td></tr>" for name, n in counts.items()],
    )


def _issues(ds: Dataset, counts: dict[str, int]) -> str:
    if not counts.get("issues"):
        return ""
    rows = ds.engine.rows(
        ds.run("""
        SELECT i.issue_id, i.title, COUNT(s.statement_id), COUNT(DISTINCT s.speaker_id), MIN(s.said_date), MAX(s.said_date)
        FROM issues i LEFT JOIN statements s ON s.issue_id = i.issue_id AND s.withdrawn_date IS NULL
        GROUP BY i.issue_id, i.title ORDER BY i.issue_id""")
    )
    return _table(
        ["issue", "title", "statements", "speakers", "first", "last"],
        ["<tr>" + "".join(f"<td>{_cell(v)}</td>" for v in row) + "</tr>" for row in rows],
    )


def _table(columns: list[str], body: list[str]) -> str:
    head = "".join(f"<th>{escape(c)}</th>" for c in columns)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def _cell(value: Any) -> str:
    """A value as text: days without a time, gaps as nothing."""
    if value is None or value != value or str(value) in ("<NA>", "NaT"):
        return ""
    return escape(str(value.date() if hasattr(value, "date") and callable(value.date) else value))


def _quote(speaker: str, office: str | None, said: Any, quote: str | None, summary: str, url: str) -> str:
    """The words of one statement; only an http or https address becomes a link."""
    text = f"<q>{escape(quote)}</q>" if quote else escape(summary)
    link = (
        f' <a href="{escape(url)}" target="_blank" rel="noopener noreferrer">source</a>'
        if urlsplit(url).scheme in ("http", "https")
        else f" {escape(url)}"
    )
    who = escape(f"{speaker}, {office}" if office else speaker)
    return f'<div style="text-align:left;margin-left:1em">{who}, {escape(str(said))}: {text}{link}</div>'
