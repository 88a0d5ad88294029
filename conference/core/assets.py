"""Everything the browser loads besides pages: gathered once at set-up, compressed, served under a versioned address.

The version is a part of the path (`/static/<version>/…`), so files may be kept for a year, relative links between
them keep working, and a new version is a new address.
"""

import fcntl
import gzip
import hashlib
import logging
import mimetypes
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import brotli
import click
from flask import Flask, current_app
from flask.cli import AppGroup
from whitenoise import WhiteNoise

from . import fonts
from .colours import ground

log = logging.getLogger(__name__)

LAYERS = ("tokens", "base", "components", "pages", "modes", "utilities")
SHEETS = {
    "css/site.css": ("tokens.css", "base", "components", "pages", "utilities.css"),
    "css/manage.css": ("manage",),
    "css/door.css": ("tokens.css", "door", "kiosk.css"),
    "css/screen.css": ("tokens.css", "screen"),
    "css/print.css": ("tokens.css", "print"),
}
LAYER_OF = {"tokens.css": "tokens", "utilities.css": "utilities", "manage": "pages", "door": "pages", "screen": "pages",
            "print": "pages", "kiosk.css": "modes"}  # fmt: skip
VENDOR = {
    "vendor/zxing/index.js": "zxing-wasm/dist/iife/reader/index.js",
    "vendor/zxing/zxing_reader.wasm": "zxing-wasm/dist/reader/zxing_reader.wasm",
}
COMPRESSED = {".css", ".js", ".svg", ".wasm", ".json", ".txt", ".webmanifest", ".html"}
STAMP = "inputs.txt"
VERSION = "version.txt"
YEAR_SECONDS = 365 * 24 * 3600
BUILD_FILES = {STAMP, VERSION}
ROOT = Path(__file__).resolve().parents[2]

assets_cli = AppGroup("assets", help="What browsers load: styles, scripts, fonts.")


class AssetsMissing(RuntimeError):
    """A browser library or font is not installed; the text says which and what to do."""


def build(source: Path, node_modules: Path, target: Path) -> str:
    """Gather `source` and the installed libraries into `target`; returns the version of what is there now.

    Does nothing when nothing changed. Whoever serves the old folder keeps serving it until the new one is whole.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(target.with_name(f"{target.name}.lock")):
        stamp = _fingerprint(source, node_modules)
        if _read(target / STAMP) == stamp and (version := _read(target / VERSION)):
            return version
        fresh = target.with_name(f"{target.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        _gather(source, node_modules, fresh, target)
        version = _version(fresh)
        _compress(fresh, target)
        (fresh / STAMP).write_text(stamp)
        (fresh / VERSION).write_text(version)
        _swap(fresh, target)
    return version


def _gather(source: Path, node_modules: Path, fresh: Path, previous: Path) -> None:
    shutil.copytree(source, fresh, ignore=shutil.ignore_patterns("css", ".*"))
    (fresh / "css").mkdir(exist_ok=True)
    for sheet in (source / "css").glob("*.css"):
        if sheet.name not in LAYER_OF:
            shutil.copyfile(sheet, fresh / "css" / sheet.name)
    for name, parts in SHEETS.items():
        (fresh / name).write_text(_sheet(source / "css", parts), encoding="utf-8")
    for name, installed in [*VENDOR.items(), *((f"fonts-pdf/{n}", p) for n, p in fonts.PDF_FACES.items())]:
        (fresh / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_installed(node_modules / installed), fresh / name)
    _cut_fonts(node_modules, fresh / "fonts", previous / "fonts")


def _sheet(folder: Path, parts: tuple[str, ...]) -> str:
    """One stylesheet of many files, each in the layer of its place, so that their order never decides."""
    rules = [f"@layer {','.join(LAYERS)};"]
    if "tokens.css" in parts:
        rules.append(fonts.font_faces())
    for part in parts:
        layer = LAYER_OF.get(part, part)
        files = [folder / part] if part.endswith(".css") else sorted((folder / part).glob("*.css"))
        rules += [
            f"@layer {layer}{{\n{_tightened(file.read_text(encoding='utf-8'))}\n}}" for file in files if file.exists()
        ]
    return "\n".join(rules)


def _tightened(css: str) -> str:
    """Without comments and indentation: the rest is the compressor's work."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return "\n".join(line.strip() for line in css.splitlines() if line.strip())


