#!/usr/bin/env python3
"""Writes benign-code.jsonl.gz: excerpts of ordinary code as label-0 records for the backdoor detector.

Malicious samples come in languages of which public labelled sets hold no harmless code, so a detector learns the
language instead of the harm. This script takes harmless code in those languages from Debian source packages, at the
versions and with the licences that packages.tsv names, with Debian's own client. Nothing fetched is committed.

    python3 fetch.py OUTPUT_DIRECTORY          (on Debian 12; keeps what it fetches in OUTPUT_DIRECTORY/archives)

Half of the excerpts of a language are taken where the code runs commands, evaluates text, opens connections or decodes
data, since that is what is taken for a back door. Licence headers are cut, and URLs, addresses and long encoded values
are replaced, as in the labelled data. The same packages give the same file.
"""

import gzip
import hashlib
import json
import random
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PER_LANGUAGE = 160
PER_PACKAGE = 50
MOST_BYTES = 200_000
LENGTHS = (120, 250, 400, 700, 1000, 1400, 2000, 2300, 2400)  # characters; about those of the malicious samples

LANGUAGES = {  # name: file name patterns
    "php": r"\.(php|inc|phtml)$",
    "jsp": r"\.(jspx?|jspf|tagx?)$",
    "java": r"\.java$",
    "javascript": r"\.(js|mjs|cjs)$",
    "perl": r"\.(pl|pm|cgi)$",
    "ruby": r"\.rb$",
    "shell": r"\.(sh|bash)$|/(lynis|rkhunter|debootstrap|dkms|etckeeper)$",
    "go": r"\.go$",
    "c": r"\.[ch]$",
    "setup-py": r"(^|/)setup\.py$",
    "python": r"(?<!setup)\.py$",
}
RISKY = re.compile(
    r"\b(eval|exec\w*|system|popen|proc_open|shell_exec|passthru|subprocess|spawn\w*|fork|child_process|Runtime|"
    r"ProcessBuilder|socket\w*|connect|base64\w*|b64decode|unpack|gzinflate|\$_(GET|POST|REQUEST|FILES|SERVER)|"
    r"getParameter|urlopen|curl\w*|requests\.\w+|getenv|environ|move_uploaded_file|compile|import_module|cmdclass|"
    r"chmod|crontab|ssh|passw\w+|dlopen|mprotect|reflect)\b"
)
HEADER = re.compile(r"\A\s*(<\?php\s*)?(/\*.*?\*/|<!--.*?-->|<%--.*?--%>|((#|//|;)[^\n]*\n)+)\s*", re.S)


