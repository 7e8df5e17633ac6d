"""Users and machines that paths name, and paths in running text."""

from __future__ import annotations

import pytest

from celtrace.files._paths import named_in, paths_in, plain


@pytest.mark.parametrize(
    ("path", "named"),
    [
        (r"C:\Users\kim\Desktop\c012.psd", {"user": "kim"}),
        ("C:/Users/kim/Desktop/c012.psd", {"user": "kim"}),
        (r"D:\Documents and Settings\Lan Wei\My Documents\a.aep", {"user": "Lan Wei"}),
        ("/Users/kim/Movies/c012.mov", {"user": "kim"}),
        ("/home/kim/c012.blend", {"user": "kim"}),
        (r"\\NAS-2\show\c012.mov", {"machine": "NAS-2"}),
        (r"\\?\UNC\NAS-2\show\c012.mov", {"machine": "NAS-2"}),
        (r"\\NAS-2\Users\kim\c012.mov", {"user": "kim", "machine": "NAS-2"}),
        ("file:///C:/Users/kim/c012.mov", {"user": "kim"}),
        ("file:///Users/kim%20lee/c012.mov", {"user": "kim lee"}),
        ("file://NAS-2/show/c012.mov", {"machine": "NAS-2"}),
        ("file://localhost/Users/kim/c012.mov", {"user": "kim"}),
        ("C:\\Users\\김란\\바탕 화면\\c012.hwp", {"user": "김란"}),
    ],
)
def test_a_path_names_its_user_and_machine(path: str, named: dict[str, str]) -> None:
    assert named == dict(named_in(path))


@pytest.mark.parametrize(
    "path",
    [
        r"C:\Users\Public\a.psd", "/Users/Shared/a.mov", r"C:\Users\Default\a", "D:/show/c012.psd",
        r"\\.\pipe\x", r"\\?\C:\show\a", "+outputs\\.tif", "$scenefolder/a.tlv", "", "r/a.mov",
        r"\\127.0.0.1\share\a", "C:/MyUsers/kim/a",
    ],
)  # fmt: skip
def test_shared_folders_and_this_machine_are_nobody(path: str) -> None:
    assert {} == dict(named_in(path))


def test_addresses_are_read_as_paths() -> None:
    assert "C:/show/a b.mov" == plain("file:///C:/show/a%20b.mov")
    assert "/Users/kim/a.mov" == plain("file:///Users/kim/a.mov")
    assert r"C:\a" == plain(r"C:\a")


def test_paths_are_found_in_running_text() -> None:
    text = 'open "C:\\show\\c012.psd", then\n(\\\\NAS-2\\show\\bg.psd)\nor /Users/kim/a.mov.\nend'
    assert ["C:\\show\\c012.psd", "\\\\NAS-2\\show\\bg.psd", "/Users/kim/a.mov"] == list(
        paths_in(text)
    )


@pytest.mark.parametrize("text", ["http://example.org/Users/", "a/b", "ratio 4:3", "x:y", ""])
def test_what_is_no_path_is_not_found(text: str) -> None:
    assert [] == [path for path in paths_in(text) if not path.startswith("/Users/")]


@pytest.mark.parametrize("letter", ["C", "D", "Z", "c"])
@pytest.mark.parametrize("slash", ["\\", "/"])
@pytest.mark.parametrize("user", ["kim", "lan.wei", "Administrator", "김란", "user 1", "a-b_c"])
def test_users_of_every_spelling_and_drive(letter: str, slash: str, user: str) -> None:
    path = slash.join((f"{letter}:", "Users", user, "Desktop", "c012.psd"))
    assert [("user", user)] == list(named_in(path))


@pytest.mark.parametrize("server", ["NAS-2", "nas.studio.example", "192.0.2.7", "서버", "SRV$"])
@pytest.mark.parametrize("start", ["\\\\", "//", "\\\\?\\UNC\\"])
def test_servers_of_every_spelling(server: str, start: str) -> None:
    slash = "/" if start == "//" else "\\"
    assert [("machine", server)] == list(named_in(f"{start}{server}{slash}show{slash}c012.psd"))


@pytest.mark.parametrize(
    "path",
    [
        "C:\\Users\\kim",
        "C:\\Users\\kim\\",
        "/Users/kim",
        "/home/kim/",
        "file:///home/kim/x",
        "C:/Documents and Settings/kim/x",
        "smb:/Users/kim/x",
    ],
)
def test_a_home_folder_itself_names_its_user(path: str) -> None:
    assert ("user", "kim") in list(named_in(path))
