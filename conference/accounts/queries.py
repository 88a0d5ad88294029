from sqlalchemy import select

from conference.core.codes import digest
from conference.core.db import db

from . import rules
from .models import PasswordReset, SignIn, User


def find_user(email: str) -> User | None:
    return db.session.scalars(select(User).where(User.email_key == rules.email_key(email))).one_or_none()


def find_sign_in(token: str) -> SignIn | None:
    return db.session.scalars(select(SignIn).where(SignIn.token_digest == digest(token))).one_or_none()


def find_reset(token: str) -> PasswordReset | None:
    query = select(PasswordReset).where(PasswordReset.token_digest == digest(token))
    return db.session.scalars(query).one_or_none()


def get_reset(reset_id: int) -> PasswordReset:
    return db.session.get_one(PasswordReset, reset_id)


def newest_reset_id(user_id: int) -> int | None:
    query = select(PasswordReset.id).where(PasswordReset.user_id == user_id).order_by(PasswordReset.id.desc())
    return db.session.scalar(query.limit(1))
