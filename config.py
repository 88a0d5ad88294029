"""Config from the environment. Every setting has a safe default; production refuses weak or missing secrets."""

import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SHORTEST_SECRET = 32


class ConfigError(RuntimeError):
    """A setting that the application refuses to start with; the text says how to mend it."""


def load(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Read the settings, as Flask config keys. Raises ConfigError for one that would be unsafe."""
    port = _number(environ, "PORT", 8000)
    base_url = environ.get("BASE_URL", f"http://127.0.0.1:{port}").rstrip("/")
    address = urlsplit(base_url)
    if address.scheme not in ("http", "https") or not address.hostname or address.path:
        raise ConfigError("BASE_URL must look like https://events.example.org, without a path")
    production = _is_production(environ, address.hostname)
    data_dir = Path(environ.get("DATA_DIR", ROOT / "var")).resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    secure = address.scheme == "https"
    return {
        "APP_ENV": "production" if production else "development",
        "BASE_URL": base_url,
        "PORT": port,
        "HOST": environ.get("HOST", "127.0.0.1"),
        "DATA_DIR": data_dir,
        "STATIC_BUILD_DIR": Path(environ.get("STATIC_BUILD_DIR", ROOT / "var" / "static")),
        "SECRET_KEY": _secret_key(environ, data_dir, production=production),
        "SECRET_KEY_FALLBACKS": [key for key in environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key],
        "SQLALCHEMY_DATABASE_URI": _database_url(environ, data_dir),
        "TRUSTED_HOSTS": [address.hostname] if production else [address.hostname, *LOOPBACK],
        "TRUSTED_PROXIES": _number(environ, "TRUSTED_PROXIES", 0),
        "SERVER_THREADS": _number(environ, "SERVER_THREADS", 8),
        "SERVER_PROCESSES": max(1, _number(environ, "SERVER_PROCESSES", min(2, os.cpu_count() or 1))),
        "MAX_CONTENT_LENGTH": 12 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "MAX_FORM_PARTS": 1000,
        "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "WTF_CSRF_TIME_LIMIT": 12 * 3600,
        "BABEL_DEFAULT_LOCALE": "en",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "conference" / "translations"),
        **_mail(environ, data_dir, address.hostname),
        "JOBS_URL": environ.get("JOBS_URL", f"sqlite:///{data_dir / 'jobs.sqlite3'}"),
        "KEEP_FORMS": True,  # tests change what stands beside a form and look again within the second
        "REGISTRATION_LIMIT": _number(environ, "REGISTRATION_LIMIT", 2000),  # of one client in ten minutes
    }


def _is_production(environ: Mapping[str, str], hostname: str) -> bool:
    """Anything reachable under a name of its own is production, whatever APP_ENV says."""
    return environ.get("APP_ENV", "") == "production" or hostname not in LOOPBACK


def _secret_key(environ: Mapping[str, str], data_dir: Path, *, production: bool) -> str:
    key = environ.get("SECRET_KEY", "")
    if production or key:
        if len(key) < SHORTEST_SECRET or len(set(key)) < SHORTEST_SECRET // 4:
            raise ConfigError(
                "SECRET_KEY must be set to at least 32 random characters, for example the output of: "
                'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
            )
        return key
    return _kept_secret(data_dir / "secret-key")


def _kept_secret(path: Path) -> str:
    """A development machine's own secret: made at the first start, readable by its owner only."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key


def _database_url(environ: Mapping[str, str], data_dir: Path) -> str:
    url = environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'conference.sqlite3'}"
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    return url


def _mail(environ: Mapping[str, str], data_dir: Path, hostname: str) -> dict[str, Any]:
    """Mail goes to MAIL_SERVER; without one it is written as .eml files that the outbox page shows."""
    server = environ.get("MAIL_SERVER", "")
    security = environ.get("MAIL_SECURITY", "starttls" if environ.get("MAIL_USERNAME") else "none")
    if security not in ("none", "starttls", "tls"):
        raise ConfigError("MAIL_SECURITY must be one of: none, starttls, tls")
    default_check = "no" if server in ("", "localhost", "127.0.0.1", "::1") else "yes"
    return {
        "MAIL_SERVER": server,
        "MAIL_PORT": _number(environ, "MAIL_PORT", {"none": 25, "starttls": 587, "tls": 465}[security]),
        "MAIL_SECURITY": security,
        "MAIL_USERNAME": environ.get("MAIL_USERNAME", ""),
        "MAIL_PASSWORD": environ.get("MAIL_PASSWORD", ""),
        "MAIL_TIMEOUT": _number(environ, "MAIL_TIMEOUT", 20),
        "MAIL_FROM": environ.get("MAIL_FROM", f"conference@{hostname}" if "." in hostname else "conference@localhost"),
        "MAIL_FOLDER": data_dir / "outbox",
        "MAIL_DOMAIN_CHECK": environ.get("MAIL_DOMAIN_CHECK", default_check) == "yes",
    }


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isascii() or not text.isdigit():
        raise ConfigError(f"{name} must be a whole number, not {text!r}")
    return int(text)
