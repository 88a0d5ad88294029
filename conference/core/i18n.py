"""The language of a page: the address says it, else the person's choice, else the browser. No cookie is needed."""

from typing import Any

from flask import Flask, g, has_request_context, request, url_for
from flask_babel import Babel, force_locale, get_locale

LANGUAGES = {"en": "English", "ru": "Русский"}

babel = Babel()

__all__ = ["LANGUAGES", "force_locale", "init_i18n", "language", "languages_of_page"]


def language() -> str:
    """The language in force: a key of LANGUAGES."""
    return str(get_locale() or "en")


def choose_language() -> str | None:
    if not has_request_context():
        return None
    asked = request.args.get("lang", "")
    if asked in LANGUAGES:
        return asked
    chosen: str | None = g.get("preferred_language")  # of the signed-in user, set when the session is loaded
    return chosen or request.accept_languages.best_match(LANGUAGES, "en")


def keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """Links keep the language that the address asks for."""
    if has_request_context() and request.args.get("lang") in LANGUAGES and endpoint != "static":
        values.setdefault("lang", request.args["lang"])


def in_same_language(path: str) -> str:
    """A fixed path with the language that the address asks for: error pages know no routes."""
    asked = request.args.get("lang", "")
    return f"{path}?lang={asked}" if asked in LANGUAGES else path


def languages_of_page() -> list[tuple[str, str, str, bool]]:
    """(code, own name, address of this page in it, is it the present one) of each language."""
    endpoint = request.endpoint
    args: dict[str, Any] = {**request.args.to_dict(), **(request.view_args or {})}
    return [
        (code, name, url_for(endpoint, **{**args, "lang": code}) if endpoint else f"?lang={code}", code == language())
        for code, name in LANGUAGES.items()
    ]


def init_i18n(app: Flask) -> None:
    babel.init_app(app, locale_selector=choose_language)
    app.url_defaults(keep_language)
    app.add_template_global(in_same_language)  # no filter: Jinja works out filters of constants only once
    app.add_template_global(languages_of_page)
    app.add_template_global(language)
