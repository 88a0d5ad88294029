import struct

import pytest

from conference.core.share_images import ShareImage, draw_share_image
from tests.factories import make_project, make_room, make_session, make_speaker, place, run_by, speaks_at

PNG = b"\x89PNG\r\n\x1a\n"


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(PNG)
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize(
    "title",
    ["Opening", "Өмүр көпүрөсү: Қодирӣ, Ҷалилов", "مدیریت مرزها و همکاری", "بلال Misaali Ķirsta", "中国 会议",
     "A" * 500, "word " * 100, "", "\u200d", "e\u0301\u0301"],
)  # fmt: skip
def test_share_image_is_drawn_for_any_title(app, title):
    image = ShareImage("Border Cooperation", title, ("Wednesday", title), (("BOMCA", "#1f4e79"),) * 12, is_struck=True)

    png = draw_share_image(image)

    assert size_of(png) == (1200, 630)
    assert len(png) < 100_000


def test_share_image_says_different_things_differently(app):
    one, other = (draw_share_image(ShareImage("Event", title)) for title in ("Өмүр", "Ömür"))

    assert one != other


def test_session_and_speaker_pages_name_their_pictures(client, event, get, release):
    session, speaker = make_session(event, "Opening"), make_speaker(event)
    place(session, make_room(event))
    run_by(session, make_project("BOMCA", event))
    speaks_at(speaker, session)
    release(event)

    for page in (f"sessions/{session.code}", f"speakers/{speaker.code}", "agenda"):
        address = f"http://localhost/events/{event.slug}/{page}.png"
        assert f'<meta property="og:image" content="{address}">' in get(event, page).text
        answer = client.get(f"/events/{event.slug}/{page}.png")
        assert (answer.mimetype, size_of(answer.data)) == ("image/png", (1200, 630))
        again = client.get(f"/events/{event.slug}/{page}.png", headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304


def test_picture_of_what_is_not_public_is_not_there(event, get, release):
    session, speaker = make_session(event), make_speaker(event, consented_at=None)
    coffee = make_session(event, "Coffee", kind="break")
    assert get(event, f"sessions/{session.code}.png").status_code == 404
    for one in (session, coffee):
        place(one, None)
    speaks_at(speaker, session)
    release(event)

    assert get(event, f"speakers/{speaker.code}.png").status_code == 404
    assert get(event, f"sessions/{coffee.code}.png").status_code == 404
    assert get(event, "sessions/NOSUCH.png").status_code == 404
