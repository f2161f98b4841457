"""What a build is given: folders, archives and files of articles."""

from __future__ import annotations

import collections
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from geodata.article import Article
from geodata.errors import DatasetError
from geodata.formats import Draft, Refusal, read_drafts
from geodata.formats.folder import files_in

Row = dict[str, str]
Watch = Callable[[Draft | Refusal], None]


def read_inputs(paths: Sequence[Path], *, watch: Watch | None = None) -> tuple[list[Article], list[Row]]:
    """Return the articles of all inputs in the order of their names, and what was refused with its reason.

    Parameters
    ----------
    paths
        Folders, archives or files. The articles of a single folder are named from there; of several inputs, each
        article's name begins with its input's.
    watch
        Called with each article and refusal as it comes.

    Raises
    ------
    DatasetError
        When one of `paths` is not there.
    """
    articles, refused = [], []
    used: collections.Counter[str] = collections.Counter()
    for path, name in _named(paths):
        for found in read_drafts(path, name=name, languages=False):
            if watch:
                watch(found)
            if isinstance(found, Draft):
                articles.append(_article(found, used))
            else:
                refused.append({"name": found.name, "reason": found.reason})
    return articles, refused


def inputs_digest(paths: Sequence[Path]) -> str:
    """Return a digest of the names and bytes of all files: it changes whenever what `read_inputs` gives does."""
    digest = hashlib.sha256()
    for path, name in _named(paths):
        for file in files_in(path) if path.is_dir() else [path]:
            shown = file.relative_to(path).as_posix() if path.is_dir() else ""
            digest.update(json.dumps([name, shown, _bytes_digest(file)]).encode())
    return digest.hexdigest()


def describe(paths: Sequence[Path]) -> str:
    """Return what to call the inputs together."""
    return paths[0].name if len(paths) == 1 else f"{paths[0].name} and {len(paths) - 1} more"


def _named(paths: Sequence[Path]) -> Iterator[tuple[Path, str | None]]:
    """Yield each input with the name that its articles' names begin with; of two alike, the second has a number."""
    names: collections.Counter[str] = collections.Counter()
    for path in map(Path, paths):
        if not path.exists():
            msg = f"{path} is not a folder and no file; give folders, zips or files that hold the articles."
            raise DatasetError(msg)
        name = path.name or path.absolute().name
        names[name] += 1
        alone = len(paths) == 1 and path.is_dir()
        yield path, None if alone else _numbered(path, name, names[name])


def _numbered(path: Path, name: str, number: int) -> str:
    if number == 1:
        return name
    return f"{name} ({number})" if path.is_dir() else f"{Path(name).stem} ({number}){path.suffix}"


def _article(draft: Draft, used: collections.Counter[str]) -> Article:
    used[draft.name] += 1
    number = used[draft.name]
    name = draft.name if number == 1 else f"{draft.name} ({number})"
    return Article(name, draft.text, draft.published, draft.title, draft.source)


def _bytes_digest(path: Path) -> str | None:
    if path.is_symlink() or not path.is_file():
        return None  # never read, so what it holds changes nothing
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
