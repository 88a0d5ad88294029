from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.db import Base
from conference.core.images import Picture


class OrganisationKind(StrEnum):
    MINISTRY = "ministry"
    AGENCY = "agency"
    CIVIL_SOCIETY = "civil_society"
    INTERNATIONAL = "international"
    UNIVERSITY = "university"
    COMPANY = "company"
    EU_INSTITUTION = "eu_institution"
    OTHER = "other"


class Organisation(Base):
    """An entry of the directory. `code` is what addresses show; `country` is ISO 3166-1 alpha-2."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    short_name: Mapped[str] = mapped_column(String(60), default="")
    kind: Mapped[str] = mapped_column(String(20), default=OrganisationKind.OTHER)
    country: Mapped[str | None] = mapped_column(String(2))
    website: Mapped[str] = mapped_column(String(300), default="")
    logo_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id", ondelete="SET NULL"))
    logo: Mapped[Picture | None] = relationship()
    aliases: Mapped[list["OrganisationAlias"]] = relationship(
        cascade="all, delete-orphan", order_by="OrganisationAlias.name"
    )


class OrganisationAlias(Base):
    """Another name under which people write the organisation."""

    __tablename__ = "organisation_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(300))
