import gzip
import re
import threading
from functools import cache
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from flask import Flask
from fontTools.ttLib import TTFont

from conference.core import assets, fonts
from conference.core.assets import AssetsMissing, asset_url, build, init_assets

NODE_MODULES = assets.ROOT / "node_modules"
NAMES = (
    "Әсел Құрманғазы Ғ Ң Өмірбек Ұлан Үміт Һ І Қазақстан"  # Kazakh
    "Ңөү Жээнбеков"  # Kyrgyz
    "Ғафур Ӣмон Қодир Ӯктам Ҳасан Ҷӯраев"  # Tajik
    "Ўткир Ғайрат Ҳамид"  # Uzbek, Cyrillic
    "Oʻktam Gʻulnora maʼno"  # Uzbek, Latin
    "Çaryýew Ňurýagdy Öwez Şöhrat Ümit Ýazgül Žalyň Äşe"  # Turkmen
    "Māra Kļaviņa-Ozoliņa Ķērsti Čaks Ģirts Īvāns Šmits Ūdris Žanis"  # Latvian
    "Jūratė Žemaitienė Ąžuolas Čiurlionis Ęglė Įsrutis Ųsas"  # Lithuanian
    "زرمینه احمدی صائمہ بلال ہےۍںٹڈڑپچگکی ګولډن ښځه"  # Dari, Pashto, Urdu
    "Őry Győző Űrhajós Łukasz Ćwik Ośka Źrebak Əliyev №"
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "css" / "components").mkdir(parents=True)
    (folder / "js").mkdir()
    (folder / "css" / "tokens.css").write_text(":root { --ink: black; }")
    (folder / "css" / "utilities.css").write_text(".muted { color: grey; }")
    (folder / "css" / "components" / "card.css").write_text("/* a card */\n.card { color: var(--ink); }")
    (folder / "js" / "app.js").write_text("export const answer = 42;\n" * 40)
    return folder


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand-ins for what npm installs, and for the cutting of fonts, which takes seconds."""
    folder = tmp_path / "node_modules"
    files = [folder / path for path in [*assets.VENDOR.values(), *fonts.PDF_FACES.values()]]
    files += [
        path
        for family in fonts.FAMILIES
        for subset in family.subsets
        for path in family.installed_files(folder, subset)
    ]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(file.name.encode())
    monkeypatch.setattr(fonts, "cut", lambda data, _family, _subset: b"cut " + data[0])
    return folder


def test_build_gathers_own_files_libraries_and_fonts(source, installed, tmp_path):
    target = tmp_path / "var" / "static"

    build(source, installed, target)

    assert (target / "js" / "app.js").read_text() == (source / "js" / "app.js").read_text()
    assert (target / "vendor" / "zxing" / "index.js").read_bytes() == b"index.js"
    assert (target / "vendor" / "zxing" / "zxing_reader.wasm").exists()
    assert (target / "fonts" / "vollkorn-latin.woff2").read_bytes() == b"cut vollkorn-latin-wght-normal.woff2"
    assert (target / "fonts-pdf" / "NotoSans-Bold.ttf").read_bytes() == b"NotoSans_700Bold.ttf"


def test_build_puts_each_style_into_its_layer_without_comments(source, installed, tmp_path):
    target = tmp_path / "out"

    build(source, installed, target)

    css = (target / "css" / "site.css").read_text()
    assert css.startswith("@layer tokens,base,components,pages,modes,utilities;")
    assert "@layer components{\n.card { color: var(--ink); }\n}" in css
    assert css.index("@layer tokens{") < css.index("@layer components{") < css.index("@layer utilities{")
    assert "a card" not in css
    assert not (target / "css" / "tokens.css").exists()


def test_build_compresses_text_beside_the_file(source, installed, tmp_path):
    target = tmp_path / "out"

    build(source, installed, target)

    plain = (target / "js" / "app.js").read_bytes()
    assert gzip.decompress((target / "js" / "app.js.gz").read_bytes()) == plain
    assert brotli.decompress((target / "js" / "app.js.br").read_bytes()) == plain
    assert not (target / "fonts" / "vollkorn-latin.woff2.br").exists()


def test_build_unchanged_touches_nothing(source, installed, tmp_path):
    target = tmp_path / "out"
    first = build(source, installed, target)
    inode = (target / "js" / "app.js").stat().st_ino

    second = build(source, installed, target)

    assert (first, inode) == (second, (target / "js" / "app.js").stat().st_ino)


def test_build_changed_source_has_a_new_version_and_no_leftovers(source, installed, tmp_path):
    target = tmp_path / "out"
    first = build(source, installed, target)
    (source / "js" / "app.js").rename(source / "js" / "start.js")

    second = build(source, installed, target)

    assert first != second
    assert not (target / "js" / "app.js").exists()
    assert (target / "version.txt").read_text() == second
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("out.")] == ["out.lock"]


def test_build_same_content_elsewhere_has_the_same_version(source, installed, tmp_path):
    versions = {build(source, installed, tmp_path / name) for name in ("one", "two")}

    assert len(versions) == 1


def test_build_missing_library_says_what_to_run_and_keeps_the_old_build(source, installed, tmp_path):
    target = tmp_path / "out"
    version = build(source, installed, target)
    (installed / assets.VENDOR["vendor/zxing/index.js"]).unlink()

    with pytest.raises(AssetsMissing, match="npm ci"):
        build(source, installed, target)

    assert (target / "version.txt").read_text() == version


def test_build_started_twice_at_once_ends_whole(source, installed, tmp_path):
    target = tmp_path / "out"
    versions = []
    threads = [threading.Thread(target=lambda: versions.append(build(source, installed, target))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert versions == [(target / "version.txt").read_text()] * 3


@pytest.fixture
def small_app(source, installed, tmp_path, monkeypatch) -> Flask:
    root = tmp_path
    monkeypatch.setattr(assets, "ROOT", root)
    app = Flask("small", static_folder=None)
    app.config["STATIC_BUILD_DIR"] = root / "var" / "static"
    init_assets(app)
    return app


def test_served_file_is_kept_for_a_year_and_compressed(small_app):
    with small_app.app_context():
        address = asset_url("js/app.js")

    response = small_app.test_client().get(address, headers={"Accept-Encoding": "br"})

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "max-age=31536000, public, immutable"
    assert response.headers["Content-Encoding"] == "br"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in response.headers
    assert response.mimetype == "text/javascript"
    assert brotli.decompress(response.data).startswith(b"export const answer")
    response.close()


def test_served_address_of_another_version_is_not_found(small_app):
    assert small_app.test_client().get("/static/000000000000/js/app.js").status_code == 404


def test_served_path_outside_the_folder_is_not_found(small_app):
    with small_app.app_context():
        address = asset_url("../secret-key")

    assert small_app.test_client().get(address).status_code == 404


def test_init_without_libraries_still_starts(source, tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "ROOT", tmp_path)
    app = Flask("bare", static_folder=None)
    app.config["STATIC_BUILD_DIR"] = tmp_path / "var" / "static"

    init_assets(app)

    with app.app_context():
        assert asset_url("css/site.css") == "/static/missing/css/site.css"


@cache
def cut(family: fonts.Family, subset: str) -> bytes:
    """Once for all tests: it takes a second or two."""
    return cut_anew(family, subset)


def cut_anew(family: fonts.Family, subset: str) -> bytes:
    return fonts.cut([file.read_bytes() for file in family.installed_files(NODE_MODULES, subset)], family, subset)


FILES_OF_FAMILIES = {f"{family.file_name('')} {family.subsets}": family for family in fonts.FAMILIES}


@pytest.mark.parametrize("family", FILES_OF_FAMILIES)
def test_page_fonts_hold_every_letter_that_their_range_promises(family):
    for subset in FILES_OF_FAMILIES[family].subsets:
        held = TTFont(BytesIO(cut(FILES_OF_FAMILIES[family], subset))).getBestCmap()
        assert [chr(point) for point in fonts.code_points(fonts.SUBSETS[subset]) if point not in held] == []


def test_letters_of_all_files_of_a_family_are_put_together():
    """A browser takes letters from several files only where their faces are declared for the same weights."""
    families: dict[str, dict[str, set[str]]] = {}
    for name, weights, subset in re.findall(
        r'font-family:"([^"]+)".*?font-weight:([\d ]+);.*?-(latin-ext|latin|cyrillic-ext|cyrillic|arabic)\.woff2',
        fonts.font_faces(),
    ):
        families.setdefault(name, {}).setdefault(weights, set()).add(subset)

    assert set(families["Commissioner"]) == {"400", "600 700"}
    for name, of_weights in families.items():
        assert len({frozenset(subsets) for subsets in of_weights.values()}) == 1, name


def test_page_fonts_promise_every_letter_of_our_names():
    promised = {point for subset in fonts.SUBSETS.values() for point in fonts.code_points(subset)}

    assert {letter for letter in NAMES if ord(letter) not in promised} == set()


def test_page_fonts_of_a_latin_page_fit_the_first_load():
    latin = [len(cut(family, "latin")) for family in fonts.FAMILIES if "latin" in family.subsets]

    assert sum(latin) < 50_000


def test_page_fonts_of_a_russian_page_are_three_files_that_fit_the_first_load():
    russian = [cut(family, "russian") for family in fonts.FAMILIES if "russian" in family.subsets]

    assert len(russian) == 3
    assert sum(map(len, russian)) < 65_000
    assert russian[0] == cut_anew(
        next(family for family in fonts.FAMILIES if family.subsets == ("russian",)), "russian"
    )
    promised = fonts.code_points(fonts.SUBSETS["russian"])
    assert not {
        letter for letter in "Съёмка № 4 – Bārbele Vaidotė, Oʻrnakov, Өмүрбек «é»" if ord(letter) not in promised
    }


def test_page_fonts_for_names_in_other_letters_fit_the_first_load_too():
    other = [
        len(cut(family, subset))
        for family in fonts.FAMILIES
        if family.name == "Commissioner" and family.weights == (400, 400)
        for subset in family.subsets
    ]

    assert len(other) == len(fonts.OTHER_LETTERS)
    assert sum(other) < 22_000


def test_pdf_faces_hold_every_letter_of_our_names():
    held = {name: TTFont(NODE_MODULES / path).getBestCmap() for name, path in fonts.PDF_FACES.items()}

    for weight in ("Regular", "Bold"):
        together = {letter for name, letters in held.items() if weight in name for letter in letters}
        assert {letter for letter in NAMES if ord(letter) not in together} == set()
