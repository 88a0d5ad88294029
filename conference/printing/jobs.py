"""Drawing runs outside the request."""

from typing import Any

from conference.badges.rules import NoBadge
from conference.core.clock import now
from conference.core.jobs import GiveUp, job, report_progress
from conference.core.pdf import PdfFailed

from . import drawing, files, keeping_services, queries, services
from .noting import Notes


@job("printing.run", is_long=True)
def make_run(job_id: int, payload: dict[str, Any]) -> None:
    """The file first, under its name once it is whole; then, in one transaction, that it is there and who is on it.

    A worker that dies in between leaves a file that the next one writes anew.
    """
    run = queries.run_by_id(payload["run_id"])
    if run is None or run.finished_at is not None:
        return
    ident, code = run.id, run.code
    with Notes() as notes:
        try:
            with files.keeping(code) as file:
                badges = drawing.draw_run(run, file, notes, lambda done, of: report_progress(job_id, done, of))
                if not badges:
                    raise failed(ident, "nobody")
                size = file.tell()
        except files.DiskFull as error:
            raise failed(ident, "disk_full") from error
        except NoBadge as error:
            raise failed(ident, "lost_key", str(error)) from error
        except PdfFailed as error:
            raise failed(ident, "not_drawn", str(error)) from error
        if not services.finish_run(ident, size, notes, badges, at=now()):
            files.remove(code)


def failed(run_id: int, failure: str, words: str = "") -> GiveUp:
    services.fail_run(run_id, failure, words)
    return GiveUp(words or failure)


@job("printing.forget")
def forget_run(_job_id: int, payload: dict[str, Any]) -> None:
    keeping_services.forget_run(payload["run_id"])
