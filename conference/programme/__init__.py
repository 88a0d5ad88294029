"""The agenda: sessions, speakers, tracks, placements and releases."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from conference.core import audit


def register(app: Flask) -> None:
    from conference.events.desk import DeskEntry, add_project_tab
    from conference.events.hooks import ROOM_USES
    from conference.events.navigation import Entry, manage_menu, public_menu
    from conference.events.permissions import Permission
    from conference.organisations.hooks import join
    from conference.projects.hooks import COMPONENT_USES, PROJECT_USES

    from .references import SPEAKERS, uses_of_component, uses_of_project, uses_of_room
    from .views import history, session_list  # noqa: F401 - they add pages to `programme` and `manage`
    from .views.manage import manage
    from .views.materials import manage_materials
    from .views.project_work import project_work
    from .views.projects import projects
    from .views.public_projects import programme
    from .views.screens import screens
    from .views.share_images import share_images
    from .views.speakers import manage_speakers
    from .views.teams import manage_teams
    from .views.tracks import manage_tracks
    from .views.translations import manage_translations

    app.register_blueprint(manage)
    app.register_blueprint(manage_speakers)
    app.register_blueprint(manage_materials)
    app.register_blueprint(manage_tracks)
    app.register_blueprint(manage_teams)
    app.register_blueprint(manage_translations)
    app.register_blueprint(projects)
    app.register_blueprint(project_work)
    app.register_blueprint(programme)
    app.register_blueprint(screens)
    app.register_blueprint(share_images)
    public_menu.add(Entry(20, "programme.agenda", _l("Agenda"), below=("programme.session", "programme.changes")))
    public_menu.add(Entry(30, "programme.speakers", _l("Speakers"), below=("programme.speaker",)))
    public_menu.add(Entry(40, "programme.projects", _l("Projects"), below=("programme.project_at_event",)))
    manage_menu.add(Entry(31, "manage_programme.sessions", _l("Sessions"), Permission.EDIT_PROGRAMME))
    manage_menu.add(Entry(35, "manage_speakers.speakers", _l("Speakers"), Permission.EDIT_PROGRAMME))
    manage_menu.add(Entry(37, "manage_tracks.tracks", _l("Tracks"), Permission.EDIT_PROGRAMME))
    manage_menu.add(Entry(42, "manage_teams.teams", _l("Interpretation"), Permission.EDIT_PROGRAMME))
    manage_menu.add(Entry(46, "manage_translations.translations", _l("Translations"), Permission.EDIT_PROGRAMME))
    manage_menu.add(Entry(60, "manage_projects.list_projects", _l("Projects"), Permission.VIEW_EVENT))
    add_project_tab(DeskEntry(60, "project_work.events", _l("At conferences")))
    join(SPEAKERS)
    COMPONENT_USES["programme"] = uses_of_component
    PROJECT_USES["programme"] = uses_of_project
    ROOM_USES["programme"] = uses_of_room
    describe_deeds()


def describe_deeds() -> None:
    audit.describe(
        {
            "agenda.released": _l("Agenda published"),
            "session.saved": _l("Session saved"),
            "speaker.consent_noted": _l("Consent noted by an organiser"),
            "speaker.deleted": _l("Speaker deleted"),
            "session.copied": _l("Copied from another session"),
            "session.deleted": _l("Session deleted"),
            "session.material_added": _l("Material added"),
            "session.material_changed": _l("Material changed"),
            "session.material_removed": _l("Material deleted"),
            "session.materials_ordered": _l("Materials put in order"),
            "session.cancelled": _l("Session cancelled"),
            "session.restored": _l("Session takes place again"),
            "track.added": _l("Track added"),
            "track.changed": _l("Track changed"),
            "track.moved": _l("Order of tracks changed"),
            "track.deleted": _l("Track deleted"),
            "interpretation_team.added": _l("Team of interpreters added"),
            "interpretation_team.changed": _l("Team of interpreters changed"),
            "interpretation_team.moved": _l("Order of teams changed"),
            "interpretation_team.deleted": _l("Team of interpreters deleted"),
            "speaker.saved": _l("Speaker saved"),
        }
    )
