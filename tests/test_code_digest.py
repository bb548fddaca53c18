"""Nothing that is cached outlives a change to the code that made it."""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from plugins.kernel import code_digest as digests
from plugins.kernel.code_digest import code_digest, imported_by, imports, version_of

from .conftest import DEMO, ROOT, grainy, photo, story

SWEPT = (digests.code_digest, digests.source_of, digests.file_of)


def forget():
    for each in SWEPT:
        each.cache_clear()


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return a function that writes modules of another project, and gives a digest of some."""
    monkeypatch.setattr(digests, "ROOT", str(tmp_path))

    def digest_of(*modules, files=None, python=True):
        for name, text in (files or {}).items():
            path = tmp_path / "plugins" / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        forget()
        return code_digest(*modules, python=python)

    yield digest_of
    forget()


ONE, TWO = "VALUE = 1\n", "VALUE = 2\n"
IMPORTS = {
    "by its full name": "import plugins.room.leaf\n",
    "under another name": "import json, plugins.room.leaf as other\n",
    "something of it": "from plugins.room.leaf import VALUE\n",
    "from its folder": "from plugins.room import leaf\n",
    "something of it, relatively": "from .leaf import VALUE as other\n",
    "from its folder, relatively": "from . import leaf\n",
    "over lines": "from . import (\n    # one (and only)\n    leaf,\n)\n",
    "within a function": "def value():\n    from .leaf import VALUE\n    return VALUE\n",
    "by way of another": "from .between import VALUE\n",
    "by way of a package": "from plugins.other import VALUE\n",
    "after words that look so": '"""Words.\n\nimport what you like\n"""\nfrom . import leaf\n',
}


@pytest.mark.parametrize("text", IMPORTS.values(), ids=IMPORTS)
def test_a_digest_covers_what_a_module_imports(text, project):
    files = {
        "room/root": text,
        "room/leaf": ONE,
        "room/beside": ONE,
        "room/between": "from .leaf import VALUE\n",
        "other/__init__": "from plugins.room.leaf import VALUE\n",
    }
    before = project("plugins.room.root", files=files)

    assert project("plugins.room.root", files={"room/beside": TWO}) == before
    assert project("plugins.room.root", files={"room/leaf": TWO}) != before


def test_a_digest_covers_the_module_itself_and_those_named_with_it(project):
    alone = project("plugins.room.a", files={"room/a": ONE, "room/b": ONE})
    both = project("plugins.room.a", "plugins.room.b")

    assert alone != both
    assert project("plugins.room.a", "plugins.room.b", files={"room/b": TWO}) != both
    assert project("plugins.room.a") == alone
    assert project("plugins.room.a", files={"room/a": TWO}) != alone


def test_modules_may_import_each_other(project):
    files = {"room/a": "from . import b\n", "room/b": "from . import a\n"}

    assert project("plugins.room.a", files=files) == project("plugins.room.b")


def test_the_init_of_a_package_counts_only_for_what_is_imported_from_it(project):
    before = project("plugins.room.a", files={"room/a": ONE, "room/__init__": "from .a import *"})

    assert project("plugins.room.a", files={"room/__init__": ONE}) == before


def test_a_digest_covers_the_versions_of_libraries(project, monkeypatch):
    files = {"room/a": "from PIL import Image\n", "room/b": "import json\n"}
    before, without = project("plugins.room.a", files=files), project("plugins.room.b")

    monkeypatch.setattr(digests, "version_of", lambda name: f"{name} of tomorrow")

    assert project("plugins.room.a") != before
    assert project("plugins.room.b") == without


def test_a_digest_covers_the_version_of_python_where_that_matters(project, monkeypatch):
    before = project("plugins.room.a", files={"room/a": ONE})
    without = project("plugins.room.a", python=False)

    monkeypatch.setattr(digests, "PYTHON", "4.0")

    assert project("plugins.room.a") != before
    assert project("plugins.room.a", python=False) == without


def test_a_name_that_is_no_module_is_refused():
    with pytest.raises(ModuleNotFoundError, match=r"plugins\.photos\.nothing"):
        code_digest("plugins.photos.nothing")


def modules():
    """Yield the name and the source of every module of the project."""
    for path in sorted((ROOT / "plugins").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        yield name.removesuffix(".__init__"), path.name == "__init__.py", path.read_bytes()


def test_the_imports_of_every_module_are_those_that_python_sees():
    """Without a parser the same are found, and no other module that there is."""
    for name, is_package, source in modules():
        package = name if is_package else name.rpartition(".")[0]
        whole = {
            found
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for found in imports(ast.unparse(node).encode(), package)
        }

        found = set(imports(source, package))
        assert whole <= found, name
        words = {each for each in found - whole if not importlib.util.find_spec(each)}
        assert found - whole - words <= {"c2pa", "plugins.plan"}, name  # which stand in strings


def test_every_library_has_a_version():
    """Each is installed under the name that it is imported by, or that the table has for it."""
    found = imported_by(*(name for name, _, _ in modules())).values()
    libraries = {each for source in found for each in source.libraries}

    assert {"PIL", "cbor2", "jinja2", "pelican", "yaml"} <= libraries
    for library in filter(importlib.util.find_spec, libraries):
        assert re.fullmatch(rf"{library} \d[\w.]*", version_of(library))


def test_no_photo_is_made_anew_for_a_change_elsewhere():
    """What makes the bytes of a rendition is these modules; metadata and sizes are in its key."""
    room, library = "plugins.responsive_images", "plugins.photos"

    assert set(imported_by(f"{room}.renditions")) == {
        f"{room}.renditions",
        f"{room}.colours",
        f"{room}.damage",
        f"{room}.decoding",
        f"{room}.embedded_rights",
        f"{room}.hdr",
        f"{room}.records",
        f"{room}.scaling",
        f"{library}.errors",
        f"{library}.formats",
        f"{library}.heif",
        f"{library}.plans",
        f"{library}.signatures",
    }


# Warm builds after an edit of the code


class Edit(NamedTuple):
    """Code at the end of a module, and what it changes: files by a pattern, and a text in them."""

    module: str
    code: str
    shown_in: str
    text: bytes = b""


METADATA = """
from dataclasses import replace
_read = read_metadata
def read_metadata(info, sidecar=b""):
    found = _read(info, sidecar)
    return found._replace(metadata=replace(found.metadata, creators=("Another Name",)))
