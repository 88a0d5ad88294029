"""The agenda for other programs: calendars, conference apps, search engines, other sites."""

from flask import Flask


def register(app: Flask) -> None:
    from conference.events import head
    from conference.programme.offers import offer

    from .heads import head as head_of_page
    from .made import register_made
    from .views.api import api
    from .views.feeds import feeds
    from .views.pages import pages, scripts

    head.join(head_of_page)
    for page in ("agenda", "changes", "session", "speaker"):
        offer(f"programme.{page}", f"exports/{page}_tools.html")
    for blueprint in (api, feeds, pages, scripts):
        app.register_blueprint(blueprint)
    register_made(app)
