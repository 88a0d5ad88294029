"""An event run by two projects, with partners and logos of awkward shapes."""

import io
from dataclasses import dataclass

import pytest
from PIL import Image

from conference.core.db import db, transaction
from conference.core.images import Picture, clean_image, store_picture
from conference.events.models import Event
from conference.organisations.models import Organisation, OrganisationKind
from conference.projects.models import Partner, PartnerRole, Project
from tests.factories import OPEN, make_category, make_event, make_project, store

SHAPES = {"wide": (1200, 90), "tall": (90, 700), "plain": (600, 400), "tiny": (12, 12)}


@dataclass
class Stage:
    event: Event
    bomca: Project
    protect: Project


def make_logo(shape: str) -> Picture:
    file = io.BytesIO()
    Image.new("RGB", SHAPES[shape], "#204060").save(file, "PNG")
    file.seek(0)
    with transaction():
        return store_picture(clean_image(file), at=OPEN)


def make_partner(project: Project, name: str, role: PartnerRole, **values: object) -> Organisation:
    row = store(Organisation(**{"code": name.lower(), "name": f"{name} in full", "short_name": name, **values}))
    store(Partner(project_id=project.id, organisation_id=row.id, role=role))
    return row


@pytest.fixture
def stage(db_session: object) -> Stage:
    event = make_event(slug="infopoint", languages=["en", "ru"])
    make_category(event)
    bomca = make_project("BOMCA", event, logo_id=make_logo("wide").id)
    protect = make_project("PROTECT", event, disclaimer="Only PROTECT answers for this.")
    make_partner(bomca, "EU", PartnerRole.FUNDER, kind=OrganisationKind.EU_INSTITUTION, logo_id=make_logo("plain").id)
    make_partner(bomca, "ICMPD", PartnerRole.IMPLEMENTING, logo_id=make_logo("tall").id)
    make_partner(bomca, "RTU", PartnerRole.ASSOCIATE, logo_id=make_logo("tiny").id)
    db.session.expire_all()
    return Stage(event, bomca, protect)
