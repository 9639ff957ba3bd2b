"""The questions that can be asked of a folder of tables or of a caller's own rows, one method each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from typing import Any

from stances.call import Day


class Questions(ABC):
    """Each answer is a plain table, of the kind its caller works with, whose rows carry statement ids."""

    @abstractmethod
    def answer(self, question: str, **call: Any) -> Any:
        """The answer to a question by its name, from days as texts and actors or issues by id or name."""

    def positions(
        self, as_of: Day = None, known_as_of: Day = None, max_age: int | None = None, issue: str | None = None,
        proposition: str | None = None,
    ) -> Any:  # fmt: skip
        """Where each actor stands: on one day (`as_of`), or over all intervals. `max_age` is in days.

        Columns: those of the table positions. `known_as_of` hides what was recorded after that day.
        """
        return self.answer(
            "positions", as_of=as_of, known_as_of=known_as_of, max_age=max_age, issue=issue, proposition=proposition)  # fmt: skip

    def latest(
        self, as_of: Day = None, max_age: int | None = None, issue: str | None = None, proposition: str | None = None
    ) -> Any:
        """The last word of each actor on each proposition as of a day (today by default), where it still holds.

        The rows of `positions(as_of)` without the history, for tables in which that costs. Columns: actor_id, proposition_id,
        position, said_date, statement_id, office_id.
        """
        return self.answer("latest", as_of=as_of or date.today(), max_age=max_age, issue=issue, proposition=proposition)

    def disagreements(
        self,
        as_of: Day = None,
        between: tuple[Day, Day] | None = None,
        issue: str | None = None,
        proposition: str | None = None,
        actor: str | None = None,
        relation: str | None = None,
        min_gap: int = 2,
        linked: bool = False,
        known_as_of: Day = None,
    ) -> Any:
        """Who stands against whom: actor_a supports, actor_b opposes, `gap` is their distance (2 to 4).

        Columns: those of the table disagreements. With `linked=True` also rows in which one side spoke only to a proposition
        that bears on this one: `basis` is then `linked` and `via_proposition_id` names the one spoken to.
        """
        return self.answer(
            "disagreements", as_of=as_of, between=between, issue=issue, proposition=proposition, actor=actor,
            relation=relation, min_gap=min_gap, linked=linked, known_as_of=known_as_of)  # fmt: skip

    def shifts(
        self, actor: str | None = None, issue: str | None = None, proposition: str | None = None, as_of: Day = None
    ) -> Any:
        """Who moved, from what to what, and how many days after a principal had spoken on the other side.

        Columns: those of the table shifts. `as_of` hides what was said after that day.
        """
        return self.answer("shifts", actor=actor, issue=issue, proposition=proposition, as_of=as_of)

    def compare(self, a: str, b: str, as_of: Day = None) -> Any:
        """Two actors side by side as of a day (today by default): positions, `gap` (0 to 4), `opposed`, statements.

        A row for each proposition that either has spoken to; gap and opposed are null unless both have.
        """
        return self.answer("compare", actor_a=a, actor_b=b, as_of=as_of or date.today())

    def timeline(self, issue: str, as_of: Day = None) -> Any:
        """Statements and events of an issue in order of days: day, entry (statement or event), actor, summary, ids."""
        return self.answer("timeline", issue=issue, as_of=as_of)

    def divergence(self, principal: str, as_of: Day = None) -> Any:
        """How far each agent stands from a principal: mean distance over n shared propositions, from 0 (same) to 1 (ends).

        mean |x_principal - x_agent| / 4; null where n is 0. Columns: agent_id, n, n_opposed, divergence.
        """
        return self.answer("divergence", principal=principal, as_of=as_of or date.today())

    def coverage(self, issue: str, as_of: Day = None) -> Any:
        """Each participant on each open proposition; `status` is position, lapsed, a refusal or not-spoken.

        `position` is null except where the status is position: silence is never a stance.
        """
        return self.answer("coverage", issue=issue, as_of=as_of or date.today())

    def conflicts(self) -> Any:
        """Where one actor took two positions on one proposition within one day, in the order spoken."""
        return self.answer("conflicts")

    def profile(self, actor: str, as_of: Day = None) -> Any:
        """All that one actor has stood for over every issue: a row per interval of a position.

        Columns: issue_id, proposition_id, valid_from, valid_to, position, ended_by, office_id, n_statements, statement_id.
        """
        return self.answer("profile", actor=actor, as_of=as_of)

    def movers(self, as_of: Day = None) -> Any:
        """Who moved most, among those who spoke more than once on a proposition.

        Columns: actor_id, n_flips, n_shifts, n_propositions (on which they moved), n (occasions on which they could have).
        """
        return self.answer("movers", as_of=as_of)

    def agencies(self, principal: str | None = None, as_of: Day = None) -> Any:
        """How far the people of each organization stood from a principal above them, from 0 (same) to 1 (opposite ends).

        Columns: organization_id, principal_actor_id, n_actors, n_propositions, n (pairs of positions on one proposition that
        held at the same time), n_opposed (of opposite sign), divergence (mean distance of the pairs / 4).
        """
        return self.answer("agencies", principal=principal, as_of=as_of)

    def governments(self, as_of: Day = None) -> Any:
        """How far the executives of two governments stood apart, from 0 (same) to 1 (opposite ends).

        Columns: government_a, government_b, n_propositions, n and n_opposed (pairs of positions held at the same time), distance
        (the mean over propositions of the mean distance of the pairs / 4, so that much-discussed ones do not outweigh others).
        """
        return self.answer("governments", as_of=as_of)

    def balance(self) -> Any:
        """How many actors ever stood for and against each proposition: issue_id, proposition_id, n_for, n_against, n_actors."""
        return self.answer("balance")

    def reach(self) -> Any:
        """From where people spoke: issue_id, spoke_from (government, or country of private speakers), branch, n_actors, n_statements."""
        return self.answer("reach")

    def proposition_counts(self, as_of: Day = None, issue: str | None = None) -> Any:
        """How many actors stand where on each proposition as of a day (today by default), and how many pairs are opposed.

        Columns: issue_id, proposition_id, n_for, n_against, n_between, n, n_opposed (n_for x n_against).
        """
        return self.answer("proposition_counts", as_of=as_of or date.today(), issue=issue)

    def issue_counts(self, as_of: Day = None) -> Any:
        """The same for each issue, with n_propositions: sums over its propositions that someone stands on."""
        return self.answer("issue_counts", as_of=as_of or date.today())

    def pair_counts(self, as_of: Day = None, issue: str | None = None, top: int | None = 100) -> Any:
        """On how many propositions two actors stand together and opposed as of a day (today by default), most opposed first.

        `top` counts rows, ties with the last one come along; None for all pairs, whose number grows with the square of the
        actors: `stances.network` is made for that. Columns: actor_a, actor_b, n, n_same, n_opposed, distance (sum of gaps).
        """
        return self.answer("pair_counts", as_of=as_of or date.today(), issue=issue, top=top)

    def rows(self, issue: str | None = None, as_of: Day = None) -> Any:
        """The rows that measures read (`stances.network(ds.rows(issue))`): one for each stance, in no summary.

        Columns: actor_id, proposition_id, said_date, sequence, position, statement_id, issue_id, and where the actor spoke from:
        office_id, organization_id, government_id, branch, party_id.
        """
        return self.answer("rows", issue=issue, as_of=as_of)
