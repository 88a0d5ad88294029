"""Drawing sheets outside the request."""

from typing import Any

from conference.core.clock import now
from conference.core.errors import Refused
from conference.core.jobs import GiveUp, job, report_progress
from conference.core.pdf import PdfFailed

from . import drawing, queries, services


@job("badges.sheet")
def make_sheet(job_id: int, payload: dict[str, Any]) -> None:
    sheet = queries.sheet_by_id(payload["sheet_id"])
    if sheet is None or sheet.finished_at is not None:
        return
    ident = sheet.id
    try:
        data, badges = drawing.draw_sheet(sheet, lambda done, total: report_progress(job_id, done, total))
    except (PdfFailed, Refused) as error:
        raise GiveUp(str(error)) from error
    services.keep_sheet(ident, data, badges, at=now())


@job("badges.forget")
def forget_sheet(_job_id: int, payload: dict[str, Any]) -> None:
    services.forget_sheet(payload["sheet_id"])
