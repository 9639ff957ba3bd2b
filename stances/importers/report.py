"""What an import took in, what it refused and why: one line each."""

from __future__ import annotations

from dataclasses import dataclass, field

from stances.call import CallError


class ImportRefused(CallError):
    """Nothing can be imported as it stands; `problems` holds one line for each reason."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass
class Report:
    """Rows written per table, rows refused with the reason, and what a reader should know."""

    written: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The report as Markdown.

        >>> print(Report({"statements": 2}, ["row 3: no day"], []).text())
        # Import report
        <BLANKLINE>
        ## Written
        <BLANKLINE>
        - statements: 2
        <BLANKLINE>
        ## Refused (1)
        <BLANKLINE>
        - row 3: no day
        <BLANKLINE>
        """
        parts = [("Written", [f"{name}: {count}" for name, count in self.written.items() if count]),
                 (f"Refused ({len(self.refused)})", self.refused), ("To know", self.notes)]  # fmt: skip
        shown = ["# Import report", ""]
        for title, lines in parts:
            if lines:
                shown += [f"## {title}", "", *(f"- {line}" for line in lines), ""]
        return "\n".join(shown)
