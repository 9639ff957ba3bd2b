"""The command line: questions as a reader asks them, and the curator's commands. Only this package prints."""

from stances.cli.curate import build, check_quotes, format_records, validate
from stances.cli.dashboard import dashboard
from stances.cli.group import main
from stances.cli.imports import imports
from stances.cli.measures import MEASURES
from stances.cli.questions import QUESTIONS
from stances.cli.releases import compare, release

__all__ = ["main"]

for command in (*QUESTIONS, *MEASURES, dashboard, imports, build, check_quotes, format_records, validate, compare, release):
    main.add_command(command)