def main(output):
    packages = [line.split("\t") for line in (HERE / "packages.tsv").read_text().splitlines()[1:]]
    candidates = {language: {True: [], False: []} for language in LANGUAGES}
    with tempfile.TemporaryDirectory() as work:
        apt = Apt(Path(work))
        for kind, name, version, licence in packages:
            for path, text in files(apt.archives(kind, name, version, output / "archives" / name)):
                language = next((l for l, pattern in LANGUAGES.items() if re.search(pattern, path)), None)
                if language is None:
                    continue
                for text, risky in excerpts(text, f"{name}/{path}"):
                    candidates[language][risky].append((name, version, licence, path, text))
    output.mkdir(parents=True, exist_ok=True)
    with gzip.GzipFile(output / "benign-code.jsonl.gz", "wb", mtime=0) as file:
        for language, found in candidates.items():
            chosen = choose(found[True], PER_LANGUAGE // 2, set())
            chosen += choose(found[False], PER_LANGUAGE - len(chosen), {record[4] for record in chosen})
            print(f"{language}: {len(chosen)} excerpts of {len({record[0] for record in chosen})} packages")
            for record in chosen:
                file.write((json.dumps(as_record(language, *record), ensure_ascii=False) + "\n").encode())


class Apt:
    """Debian's client with the system's mirror and lists of its own, so that the system's need no source entries."""

    def __init__(self, work):
        self.work = work
        for name in ("lists/partial", "parts"):
            (work / name).mkdir(parents=True)
        (work / "sources.list").touch()
        for file in [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]:
            if file.is_file() and "/debian" in file.read_text():
                name = "debian" + str(len(list((work / "parts").iterdir()))) + (file.suffix or ".list")
                (work / "parts" / name).write_text(with_sources(file.read_text()))
        self.options = [
            "-oDir::State::Lists=" + str(work / "lists"),
            "-oDir::Etc::SourceList=" + str(work / "sources.list"),
            "-oDir::Etc::SourceParts=" + str(work / "parts"),
            "-oAPT::Sandbox::User=root",
            "-oDir::Cache::srcpkgcache=",
            "-oDir::Cache::pkgcache=",
        ]
        subprocess.run(["apt-get", "-qq", *self.options, "update"], check=True)

    def archives(self, kind, name, version, into):
        """The upstream archives of a source package, or a binary package; fetched if they are not there."""
        into.mkdir(parents=True, exist_ok=True)
        if not list(into.glob("*.tar.*")):
            if kind == "source":
                action = ["source", "--download-only", "--tar-only"]
            else:
                action = ["download"]
            subprocess.run(["apt-get", "-qq", *self.options, *action, f"{name}={version}"], check=True, cwd=into)
            for package in into.glob("*.deb"):
                with open(package.with_suffix(".tar.unpacked"), "wb") as unpacked:
                    subprocess.run(["dpkg-deb", "--fsys-tarfile", package], check=True, stdout=unpacked)
        return sorted(archive for archive in into.glob("*.tar.*") if archive.suffix != ".asc")


def with_sources(text):
    """Debian's entries of the system, for source packages too."""
    text = re.sub(r"^Types:.*$", "Types: deb deb-src", text, flags=re.M)
    return re.sub(r"^deb (.*)$", r"deb \1\ndeb-src \1", text, flags=re.M)


def files(archives):
    """The readable text files, as (path, text)."""
    for archive in archives:
        with tarfile.open(archive) as tar:
            for entry in tar:
                if entry.isfile() and 100 <= entry.size <= MOST_BYTES and not entry.name.endswith(".min.js"):
                    text = tar.extractfile(entry).read().decode("utf-8", "replace")
                    if max(map(len, text.splitlines()), default=0) < 2000:
                        yield entry.name.split("/", 1)[-1], text


def excerpts(text, path):
    """One excerpt of a file where it looks risky, if anywhere, and one of anywhere else."""
    chance = random.Random(path)
    body = text
    for _ in range(3):
        body = HEADER.sub(lambda found: found.group(1) or "", body, count=1)
    lines = cleaned(body).splitlines(keepends=True)
    if not lines:
        return
    risky = [i for i, line in enumerate(lines) if RISKY.search(line)]
    starts = [(max(0, chance.choice(risky) - chance.randrange(6)), True)] if risky else []
    starts.append((0 if chance.random() < 0.5 else chance.randrange(len(lines)), False))
    for start, is_risky in starts:
        excerpt = "".join(lines[start:])[: chance.choice(LENGTHS)].strip()
        if len(excerpt) >= 60:
            yield excerpt, is_risky


def cleaned(text):
    text = re.sub(r"(https?|ftp)://[^\s\"'<>)]+", r"\1://<url>", text)
    text = re.sub(r"\b\d{1,3}(\.\d{1,3}){3}\b", "<ip>", text)
    text = re.sub(r"[\w.+-]+@[\w-]+\.[\w.-]+", "<email>", text)
    return re.sub(r"[A-Za-z0-9+/=]{120,}", lambda blob: blob.group()[:60], text)


def choose(records, count, unwanted):
    """In an order that depends on the texts alone; no text twice, no package too often."""
    chosen, seen, of_package = [], set(unwanted), {}
    for record in sorted(records, key=lambda record: hashlib.sha256(record[4].encode()).digest()):
        name, text = record[0], record[4]
        if len(chosen) < count and text not in seen and of_package.get(name, 0) < PER_PACKAGE:
            chosen.append(record)
            seen.add(text)
            of_package[name] = of_package.get(name, 0) + 1
    return chosen


def as_record(language, name, version, licence, path, text):
    return {
        "id": "benign-code-" + hashlib.sha256(f"{name}/{path}/{text}".encode()).hexdigest()[:16],
        "source": f"debian/{name}={version}:{path}",
        "license": licence,
        "category": "backdoor",
        "label": 0,
        "subset": "benign_" + language,
        "group": f"debian/{name}",
        "messages": [{"role": "assistant", "content": text}],
    }


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: fetch.py OUTPUT_DIRECTORY")
    main(Path(sys.argv[1]))
