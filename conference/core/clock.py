"""The clock, read only at the edges: views, jobs and commands pass `at` on."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
