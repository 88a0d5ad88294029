"""The database: one session, one way to write, one way to lock. SQLite is the embedded default, PostgreSQL by URL."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from math import inf
from time import monotonic
from typing import Any, TypeVar

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Executable, MetaData, TypeDecorator, event, insert, select
from sqlalchemy.engine import Connection, CursorResult, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError, NoResultFound
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry

from . import rides

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
LOCK_WAIT_SECONDS = 5
TRUST_SECONDS = 1.0
WRITING = {"isolation_level": "READ COMMITTED"}  # a transaction at all: see init_db
Row = TypeVar("Row")


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=CONVENTION)


db = SQLAlchemy(metadata=Base.metadata)
migrate = Migrate(render_as_batch=True, compare_type=True)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware UTC in Python, UTC without zone in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def is_described(name: str | None, _kind: str, _parents: object) -> bool:
    """Tell Alembic to leave alone what the models do not describe: an index of letters for a search."""
    return "_search" not in (name or "")


def init_db(app: Flask) -> None:
    options: dict[str, Any] = {"hide_parameters": True}  # values are people: not for logs
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        options["connect_args"] = {"timeout": LOCK_WAIT_SECONDS}
    else:
        # what is read sees what is stored, statement by statement, as in a transaction of PostgreSQL's usual kind, but
        # without BEGIN and ROLLBACK around it; whoever writes asks for a transaction
        options["isolation_level"] = "AUTOCOMMIT"
        options["connect_args"] = {
            "options": "-c lock_timeout=5s -c statement_timeout=20s -c idle_in_transaction_session_timeout=60s"
        }
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", options)
    db.init_app(app)
    migrate.init_app(app, db)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _prepare_sqlite(db.engine)
        else:
            _prepare_server(db.engine)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        # NORMAL: SQLite need not wait for the disk while others wait to write; `_writing` does after it, before anybody
        # is told that something is stored. What is deleted is overwritten
        durable, private = ("journal_mode=WAL", "synchronous=NORMAL"), ("secure_delete=ON",)
        for pragma in (*durable, *private, "foreign_keys=ON", "busy_timeout=5000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # a reader that turns into a writer fails at once under load: writers say so from the start
        is_writer = connection.get_execution_options().get("writer", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def _prepare_server(engine: Engine) -> None:
    """Ask a connection that nobody has used for a while whether the server is still there: it may have restarted."""

    @event.listens_for(engine, "checkin")
    def checkin(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["used_at"] = monotonic()

    @event.listens_for(engine, "checkout")
    def checkout(connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
        if monotonic() - record.info.get("used_at", inf) > TRUST_SECONDS:
            try:
                engine.dialect.do_ping(connection)
            except engine.dialect.loaded_dbapi.Error as error:
                raise InvalidatePoolError from error  # then all are made anew


def is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def shorten_log(engine: Engine) -> bool:
    """Bring the write-ahead log of SQLite into the file and empty it; False while somebody reads from it."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        busy, *_pages = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.close()
    finally:
        connection.close()
    return not busy


@contextmanager
def transaction(*, lax: bool = False, shared: bool = False) -> Iterator[Session]:
    """One use case: everything in it is stored, or nothing is.

    `lax` is for counters that nobody misses: a power cut may lose what was written in the last moment, and the disk is
    not waited for. `shared` is for short deeds that come in crowds: on SQLite those who wait for each other are stored
    together (`core.rides`), and each still fails alone.

    Waits for other writers on SQLite. What was read before is read anew inside. Functions given to
    `after_commit` run once the data is safe.
    """
    session = db.session()
    if session.info.get("writing"):
        raise RuntimeError("a service must not call another service inside its transaction")
    session.rollback()
    callbacks: list[Callable[[], None]] = []
    session.info.update(writing=True, after_commit=callbacks)
    try:
        with _writing(session, lax=lax, shared=shared):
            try:
                yield session
                session.commit()
            except BaseException:
                session.rollback()
                raise
    except BaseException:
        session.rollback()  # it may have failed to begin, too
        raise
    finally:
        session.info.pop("writing")
        session.info.pop("after_commit")
    for callback in callbacks:
        callback()


def execute(statement: Executable, values: Any = None) -> CursorResult[*tuple[Any, ...]]:
    """Run a statement that was put together once, on the connection itself, at half the cost of `db.session.execute`.

    For what every scan and every registration asks. Rows are plain values, never entities; what waits in the session
    is written first.
    """
    session = db.session()
    if session.autoflush:
        session.flush()
    return session.connection().execute(statement, values)


@contextmanager
def _writing(session: Session, *, lax: bool, shared: bool) -> Iterator[None]:
    """Begin the transaction when it is the session's turn, and say when all is stored."""
    engine: Any = session.get_bind()
    options = {"writer": True}
    if engine.dialect.name != "sqlite":
        connection = session.connection(execution_options=options | WRITING)
        if lax:
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
        yield
        return
    line = rides.shared(engine, session) if shared else rides.alone(engine)
    with line as is_aboard:
        if not is_aboard:
            session.connection(execution_options=options)
        yield
    if not (lax or is_aboard):
        rides.wait_for_disk(engine)


def add_many(model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Write all rows at once, in the caller's transaction.

    On SQLite in a few statements, which RETURNING brings about: one for each row would wait, each time, for every
    other thread of the process that calculates. PostgreSQL's driver sends many at once by itself, and its server is
    slow to read statements of such length.
    """
    if rows:
        table = Base.metadata.tables[model.__tablename__]
        statement: Any = insert(table)
        if db.session.get_bind().dialect.name == "sqlite":
            statement = statement.returning(next(iter(table.primary_key)))
        db.session.execute(statement, rows)


def after_commit(callback: Callable[[], None]) -> None:
    """Run `callback` when the transaction in progress is safely stored; never when it is rolled back."""
    db.session().info["after_commit"].append(callback)


def lock(model: type[Row], ident: int) -> Row:
    """Read the row anew and keep others from changing it until the transaction ends; they may refer to it."""
    query = select(model).where(model.id == ident).with_for_update(of=model, key_share=True)  # type: ignore[attr-defined]
    row = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NoResultFound(f"no {model.__name__} {ident}")
    return row