def _cut_fonts(node_modules: Path, folder: Path, previous: Path) -> None:
    """Cutting takes seconds, so files cut by the same recipe from the same faces are taken over."""
    folder.mkdir(parents=True, exist_ok=True)
    recipe = Path(fonts.__file__).read_bytes()
    for family in fonts.FAMILIES:
        for subset in family.subsets:
            installed = [_installed(file).read_bytes() for file in family.installed_files(node_modules, subset)]
            made_of = hashlib.sha256(recipe + b"".join(installed)).hexdigest()
            file = folder / family.file_name(subset)
            known = previous / f"{file.name}.recipe"
            if _read(known) == made_of:
                shutil.copyfile(previous / file.name, file)
            else:
                file.write_bytes(fonts.cut(installed, family, subset))
            (folder / known.name).write_text(made_of)


def _compress(fresh: Path, previous: Path) -> None:
    """Write .gz and .br beside each file that shrinks, or take them over when the file is as before."""
    for file in _files(fresh):
        if file.suffix not in COMPRESSED:
            continue
        data, before = file.read_bytes(), previous / file.relative_to(fresh)
        unchanged = before.exists() and before.read_bytes() == data
        for ending, squeeze in SQUEEZERS.items():
            name = f"{file.name}.{ending}"
            if unchanged and before.with_name(name).exists():
                shutil.copyfile(before.with_name(name), file.with_name(name))
            else:
                file.with_name(name).write_bytes(squeeze(data))


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _brotli(data: bytes) -> bytes:
    return bytes(brotli.compress(data, quality=11))


SQUEEZERS: Mapping[str, Callable[[bytes], bytes]] = {"gz": _gzip, "br": _brotli}


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in _files(folder):
        digest.update(f"{file.relative_to(folder)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _fingerprint(source: Path, node_modules: Path) -> str:
    """Of everything that goes into a build: the own files by content, the installed ones by size and time."""
    digest = hashlib.sha256()
    for file in [*_files(source), Path(__file__), Path(fonts.__file__)]:
        digest.update(f"{file}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    for installed in [
        *VENDOR.values(),
        *fonts.PDF_FACES.values(),
        *(family.installed.format(subset=next(iter(fonts.parts_of(family.subsets[0])))) for family in fonts.FAMILIES),
    ]:
        stat = _installed(node_modules / installed).stat()
        digest.update(f"{installed}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def _installed(path: Path) -> Path:
    if not path.exists():
        raise AssetsMissing(f"{path} is not installed. Run: npm ci")
    return path


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in BUILD_FILES)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _swap(fresh: Path, target: Path) -> None:
    old = target.with_name(f"{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    """Processes that start together build once: the others wait and find it done."""
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def init_assets(app: Flask) -> None:
    """Serve the built files and give templates `asset_url(path)`. Builds first where that is possible and due."""
    folder = Path(app.config["STATIC_BUILD_DIR"])
    version = _read(folder / VERSION)
    if app.config.get("APP_ENV") != "production" or not version:
        try:
            version = build(ROOT / "static", ROOT / "node_modules", folder)
        except AssetsMissing as missing:  # commands work without styles; pages would be bare
            log.warning("%s", missing)
    app.extensions["assets"] = version or "missing"
    app.add_template_global(asset_url)
    app.add_template_filter(ground)
    for ending, kind in ((".woff2", "font/woff2"), (".wasm", "application/wasm"), (".js", "text/javascript")):
        mimetypes.add_type(kind, ending)
    served = WhiteNoise(
        app.wsgi_app,
        max_age=YEAR_SECONDS,
        immutable_file_test=lambda _path, _url: True,
        allow_all_origins=False,
        add_headers_function=_secure,
    )
    served.FOREVER = YEAR_SECONDS
    if version:
        served.add_files(str(folder), prefix=f"static/{version}/")
    app.wsgi_app = served  # type: ignore[method-assign]


def _secure(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def asset_url(path: str) -> str:
    """The address of a built file: "css/site.css" -> "/static/<version>/css/site.css"."""
    return f"/static/{current_app.extensions['assets']}/{path}"


@assets_cli.command("build")
def build_command() -> None:
    """Gather and compress everything that browsers load."""
    folder = Path(current_app.config["STATIC_BUILD_DIR"])
    try:
        version = build(ROOT / "static", ROOT / "node_modules", folder)
    except AssetsMissing as missing:
        raise click.ClickException(str(missing)) from missing
    click.echo(f"assets {version}")
