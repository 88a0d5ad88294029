import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from conference.core.images import NotAnImage
from conference.core.portraits import Crop, portrait, read_crop, square


def picture(width, height, colours):
    """A PNG of vertical stripes of equal width."""
    image = Image.new("RGB", (width, height))
    stripe = width // len(colours)
    for place, colour in enumerate(colours):
        image.paste(colour, (place * stripe, 0, (place + 1) * stripe, height))
    out = io.BytesIO()
    image.save(out, "PNG")
    out.seek(0)
    return out


def middle_of(image):
    with Image.open(io.BytesIO(image.data)) as opened:
        return opened.convert("RGB").getpixel((opened.width // 2, opened.height // 2))


def test_without_a_choice_the_middle_is_taken():
    made = portrait(picture(300, 100, ["red", "lime", "blue"]))

    assert (made.width, made.height) == (100, 100)
    red, green, blue = middle_of(made)
    assert green > 200
    assert red < 60
    assert blue < 60


def test_the_chosen_part_is_taken():
    made = portrait(picture(300, 100, ["red", "lime", "blue"]), Crop(2 / 3, 0, 1))

    assert middle_of(made)[2] > 200


def test_what_is_no_picture_is_refused():
    with pytest.raises(NotAnImage):
        portrait(io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"))


@pytest.mark.parametrize("text", ["", "1", "a,b,c", "0,0,0", "0,0,2", "-1,0,1", "nan,0,1", "0,0,inf", "1,1,1,1"])
def test_a_choice_that_is_none_is_no_choice(text):
    assert read_crop(text) is None


CROPS = st.none() | st.builds(Crop, st.floats(0, 1), st.floats(0, 1), st.floats(0.1, 1))


@given(st.integers(1, 4000), st.integers(1, 4000), CROPS)
def test_the_square_is_always_inside_the_picture(width, height, crop):
    left, top, side = square(width, height, crop)

    assert side >= 1
    assert 0 <= left <= left + side <= width
    assert 0 <= top <= top + side <= height
