"""The whole artefact of a release: built from the records, validated from a clean copy, compared with the one before, put in place."""

from __future__ import annotations

import gzip
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

from stances.atomic import workshop
from stances.build import build
from stances.call import CallError
from stances.derive.citation import checksums
from stances.release.about import About, read_about, version_of
from stances.release.diff import LEVELS, Diff, diff
from stances.validation import validate

EDITED = ("records", "release.toml", "CODING.md")  # what a build starts from
BESIDE = ("CHANGELOG.md", "LICENSE-DATA", "CITATION.cff")  # files of the repository that go along


class ReleaseRefused(Exception):
    """The release cannot be made; `problems` holds one line for each reason."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def make(data: Path, out: Path, previous: Path | None = None, progress: Callable[[str], None] = lambda step: None) -> Path:
    """Make `out/stances-VERSION` and its .tar.gz from `data`; the folder of the new release.

    The same records and tools give the same bytes. Whatever is in `out` stays as it is if anything fails.

    Args:
        data: folder with records, release.toml and CODING.md; CHANGELOG.md, LICENSE-DATA and CITATION.cff stand beside it.
        previous: folder of the release before; by default the latest in `out`.

    Raises:
        ReleaseRefused: no CHANGELOG entry, problems in the tables, ids lost, or a version that does not rise as the diff demands.
        CallError, BuildError: the inputs are not there or not right.
    """
    about = read_about(data / "release.toml")
    target = out / f"stances-{about.version}"
    if target.exists():
        raise CallError(f"{target} is there already; raise the version in {data / 'release.toml'}")
    problems = [f"{data.parent / name} is missing" for name in BESIDE if not (data.parent / name).is_file()]
    changelog = data.parent / "CHANGELOG.md"
    if changelog.is_file() and f"## Data {about.version}" not in changelog.read_text(encoding="utf-8"):
        problems.append(f"{changelog} has no section '## Data {about.version}'; say what changed")
    if problems:
        raise ReleaseRefused(problems)
    out.mkdir(parents=True, exist_ok=True)
    with workshop(out, "release") as work:
        progress("building")
        copy = clean_copy(data, work / "copy")
        build(copy)
        progress("validating")
        found = validate(copy / "tables")
        if found:
            raise ReleaseRefused([str(problem) for problem in found])
        progress("comparing")
        before = previous or latest(out)
        changes = diff(before / "tables", copy / "tables") if before else None
        if before and changes:
            check(before, about, changes)
        progress("packing")
        made = assemble(copy, work / target.name, changes, before)
        archive = work / f"{target.name}.tar.gz"
        pack(made, archive)
        # The folder last: it is what a run looks for, so an archive without one is made again.
        archive.replace(out / archive.name)
        made.rename(target)
    return target


def clean_copy(data: Path, copy: Path) -> Path:
    """What a build starts from, and nothing else, in a folder of its own."""
    copy.mkdir(parents=True)
    (copy.parent / "validation").mkdir()
    for name in EDITED:
        source = data / name
        if source.is_dir():
            shutil.copytree(source, copy / name, symlinks=True)  # a link is told by the build, not followed
        elif source.exists():
            shutil.copy(source, copy / name)
    for name in BESIDE:
        shutil.copy(data.parent / name, copy.parent / name)
    return copy


def latest(out: Path) -> Path | None:
    """The release with the highest version in a folder; None if there is none."""
    found = [path for path in out.glob("stances-*") if (path / "release.toml").is_file()]
    return max(found, key=lambda path: version_of(read_about(path / "release.toml").version, str(path)), default=None)


def check(before: Path, about: About, changes: Diff) -> None:
    """Refuse a release that loses ids or whose version does not rise by as much as the changes demand."""
    old = version_of(read_about(before / "release.toml").version, str(before))
    new = version_of(about.version, "release.toml")
    problems = list(changes.problems)
    level = changes.level
    if level == "none":
        problems.append(f"nothing differs from {before.name}; there is nothing to release")
    else:
        part = 3 - LEVELS.index(level)  # major is the first number
        if new[: part + 1] <= old[: part + 1]:
            least = [*old[:part], old[part] + 1, *[0] * (2 - part)]
            problems.append(
                f"version is {about.version}; the changes are {level}, so it must be {'.'.join(map(str, least))} or higher"
            )
    if problems:
        raise ReleaseRefused(problems)


def assemble(copy: Path, folder: Path, changes: Diff | None, before: Path | None) -> Path:
    """Everything that belongs to the release in one folder, with the diff and the checksums."""
    shutil.copytree(copy, folder)
    shutil.copytree(copy.parent / "validation", folder / "validation")
    for name in BESIDE:
        shutil.copy(copy.parent / name, folder / name)
    if changes is None or before is None:
        (folder / "DIFF.md").write_text("The first release: there is none to compare it with.\n", encoding="utf-8")
    else:
        (folder / "DIFF.md").write_text(f"# Compared with {before.name}\n\n{changes.text()}", encoding="utf-8")
        (folder / "diff.json").write_text(json.dumps(changes.as_json(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "SHA256SUMS").write_text(checksums(folder), encoding="utf-8")
    return folder


def pack(folder: Path, archive: Path) -> None:
    """A .tar.gz whose bytes depend on the files alone: sorted, without owners and times."""

    def plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.uid = info.gid = info.mtime = 0
        info.uname = info.gname = ""
        info.mode = 0o755 if info.isdir() else 0o644
        return info

    with (
        archive.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for path in [folder, *sorted(folder.rglob("*"))]:
            tar.add(path, arcname=path.relative_to(folder.parent).as_posix(), recursive=False, filter=plain)
