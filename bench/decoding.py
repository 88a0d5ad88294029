"""How many hard frames the door's reader reads: blurred, dark, small, under glare, inverted, at any angle."""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import qrcode
from PIL import Image, ImageDraw, ImageFilter

from bench.server import ROOT
from tests.journeys.film import FRAME, Look, frame_of

FRAMES_EACH = 20
CODE = "T4EXBGTA5NEP2E94DX7ZFG39RXF4Y"
PIXELS = 240  # how wide the code stands in the frame, unless a condition says otherwise
MODULES, QUIET = 25, 4  # of a code of version 2, and around it


@dataclass(frozen=True)
class Condition:
    """`pixels`: width of the code without its quiet zone. `motion`: of the hand, pixels.

    `glare`: part of the code under a lamp's spot.
    """

    name: str
    pixels: int = PIXELS
    angle: float = 0
    tilt: float = 0
    blur: float = 0.6
    motion: int = 0
    light: float = 0.9
    noise: float = 4
    glare: float = 0
    inverted: bool = False
    any_angle: bool = False


CLEAN = Condition("clean")
CONDITIONS = (
    CLEAN,
    replace(CLEAN, name="any rotation", any_angle=True),
    replace(CLEAN, name="tilted", tilt=0.9),
    replace(CLEAN, name="blur 2 px", blur=2),
    replace(CLEAN, name="blur 3.5 px", blur=3.5),
    replace(CLEAN, name="motion 13 px", motion=13),
    replace(CLEAN, name="dark hall", light=0.16, noise=10),
    replace(CLEAN, name="120 px wide", pixels=120),
    replace(CLEAN, name="80 px wide", pixels=80),
    replace(CLEAN, name="glare on 9 %", glare=0.09),
    replace(CLEAN, name="inverted", inverted=True),
    Condition("160 px, everything at once", 160, any_angle=True, tilt=0.5, blur=1.5, light=0.4, noise=8),
)  # fmt: skip


def figures() -> dict[str, str]:
    with tempfile.TemporaryDirectory(prefix="conference-frames-") as name:
        folder = Path(name)
        names = [path.name for path in write_frames(folder)]
        done = subprocess.run(["node", ROOT / "bench" / "decode.mjs", folder, CODE], input=json.dumps(names),
                              capture_output=True, text=True, check=True)  # fmt: skip
    found: list[dict[str, object]] = json.loads(done.stdout)
    read = [one for one in found if one["is_read"]]
    times = sorted(float(str(one["ms"])) for one in found)
    by_condition = {
        condition.name: sum(str(one["name"]).startswith(f"{place:02d}-") for one in read)
        for place, condition in enumerate(CONDITIONS)
    }
    missed = [f"{name} {count}" for name, count in by_condition.items() if count < FRAMES_EACH]
    wrong = sum(bool(one["is_wrong"]) for one in found)
    p50, p95 = times[len(times) // 2], times[len(times) * 95 // 100]
    return {
        "hard frames read": f"{len(read)} of {len(found)} ({len(read) / len(found):.0%}), {wrong} wrongly",
        f"not all {FRAMES_EACH} read": ", ".join(missed) or "-",
        "a frame of 1280 x 720, from its JPEG, in node": f"p50 {p50:.0f} ms, p95 {p95:.0f} ms",
    }


def write_frames(folder: Path) -> Iterator[Path]:
    code = qrcode.make(CODE, error_correction=qrcode.constants.ERROR_CORRECT_Q, border=QUIET, box_size=12)
    badge = code.get_image().convert("RGB")
    rng = np.random.default_rng(7)
    for place, condition in enumerate(CONDITIONS):
        for number in range(FRAMES_EACH):
            path = folder / f"{place:02d}-{number:02d}.jpg"
            frame(badge, condition, rng).save(path, "JPEG", quality=85)
            yield path


def frame(badge: Image.Image, condition: Condition, rng: np.random.Generator) -> Image.Image:
    angle = float(rng.uniform(0, 360)) if condition.any_angle else condition.angle
    height = condition.pixels * (MODULES + 2 * QUIET) / MODULES / FRAME[1]
    look = Look(height, angle, condition.tilt, 1, 0, condition.blur, condition.inverted)
    shift = (float(rng.normal(0, 60)), float(rng.normal(0, 40)))
    picture = frame_of(under_lamp(badge, condition.glare, rng), look, rng, shift)
    values = moved(np.asarray(picture, dtype=np.float32), condition.motion) * condition.light
    noisy = values + rng.normal(0, condition.noise, (FRAME[1], FRAME[0], 1))
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))


def moved(values: np.ndarray, pixels: int) -> np.ndarray:
    """The mean over a hand's way to the side while the shutter was open."""
    return np.mean([np.roll(values, step, axis=1) for step in range(pixels)], axis=0) if pixels else values


def under_lamp(badge: Image.Image, part: float, rng: np.random.Generator) -> Image.Image:
    """A white spot over a part of the code, soft at its edge, somewhere."""
    if not part:
        return badge
    side = badge.size[0]
    radius = side * (part / np.pi) ** 0.5
    x, y = (float(rng.uniform(radius, side - radius)) for _ in range(2))
    mask = Image.new("L", badge.size, 0)
    ImageDraw.Draw(mask).ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    lit = badge.copy()
    lit.paste("white", mask=mask.filter(ImageFilter.GaussianBlur(side / 60)))
    return lit