"""
EDITS = {
    "what is read, drawn and compressed": [
        Edit("photos/metadata_reader", METADATA, "photos/tiny.jpg", b"Another Name"),
        Edit("social_cards/drawing", "TOP = 200", "social-cards/*.png"),
        Edit(
            "search/pagefind",
            "_digest = lambda data: blake2b(data, digest_size=9).hexdigest()",
            "search/index/*.pf_meta",
        ),
        Edit(
            "press/print/compression",
            '_COMPRESS = {"gz": lambda data: gzip.compress(data, 1, mtime=0)}',
            "theme/*.css.gz",
        ),
    ],
    "what is made, cleaned and compiled": [
        Edit(
            "responsive_images/renditions",
            'SETTINGS = {**SETTINGS, "JPEG": {"quality": 30}}',
            "photos/sized/*.jpg",
        ),
        Edit(
            "responsive_images/containers/jpeg",
            "_app1 = lambda block: bytes.fromhex('fffe000a') + b'Stripped'",
            "photos/tiny.jpg",
            b"Stripped",
        ),
        Edit(
            "search/records",
            "_record = record\ndef record(story):\n"
            "    return {**_record(story), 'meta': {'title': 'Another title'}}",
            "search/index/*.pf_fragment",
        ),
        Edit(
            "press/print/templates",
            "_Generator._output_const_repr = lambda self, group: "
            "repr(''.join(map(str, group)).replace('</html>', '<!-- compiled --></html>'))",
            "2020/*.html",
            b"<!-- compiled --></html>",
        ),
    ],
    "what these import": [
        Edit(
            "responsive_images/decoding",
            "average_colour = lambda picture: 'ff0000'",
            "2020/*.html",
            b'"tone-300"',
        ),
        Edit(
            "responsive_images/containers/gif",
            "stripped_gif = lambda data, packet, exif: data + b'Stripped'",
            "photos/tiny.gif",
            b"Stripped",
        ),
        Edit("markup/text", "shortened = lambda text, limit: text[:9]", "social-cards/*.png"),
        Edit("photos/formats", 'CROPS["og"] = (800, 420)', "photos/sized/*-og.jpg"),
    ],
    "what becomes of it": [
        Edit(
            "photos/sidecars",
            '_FIELDS["focus"] = (lambda text: (90, 90), "")',
            "photos/sized/*-1x1.jpg",
        ),
        Edit(
            "photos/clean_text",
            "_line = one_line\none_line = lambda text, limit: _line(text, limit).upper()",
            "photos/tiny.jpg",
            b"LENA VOGT",
        ),
        Edit(
            "responsive_images/rights",
            "_packet_of = xmp_packet\n"
            "xmp_packet = lambda metadata: _packet_of(metadata).replace(b'about=\"\"', b'about=\"x\"')",
            "photos/sized/*.avif",
            b'about="x"',
        ),
        Edit(
            "image_captions/figures",
            "_captioned = captioned\ndef captioned(*given, **named):\n    made = _captioned(*given, **named)\n"
            "    return replace(made, html=made.html.replace('A bus', 'A coach'))",
            "2020/*.html",
            b"A coach",
        ),
    ],
}


class Project:
    """A copy of the project with a small newsroom, which is built by processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.built = folder, 0
        for name in ("plugins", "theme"):
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        shutil.copy(DEMO / "pelicanconf.py", folder)
        for name, data in newsroom().items():
            path = folder / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.encode() if isinstance(data, str) else data)
        self.first = self.warm()

    def warm(self):
        """Return the files of the site, built with what earlier builds left."""
        return self._build("warm")

    def clean(self):
        """Return the files of the site, built with nothing of earlier builds."""
        self.built += 1
        return self._build(f"clean-{self.built}")

    def _build(self, name):
        output = self.folder / name / "output"
        settings = [f'PRESS_CACHE="{name}/cache"', 'SITEURL="https://news.example.org/daily"']
        settings += ['PRECOMPRESS=["gz"]', "POLICIES={}", "NAVIGATION_PAGES=[]"]
        command = ["-m", "plugins.press", "content", "-o", str(output), "--fatal", "errors"]
        done = subprocess.run(
            [sys.executable, *command, "-s", "pelicanconf.py", "-e", *settings],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": ""},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        files = (path for path in output.rglob("*") if path.is_file())
        return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def newsroom():
    """Return files of which everything that is cached is made."""
    exif = Image.Exif()
    exif[0x013B] = "Lena Vogt"
    named = {"exif": exif.tobytes()}
    return {
        "stories/large.md": story("Large", body="![A bus](large.jpg)\nA bus. (Photo: X/AP)"),
        "stories/tiny.md": story("Tiny", body="![A bus](tiny.jpg)\n\n![A map](map.svg)"),
        "stories/moving.md": story("Moving", body="![A wheel](tiny.gif)"),
        "stories/bare.md": story("A headline that a card is drawn for", body="Text. " * 99),
        "photos/large.jpg": grainy(**named),
        "photos/large.yml": "focus: 10 20\n",
        "photos/tiny.jpg": photo(**named),
        "photos/tiny.gif": photo(format="GIF"),
        "photos/map.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    }


@pytest.fixture(scope="module")
def newsroom_copy(tmp_path_factory):
    return Project(tmp_path_factory.mktemp("project"))


def held(files, pattern):
    """Return what those of *files* hold that *pattern* names, whatever they are called."""
    return Counter(data for name, data in files.items() if fnmatch(name, pattern))


FIRST, *OTHERS = (pytest.param(edits, id=name) for name, edits in EDITS.items())


@pytest.mark.parametrize(
    "edits",
    [FIRST, *(pytest.param(*each.values, id=each.id, marks=pytest.mark.proof) for each in OTHERS)],
)
def test_a_warm_build_after_an_edit_of_the_code_equals_a_clean_one(edits, newsroom_copy):
    paths = {each: newsroom_copy.folder / f"plugins/{each.module}.py" for each in edits}
    before = {path: path.read_text("utf-8") for path in paths.values()}
    try:
        for each, path in paths.items():
            path.write_text(f"{before[path]}\n{each.code}\n", "utf-8")
        warm, clean = newsroom_copy.warm(), newsroom_copy.clean()
    finally:
        for path, text in before.items():
            path.write_text(text, "utf-8")

    for each in edits:
        after = held(clean, each.shown_in)
        assert after != held(newsroom_copy.first, each.shown_in), each
        assert any(each.text in data for data in after), each
    assert {
        name for name in warm.keys() | clean.keys() if warm.get(name) != clean.get(name)
    } == set()
