"""Signing in and out, and passwords."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select

from conference.core import audit
from conference.core.codes import digest, keys, new_secret, new_uuid7
from conference.core.db import db, lock, transaction
from conference.mail.services import post

from . import passwords, queries, rules
from .models import PasswordReset, SignIn, User

SEEN_STEP = timedelta(minutes=10)  # how exactly "last seen" is kept: not every page is a write


def sign_in(email: str, password: str, *, at: datetime) -> str:
    """Open a session and return its token, for the cookie only. Raises WrongSignIn, the same for every reason."""
    user = queries.find_user(email)
    known = user.password_hash if user and not user.disabled_at else None
    user_id = user.id if user else 0
    db.session.rollback()  # hashing takes its time: nothing stays open meanwhile
    if not passwords.is_password(known, password):
        raise rules.WrongSignIn(_("The e-mail address or the password is not right"))
    token = new_secret()
    with transaction():
        row = lock(User, user_id)
        if passwords.needs_new_hash(row.password_hash or ""):
            row.password_hash = passwords.hash_password(password)
        db.session.execute(delete(SignIn).where(SignIn.created_at < at - rules.SIGN_IN_LIFETIME))
        db.session.add(SignIn(token_digest=digest(token), user_id=user_id, created_at=at, last_seen_at=at))
        audit.record("user.signed_in", row, actor=audit.Actor(row.name, row.id), event_id=None, at=at)
    return token


def resume_sign_in(token: str, *, at: datetime) -> SignIn | None:
    """The sign-in that a cookie's token stands for, as long as it lives."""
    sign_in = queries.find_sign_in(token)
    if sign_in is None or sign_in.user.disabled_at:
        return None
    if not rules.is_alive(sign_in.created_at, sign_in.last_seen_at, at):
        return None
    if at - sign_in.last_seen_at > SEEN_STEP:
        with transaction():
            lock(SignIn, sign_in.id).last_seen_at = at
        sign_in = queries.find_sign_in(token)
    return sign_in


def sign_out(token: str) -> None:
    with transaction():
        db.session.execute(delete(SignIn).where(SignIn.token_digest == digest(token)))


def ask_for_reset(email: str, *, at: datetime) -> None:
    """Mail a link for a new password, if there is such a user; the caller's page never tells."""
    with transaction():
        user = queries.find_user(email)
        if user is None or user.disabled_at:
            return
        reset = PasswordReset(token_digest=new_uuid7(), user_id=user.id, created_at=at)
        db.session.add(reset)
        db.session.flush()
        reset.token_digest = digest(reset_token(reset))
        post(
            "account.reset", reset.id, to_email=user.email, to_name=user.name, language=user.language,
            event_id=None, at=at,
        )  # fmt: skip


def reset_token(reset: PasswordReset) -> str:
    """The secret in the mailed link: derived, so that the worker can write it and no table holds it."""
    return digest(f"{reset.id}/{reset.user_id}/{reset.created_at.timestamp()}/{next(keys('reset')).hex()}")


def usable_reset(token: str, *, at: datetime) -> PasswordReset:
    """Raises DeadLink for a link that is unknown, used, too old, or not the newest."""
    reset = queries.find_reset(token)
    if (
        reset is None
        or reset.used_at
        or at > reset.created_at + rules.RESET_LIFETIME
        or queries.newest_reset_id(reset.user_id) != reset.id
    ):
        raise rules.DeadLink(_("This link has expired. Ask for a new one."))
    return reset


def choose_password(token: str, password: str, *, at: datetime) -> None:
    """Set a new password through a mailed link; every sign-in of the user ends. Raises a Refused from rules."""
    user = usable_reset(token, at=at).user
    if refusal := rules.why_not_password(password, user.email):
        raise refusal
    new_hash = passwords.hash_password(password)
    with transaction():
        reset = usable_reset(token, at=at)
        reset.used_at = at
        set_password_hash(reset.user_id, new_hash, at=at)


def set_password(user_id: int, password: str, *, at: datetime) -> None:
    """For commands: set the password of a user at once. Raises WeakPassword."""
    user = db.session.get_one(User, user_id)
    if refusal := rules.why_not_password(password, user.email):
        raise refusal
    new_hash = passwords.hash_password(password)
    with transaction():
        set_password_hash(user_id, new_hash, at=at)


def set_password_hash(user_id: int, new_hash: str, *, at: datetime) -> None:
    user = lock(User, user_id)
    user.password_hash = new_hash
    db.session.execute(delete(SignIn).where(SignIn.user_id == user_id))
    audit.record("user.password_changed", user, actor=audit.Actor(user.name, user.id), event_id=None, at=at)


def add_user(
    email: str, name: str, password: str | None, *, at: datetime, is_administrator: bool = False, language: str = "en"
) -> User:
    """Raises AddressTaken or WeakPassword. Without a password the user sets one through "forgotten password"."""
    if password is not None and (refusal := rules.why_not_password(password, email)):
        raise refusal
    password_hash = passwords.hash_password(password) if password is not None else None
    with transaction() as session:
        key = rules.email_key(email)
        if session.scalar(select(User.id).where(User.email_key == key)) is not None:
            raise rules.AddressTaken(_("There is a user with this address already"))
        user = User(
            email=email, email_key=key, name=name, password_hash=password_hash, is_administrator=is_administrator,
            language=language, created_at=at,
        )  # fmt: skip
        session.add(user)
        session.flush()
        audit.record("user.added", user, actor=audit.SYSTEM, event_id=None, at=at)
    return user
