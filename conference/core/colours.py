"""Which words can be read on which colour, by the arithmetic of WCAG 2.2."""

import re
from collections.abc import Collection
from colorsys import hls_to_rgb, rgb_to_hls

DARK_WORDS = "#000000"
LIGHT_WORDS = "#ffffff"
LIGHTNESS_STEPS = 200  # from black to white: finer steps nobody sees
LINEAR_BELOW = 0.04045  # of sRGB: darker channels are not bent by the gamma curve


def is_colour(text: str) -> bool:
    """A colour as projects and categories carry it: "#0b5f8a"."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white). Source: WCAG 2.2, "relative luminance"."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= LINEAR_BELOW else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How well two colours stand apart: 1 (not at all) to 21; text needs 4.5."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def words_on(colour: str) -> str:
    """The colour of words that are easiest to read on `colour`; at least 4.5 for every colour there is."""
    return max((LIGHT_WORDS, DARK_WORDS), key=lambda words: contrast(words, colour))


def ground(colour: str) -> str:
    """Template filter: "dark" when light words belong on the colour, else "light"."""
    return "dark" if is_colour(colour) and words_on(colour) == LIGHT_WORDS else "light"


def reached(colour: str, grounds: Collection[str]) -> float:
    """How well the colour stands apart from the ground from which it does so least."""
    return min(contrast(colour, ground) for ground in grounds)


def nearest_readable(colour: str, grounds: Collection[str], least: float) -> str | None:
    """The colour of the same hue, as near as possible in lightness, that reaches `least` on every ground.

    None where no lightness does.
    """
    hue, lightness, saturation = rgb_to_hls(*(int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)))
    for step in range(LIGHTNESS_STEPS + 1):
        for nearby in (lightness - step / LIGHTNESS_STEPS, lightness + step / LIGHTNESS_STEPS):
            if not 0 <= nearby <= 1:
                continue
            channels = hls_to_rgb(hue, nearby, saturation)
            found = "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
            if reached(found, grounds) >= least:
                return found
    return None
