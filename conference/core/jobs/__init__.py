"""Work outside the request.

A row, written in the caller's transaction, is the truth of what is to be done; huey only wakes a worker up.
A worker claims a row with a lease, so that a killed one loses nothing.
"""

from .handlers import GiveUp, PutOff, RetryLater, each_round, job
from .models import Job, JobState
from .queue import enqueue, enqueue_many, get_job, init_jobs, report_progress
from .worker import jobs_cli, run_due

__all__ = [
    "GiveUp",
    "Job",
    "JobState",
    "PutOff",
    "RetryLater",
    "each_round",
    "enqueue",
    "enqueue_many",
    "get_job",
    "init_jobs",
    "job",
    "jobs_cli",
    "report_progress",
    "run_due",
]
