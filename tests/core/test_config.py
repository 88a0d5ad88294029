from pathlib import Path

import pytest

import config

STRONG = "0123456789abcdefghijklmnopqrstuvwxyzABCDEF"


def load(tmp_path: Path, **environ: str) -> dict[str, object]:
    return config.load({"DATA_DIR": str(tmp_path), **environ})


def test_development_makes_a_secret_once_and_keeps_it_private(tmp_path: Path):
    first, second = load(tmp_path), load(tmp_path)

    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert len(str(first["SECRET_KEY"])) >= 32
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("secret", ["", "short", "a" * 64])
def test_production_refuses_missing_and_weak_secrets(tmp_path: Path, secret: str):
    with pytest.raises(config.ConfigError, match="SECRET_KEY"):
        load(tmp_path, APP_ENV="production", SECRET_KEY=secret)


def test_a_name_of_its_own_is_production_whatever_is_said(tmp_path: Path):
    with pytest.raises(config.ConfigError, match="SECRET_KEY"):
        load(tmp_path, APP_ENV="development", BASE_URL="https://events.example.org")


def test_production_trusts_only_its_own_host_and_marks_its_cookie(tmp_path: Path):
    settings = load(tmp_path, BASE_URL="https://events.example.org", SECRET_KEY=STRONG)

    assert settings["TRUSTED_HOSTS"] == ["events.example.org"]
    assert settings["SESSION_COOKIE_NAME"] == "__Host-session"
    assert settings["SESSION_COOKIE_SECURE"] is True


@pytest.mark.parametrize("short", ["postgres://u@h/d", "postgresql://u@h/d"])
def test_postgresql_needs_only_its_usual_address(tmp_path: Path, short: str):
    assert load(tmp_path, DATABASE_URL=short)["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://u@h/d"


@pytest.mark.parametrize(
    "environ", [{"PORT": "many"}, {"BASE_URL": "events.example.org"}, {"MAIL_SECURITY": "perhaps"}]
)
def test_nonsense_is_refused_in_words(tmp_path: Path, environ: dict[str, str]):
    with pytest.raises(config.ConfigError, match=next(iter(environ))):
        load(tmp_path, **environ)
