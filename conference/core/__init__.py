"""What every feature stands on: database, clock, codes, forms, jobs, pages."""

from flask import Flask

from . import audit, errorpages, files, images, throttle  # noqa: F401 - their tables belong to the schema
from .assets import assets_cli, init_assets
from .csrf import init_csrf
from .db import init_db
from .health import health
from .i18n import init_i18n
from .jobs import init_jobs, jobs_cli
from .pictures import pictures
from .server import serve
from .templating import init_templating
from .times import init_times
from .web import init_web


def register(app: Flask) -> None:
    init_db(app)
    init_i18n(app)
    init_times(app)
    init_templating(app)
    init_web(app)
    init_csrf(app)
    init_jobs(app)
    init_assets(app)
    errorpages.init_errorpages(app)
    app.register_blueprint(health)
    app.register_blueprint(pictures)
    app.cli.add_command(jobs_cli)
    app.cli.add_command(assets_cli)
    app.cli.add_command(serve)
