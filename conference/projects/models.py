from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.accounts.models import User
from conference.core.db import Base, UtcDateTime
from conference.core.images import Picture
from conference.core.translated import Translated
from conference.organisations.models import Organisation

MAIN_LANGUAGE = "en"  # what the texts of a project are written in; the other languages are translations


class PartnerRole(StrEnum):
    """In the order in which pages name them."""

    FUNDER = "funder"
    IMPLEMENTER = "implementer"
    LEAD = "lead"
    IMPLEMENTING = "implementing"
    ASSOCIATE = "associate"
    BENEFICIARY = "beneficiary"


class Funding(StrEnum):
    """Which of its two statements the funder wants to be read beside its emblem."""

    FUNDED = "funded"
    CO_FUNDED = "co_funded"


class OfficeKind(StrEnum):
    SECRETARIAT = "secretariat"
    REGIONAL = "regional"
    COUNTRY = "country"


class ComponentWord(StrEnum):
    """What a project calls its parts."""

    COMPONENT = "component"
    OBJECTIVE = "objective"


class Project(Translated, Base):
    """A funded project. Sessions belong to it; logos, statements, statistics and rights follow from that.

    `version` rises with every change that visitors can see, also of its components, partners and offices.
    """

    __tablename__ = "project"
    TEXTS = ("title", "phase", "objective", "summary", "disclaimer")

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)  # BOMCA
    title: Mapped[str] = mapped_column(String(300))
    phase: Mapped[str] = mapped_column(String(60), default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    budget_eur: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    contract_number: Mapped[str] = mapped_column(String(60), default="")
    objective: Mapped[str] = mapped_column(Text, default="")
    summary: Mapped[str] = mapped_column(Text, default="")  # Markdown
    countries: Mapped[list[str]] = mapped_column(JSON, default=list)  # ISO 3166-1 alpha-2
    component_word: Mapped[str] = mapped_column(String(20), default=ComponentWord.COMPONENT)
    website: Mapped[str] = mapped_column(String(300), default="")
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_address: Mapped[str] = mapped_column(Text, default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    funding: Mapped[str] = mapped_column(String(20), default=Funding.FUNDED)
    disclaimer: Mapped[str] = mapped_column(Text, default="")
    colour: Mapped[str] = mapped_column(String(7), default="#334155")  # #rrggbb
    logo_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id", ondelete="SET NULL"))
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    logo: Mapped[Picture | None] = relationship()
    components: Mapped[list["Component"]] = relationship(
        back_populates="project", cascade="all, delete-orphan", order_by="Component.number"
    )
    partners: Mapped[list["Partner"]] = relationship(
        cascade="all, delete-orphan", order_by="(Partner.role, Partner.position)"
    )
    offices: Mapped[list["Office"]] = relationship(cascade="all, delete-orphan", order_by="Office.position")

    __mapper_args__ = {"version_id_col": version}


class Component(Translated, Base):
    """A numbered part of a project with its own objective and lead organisation."""

    __tablename__ = "component"
    __table_args__ = (UniqueConstraint("project_id", "number"),)
    TEXTS = ("title", "objective")

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    objective: Mapped[str] = mapped_column(Text, default="")
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    project: Mapped[Project] = relationship(back_populates="components")
    lead: Mapped[Organisation | None] = relationship()


class Partner(Base):
    """An organisation's role in a project."""

    __tablename__ = "partner"
    __table_args__ = (UniqueConstraint("project_id", "organisation_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    position: Mapped[int] = mapped_column(default=0)
    organisation: Mapped[Organisation] = relationship()


class Office(Translated, Base):
    """A place where a project works."""

    __tablename__ = "office"
    TEXTS = ("city",)

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    city: Mapped[str] = mapped_column(String(100))
    country: Mapped[str] = mapped_column(String(2))
    position: Mapped[int] = mapped_column(default=0)


class ProjectOfficer(Base):
    """A user who answers for a project: edits it, and sees what it does at every event, without a role at any."""

    __tablename__ = "project_officer"
    __table_args__ = (UniqueConstraint("user_id", "project_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    user: Mapped[User] = relationship()
    project: Mapped[Project] = relationship()
