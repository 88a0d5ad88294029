from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from conference.core.db import Base, UtcDateTime
from conference.core.images import Picture
from conference.core.text import fold
from conference.core.translated import Translated


class OrganisationKind(StrEnum):
    MINISTRY = "ministry"
    AGENCY = "agency"
    CIVIL_SOCIETY = "civil_society"
    INTERNATIONAL = "international"
    UNIVERSITY = "university"
    COMPANY = "company"
    EU_INSTITUTION = "eu_institution"
    OTHER = "other"


class Organisation(Translated, Base):
    """An entry of the directory. `code` is what addresses show; `country` is ISO 3166-1 alpha-2.

    `search_key`: each of its names folded, a line each, as `rules.search_key` makes it. `version` rises with
    every change of it, of its aliases and of its names in other languages.
    """

    __tablename__ = "organisation"
    TEXTS = ("name", "short_name")

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    short_name: Mapped[str] = mapped_column(String(60), default="")
    kind: Mapped[str] = mapped_column(String(20), default=OrganisationKind.OTHER)
    country: Mapped[str | None] = mapped_column(String(2))
    website: Mapped[str] = mapped_column(String(300), default="")
    logo_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id", ondelete="SET NULL"))
    search_key: Mapped[str] = mapped_column(Text, default=lambda row: fold(row.get_current_parameters()["name"]))
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    logo: Mapped[Picture | None] = relationship()
    aliases: Mapped[list["OrganisationAlias"]] = relationship(
        cascade="all, delete-orphan", order_by="OrganisationAlias.name"
    )

    __mapper_args__ = {"version_id_col": version}


class OrganisationAlias(Base):
    """Another name under which people write the organisation."""

    __tablename__ = "organisation_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(300))
