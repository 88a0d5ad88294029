"""Is the process alive, and can it serve? For supervisors; details are for the log."""

import shutil

from flask import Blueprint, current_app
from sqlalchemy import text

from .db import db
from .web import public

health = Blueprint("health", __name__)
LEAST_FREE_BYTES = 50 * 1024 * 1024


@health.get("/healthz")
@public
def alive() -> dict[str, str]:
    return {"status": "ok"}


@health.get("/readyz")
@public
def ready() -> tuple[dict[str, object], int]:
    """503 with reasons when the database does not answer or the disk is nearly full."""
    reasons = []
    try:
        db.session.execute(text("SELECT 1"))
    except Exception:  # noqa: BLE001 - any trouble with the database means: not ready
        reasons.append("database")
    if shutil.disk_usage(current_app.config["DATA_DIR"]).free < LEAST_FREE_BYTES:
        reasons.append("disk")
    return {"status": "ready" if not reasons else "not ready", "reasons": reasons}, 503 if reasons else 200
