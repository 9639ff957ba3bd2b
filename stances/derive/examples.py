"""Codings -> for each proposition a worked and a borderline example, for those who code."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from stances.dataset import Dataset

# Each coded pair once, with what both coders and, where they differed, the adjudicator made of it; best examples first:
# worked ones are agreed, sure and strong, borderline ones were settled against a coder, or agreed without being sure.
PAIRS = """
WITH votes AS (
    SELECT c.statement_id, c.proposition_id,
        STRING_AGG(DISTINCT c.code, ' / ' ORDER BY c.code) FILTER (WHERE r.coder_role = 'coder') AS codes,
        COUNT(DISTINCT c.code) FILTER (WHERE r.coder_role = 'coder') AS n_codes,
        BOOL_AND(c.confidence = 'high') AS sure,
        MAX(c.code) FILTER (WHERE r.coder_role = 'adjudicator') AS ruling,
        COALESCE(MAX(c.note) FILTER (WHERE r.coder_role = 'adjudicator'), MIN(c.note)) AS note
    FROM codings c JOIN coders r USING (coder_id) GROUP BY c.statement_id, c.proposition_id
)
SELECT v.proposition_id, p.text, p.support_means, p.oppose_means, n_codes = 1 AND sure AS worked,
    a.name, s.said_date, COALESCE('"' || s.quote || '"', s.summary) AS words, s.statement_id, v.codes, v.ruling, v.note
FROM votes v JOIN propositions p USING (proposition_id) JOIN statements s USING (statement_id)
JOIN actors a ON a.actor_id = s.speaker_id
WHERE v.note IS NOT NULL AND (v.ruling IS NULL OR v.ruling <> 'not-addressed' OR v.n_codes > 1)
ORDER BY p.issue_id, v.proposition_id, worked DESC,
    CASE WHEN n_codes = 1 AND sure THEN CASE WHEN v.codes LIKE 'strongly%' THEN 0 ELSE 1 END
         WHEN v.codes LIKE '%oppose%' AND v.codes LIKE '%support%' THEN 0
         WHEN v.codes LIKE '%not-addressed%' THEN 1 ELSE 2 END,
    s.quote IS NULL, s.said_date, s.statement_id
"""


def examples(ds: Dataset) -> str:
    """Markdown with every proposition, its poles, and an example of each kind, as far as there is one."""
    lines = [
        "## Propositions, with a worked and a borderline example",
        "",
        "Worked: both coders sure and of one mind. Borderline: they differed and a third decided, or both were unsure. The rules that",
        "the reasons refer to stand in [CODING.md](CODING.md).",
        "",
    ]
    for proposition, group in groupby(ds.run(PAIRS).fetchall(), key=lambda row: row[0]):
        rows = list(group)
        lines += [f"### {proposition}", "", f"{rows[0][1]} *For:* {rows[0][2]} *Against:* {rows[0][3]}", ""]
        for label, wanted in (("Worked", True), ("Borderline", False)):
            row = next((r for r in rows if bool(r[4]) is wanted), None)
            lines.append(f"- {label}: {example(row)}" if row else f"- {label}: none in the record yet.")
        lines.append("")
    return "\n".join(lines)


def example(row: tuple[Any, ...]) -> str:
    """One example on one line: who, when, the words, the codes, the reason."""
    *_, name, said, words, statement, codes, ruling, note = row
    decided = f"{codes}; decided: **{ruling}**" if ruling else f"**{codes}**"
    return f"{name}, {said} (`{statement}`): {words} - {decided}. {note.rstrip('.')}."
