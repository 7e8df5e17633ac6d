"""What is new in a batch: by show, cut, folder, type and author of the files.

Where the titles of our own shows are known, the titles of others are theirs to know: they
go into an annex of their own (`restricted/`, for its owner alone), and stand in no other
output. The manifest keeps every name as it was found, since names are evidence; it lies
in the case beside the bytes themselves. See docs/decisions/0007.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from celtrace.cases.case import Case
from celtrace.cases.found.batches import Batch, Change, changes
from celtrace.records import Digest, FileFact, FileType, Production, Record, TextPassage, Trait
from celtrace.text.shows import LONGEST, NAMING, Named, read_name

OTHER = "another show"
NOT_KNOWN = "not known"
ANNEX = "restricted/other-shows.csv"
NOBODY = Named()
_SAYING = frozenset({"production", "cut", "title", "path"})

Counted = dict[str, dict[str, int]]
"""Changes by what they are, for each value of something."""


class Day(msgspec.Struct, frozen=True):
    """One batch beside the one before it."""

    label: str
    files: int
    before: str
    changes: tuple[Change, ...]
    by_production: Counted
    by_cut: Counted
    by_folder: Counted
    by_type: Counted
    by_author: Counted


class Said(msgspec.Struct):
    """What the files of a case are and say of their making."""

    types: dict[Digest, FileType]
    authors: dict[Digest, str]


class Shows:
    """Whose show a file is of, by its name and then by the words inside it."""

    def __init__(
        self, titles: Sequence[tuple[str, str]], words: Mapping[Digest, Sequence[str]]
    ) -> None:
        self._titles = titles
        self._words = words
        self.other: dict[tuple[str, str], Digest] = {}
        """Title and path of each file of another show that was asked for."""

    def of(self, path: str, digest: Digest) -> Named:
        """The show and the cuts; `other` only where ours are known."""
        if not self._titles:
            return NOBODY
        named = read_name(path, self._titles)
        if named.production:
            return named
        for word in self._words.get(digest, ()):
            inside = read_name(word, self._titles)
            if inside.production:
                return Named(inside.production, named.cuts or inside.cuts)
        if named.other:
            self.other[named.other, path] = digest
        return named

    def shown(self, path: str, digest: Digest) -> str:
        """The path, or words for one that names another show."""
        return f"{OTHER}, {digest[:16]}" if path and self.of(path, digest).other else path

    def of_others(self, trait: Trait) -> bool:
        """Whether a fact names another show: as its production, or as a title beside a code."""
        if not self._titles or trait.name not in _SAYING:
            return False
        named = read_name(trait.value, self._titles)
        title = "" if named.production else named.other
        if trait.name == "production" and not named.production:
            title = title or trait.value
        if title:
            self.other[title, trait.seen.source] = trait.file
        return bool(title)


def files_of_others(files: Iterable[FileFact], ours: Iterable[Record]) -> frozenset[Digest]:
    """Files whose place or name gives the title of another show; none where ours are not known."""
    shows = Shows(titles(ours), {})
    return frozenset(
        one.digest for one in files if shows.of(f"{one.path}/{one.name}", one.digest).other
    )


def masked(file: FileFact) -> FileFact:
    """A file of another show, as those see it who may not read its title."""
    return replace(file, id="", path=f"{OTHER}, {file.digest[:16]}", name="")


def titles(records: Iterable[Record]) -> tuple[tuple[str, str], ...]:
    """The titles and aliases of the productions of a dossier, each with its title."""
    shows = [one for one in records if isinstance(one, Production)]
    return tuple((one.title, name) for one in shows for name in (one.title, *one.aka))


def words_in(case: Case, wanted: bool) -> dict[Digest, list[str]]:  # noqa: FBT001 - of one caller
    """Short texts and facts of each file that may name a show; nothing where none is asked for."""
    found: dict[Digest, list[str]] = defaultdict(list)
    if wanted:
        for text in case.shelf.each(TextPassage):
            if text.role in NAMING and len(text.text) <= LONGEST:
                found[text.file].append(text.text)
        for trait in case.shelf.each(Trait):
            if trait.name in _SAYING:
                found[trait.file].append(trait.value)
    return found


def days(before: Batch | None, parts: Sequence[Batch], said: Said, shows: Shows) -> Iterator[Day]:
    """Each batch beside the one before it."""
    last = before or Batch("", ())
    for part in parts:
        found = tuple(changes(last.files, part.files))
        lay = {one.path: one.digest for one in part.files} | {o.path: o.digest for o in found}
        named = {path: shows.of(path, digest) for path, digest in lay.items()}
        yield Day(
            part.label, len(part.files), last.label,
            tuple(_hidden(one, shows) for one in found),
            by_production=_per(found, lambda one, named=named: _show(named[one.path])),  # type: ignore[misc]
            by_cut=_cuts(found, named),
            by_folder=_per(found, lambda one, named=named: _folder(one.path, named[one.path])),  # type: ignore[misc]
            by_type=_per(found, lambda one: _title(said.types.get(one.digest))),
            by_author=_per(found, lambda one: said.authors.get(one.digest, "")),
        )  # fmt: skip
        last = part


def keep_apart(case: Case, shows: Shows) -> int:
    """Write the annex of other shows, for its owner alone; how many titles it holds."""
    if not shows.other:
        return 0
    folder = (case.folder / ANNEX).parent
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(("title", "path", "sha256"))
    rows.writerows((*key, digest) for key, digest in sorted(shows.other.items()))
    case.write(ANNEX, out.getvalue().encode()).chmod(0o600)
    return len({title for title, _ in shows.other})


def _hidden(one: Change, shows: Shows) -> Change:
    path = shows.shown(one.path, one.digest)
    if one.what != "moved":
        return replace(one, path=path)
    return replace(one, path=path, before=shows.shown(one.before, one.digest))


def _show(named: Named) -> str:
    return named.production or (OTHER if named.other else "")


def _folder(path: str, named: Named) -> str:
    return OTHER if named.other else path.rpartition("/")[0].partition("/")[0] or "."


def _title(type_: FileType | None) -> str:
    return type_.title if type_ else ""


def _cuts(found: Iterable[Change], named: Mapping[str, Named]) -> Counted:
    """By show and cut, for files of our shows; one file may stand for several cuts."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        show = named[one.path]
        for cut in show.cuts if show.production else ():
            counted[f"{show.production} {cut}"][one.what] += 1
    return _plain(counted)


def _per(found: Iterable[Change], of: Callable[[Change], str]) -> Counted:
    """Changes counted by something and by what they are."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        counted[of(one) or NOT_KNOWN][one.what] += 1
    return _plain(counted)


def _plain(counted: Mapping[str, Counter[str]]) -> Counted:
    return {key: dict(sorted(what.items())) for key, what in sorted(counted.items())}
