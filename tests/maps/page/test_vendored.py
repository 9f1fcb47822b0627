"""What pages carry from elsewhere is what was published."""

import hashlib
import re
import tomllib

import pytest

from maps.page.vendored import VENDORED, picture_url, vendored_script, vendored_style

MANIFEST = tomllib.loads((VENDORED / "vendored.toml").read_text("utf-8"))
FILES = [
    (file, sha256)
    for package in MANIFEST.values()
    for file, sha256 in package["sha256"].items()
]


@pytest.mark.parametrize(("file", "sha256"), FILES)
def test_files_are_as_published(file: str, sha256: str) -> None:
    assert hashlib.sha256((VENDORED / file).read_bytes()).hexdigest() == sha256


def test_every_file_is_in_the_manifest() -> None:
    there = {
        path.relative_to(VENDORED).as_posix()
        for path in VENDORED.rglob("*")
        if path.is_file()
    }
    assert there == {file for file, _ in FILES} | {"vendored.toml"}


@pytest.mark.parametrize("name", MANIFEST)
def test_versions_and_licences_are_named(name: str) -> None:
    package = MANIFEST[name]
    assert package["package"] == f"{name}@{package['version']}"
    assert re.fullmatch("[0-9a-f]{64}", package["package_sha256"])
    assert package["licence"] in {"BSD-2-Clause", "MIT"}
    assert "Copyright" in (VENDORED / package["licence_file"]).read_text("utf-8")


@pytest.mark.parametrize("name", MANIFEST)
def test_scripts_are_of_the_version_named(name: str) -> None:
    package = MANIFEST[name]
    [script] = [file for file in package["sha256"] if file.endswith(".js")]
    head = (VENDORED / script).read_text("utf-8")[:200]
    assert f"{name} v{package['version']}" in head.lower().replace(
        "leaflet ", "leaflet v"
    )


def test_a_changed_file_would_be_seen() -> None:
    file, sha256 = FILES[1]
    spoiled = (VENDORED / file).read_bytes() + b" "
    assert hashlib.sha256(spoiled).hexdigest() != sha256


def test_scripts_lose_the_link_to_their_source_map() -> None:
    assert "sourceMappingURL" not in vendored_script("leaflet.js")


def test_styles_carry_their_pictures() -> None:
    style = vendored_style("leaflet.css")
    assert f"url({picture_url('images/layers.png')})" in style
    assert "url(images/" not in style
    assert "url(#default#VML)" in style
