"""The emblem against its published geometry, and the boxes of the marks beside it."""

import io
import re
from math import atan2, degrees, dist, hypot, isclose
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from conference.core.emblem import (
    BLUE,
    BORDER,
    DETAIL,
    GOLD,
    RATIO,
    WIDEST,
    emblem_png,
    emblem_svg,
    logo_box,
    star_centres,
    star_corners,
    stars_path,
)

CENTRE = (RATIO * DETAIL / 2, DETAIL / 2)
PIXELS = st.integers(1, 1200)


def drawn_stars() -> list[list[tuple[float, float]]]:
    """The corners of each star as a program that reads the path gets them."""
    stars = []
    for star in stars_path().split("z")[:-1]:
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", star)]
        corners = [(numbers[0], numbers[1])]
        for x, y in zip(numbers[2::2], numbers[3::2], strict=True):
            corners.append((corners[-1][0] + x, corners[-1][1] + y))
        stars.append(corners)
    return stars


def test_twelve_stars_stand_like_the_hours_on_a_circle_of_a_third():
    centres = star_centres(DETAIL)

    assert len(centres) == 12
    assert all(isclose(dist(centre, CENTRE), DETAIL / 3) for centre in centres)
    hours = [round(degrees(atan2(x - CENTRE[0], CENTRE[1] - y)) % 360, 6) % 360 for x, y in centres]
    assert hours == [30 * hour for hour in range(12)]


def test_each_star_has_five_points_one_upwards_in_a_circle_of_an_eighteenth():
    corners = star_corners(DETAIL)
    points, notches = corners[::2], corners[1::2]

    assert all(isclose(hypot(*point), DETAIL / 18) for point in points)
    assert points[0] == pytest.approx((0, -DETAIL / 18))
    turns = [round(degrees(atan2(x, -y)) % 360, 6) % 360 for x, y in points]
    assert turns == [0, 72, 144, 216, 288]
    # the sides run straight from a point to the next but one: the notches lie on them
    for number, (x, y) in enumerate(notches):
        (left, low), (right, high) = points[number - 1], points[(number + 1) % 5]
        assert isclose((right - left) * (y - low), (high - low) * (x - left), abs_tol=1e-6)


def test_the_path_draws_these_stars():
    stars = drawn_stars()

    assert len(stars) == 12
    for star, (x, y) in zip(stars, star_centres(DETAIL), strict=True):
        wanted = [(x + corner_x, y + corner_y) for corner_x, corner_y in star_corners(DETAIL)]
        assert len(star) == 10
        assert all(dist(one, other) < 0.05 for one, other in zip(star, wanted, strict=True))


def test_svg_is_three_to_two_in_the_two_colours():
    svg = emblem_svg().decode()

    assert 'viewBox="0 0 810 540"' in svg
    assert re.findall(r'fill="([^"]+)"', svg) == [BLUE, GOLD] == ["#003399", "#ffcc00"]
    assert stars_path() in svg


@pytest.mark.parametrize("height", [100, 300])
def test_png_shows_the_same_with_a_white_border_of_a_25th(height):
    image = Image.open(io.BytesIO(emblem_png(height))).convert("RGB")
    border = height * BORDER

    assert image.size == (height * 1.5 + 2 * border, height + 2 * border)
    for place in ((0, 0), (image.width - 1, image.height - 1), (image.width // 2, int(border) - 1)):
        assert image.getpixel(place) == (255, 255, 255)
    assert image.getpixel((int(border) + 1, int(border) + 1)) == (0, 0x33, 0x99)
    assert image.getpixel((image.width // 2, image.height // 2)) == (0, 0x33, 0x99)
    for x, y in star_centres(height):
        assert image.getpixel((round(border + x), round(border + y))) == (255, 204, 0)
    colours: Any = image.get_flattened_data()
    gold = sum(red > 127 for red, _green, blue in colours if blue < 128)
    star = 1.12257 * (height / 18) ** 2  # the area of a five-pointed star, radius one
    assert gold == pytest.approx(12 * star, rel=0.08)


@given(PIXELS, PIXELS, st.floats(5, 500))
def test_no_logo_is_higher_or_larger_than_the_emblem_nor_stretched(width, height, emblem_height):
    wide, tall = logo_box(emblem_height, width, height)

    assert tall <= emblem_height * (1 + 1e-9)
    assert wide * tall <= RATIO * emblem_height**2 * (1 + 1e-9)
    assert wide <= WIDEST * emblem_height * (1 + 1e-9)
    assert isclose(wide / tall, width / height, rel_tol=1e-9)
    room = (tall / emblem_height, wide * tall / (RATIO * emblem_height**2), wide / (WIDEST * emblem_height))
    assert isclose(max(room), 1, rel_tol=1e-9)  # and no smaller than it has to be


def test_logos_of_the_emblems_shape_are_as_large_as_it():
    assert logo_box(50, 300, 200) == pytest.approx((75, 50))
    assert logo_box(50, 100, 100) == pytest.approx((50, 50))
