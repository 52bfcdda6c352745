"""Writes the first inputs of the fuzz targets into corpus/: the built-in packs, and the workbooks of the tests."""

import io
import re
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
PACKS = HERE.parent / "rules" / "packs"
WORKBOOKS = HERE.parent / "core" / "tests" / "it" / "input"
PARTS = ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]
VALUES = ["date", "count", "period", "flag", "choice", "set", "names"]
HEAD = '[pack]\nid = "trial"\nversion = "1.0.0"\nextends = ["pms"]\ntitle = { ja = "試", en = "trial" }\n'


def folder(target: str) -> Path:
    path = HERE / "corpus" / target
    path.mkdir(parents=True, exist_ok=True)
    return path


def parts(text: str) -> list[str]:
    """A file cut before its definitions, so that no seed is longer than what the fuzzer keeps."""
    return [part for part in re.split(r"\n(?=\[\[(?:risk|check|control|field|vocabulary|method)\]\])", text) if part]


def packs() -> None:
    files = sorted(path for path in PACKS.rglob("*.toml"))
    expressions = []
    for path in files:
        text = path.read_text(encoding="utf-8")
        for number, part in enumerate(parts(text)[:12]):
            seed = f"{HEAD}\n----\n{part}\n----\nfn own(a) {{ a + 1 }}\n----\nword\n業務\n"
            (folder("pack_bytes") / f"{path.stem}-{number}").write_text(seed, encoding="utf-8")
        expressions += re.findall(r"^(?:when|require|present|denied|derive) = '+(.*?)'+$", text, re.MULTILINE)
    for number in range(0, len(expressions), 8):
        text = "\0" + "\n\n".join(expressions[number : number + 8])
        (folder("expression") / f"rules-{number}").write_text(text, encoding="utf-8")
    for size in (16, 64, 256, 1024):
        noise = bytes((7 * n * n + 13 * n) % 251 for n in range(size))
        (folder("expression") / f"grown-{size}").write_bytes(b"\1" + noise)
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", method) as archive:
            archive.writestr("trial/pack.toml", HEAD)
            archive.writestr("trial/stages.toml", (PACKS / "pms" / "stages.toml").read_text(encoding="utf-8"))
        (folder("pack_zip") / f"pack-{method}").write_bytes(out.getvalue())


def workbooks() -> None:
    texts = set()
    for path in sorted(path for path in WORKBOOKS.rglob("*") if path.suffix in (".xlsx", ".xls", ".ods", ".csv", ".tsv")):
        content = path.read_bytes()
        (folder("workbook_bytes") / path.name).write_bytes(content)
        if path.suffix != ".xlsx" or not zipfile.is_zipfile(path):
            continue
        with zipfile.ZipFile(path) as archive:
            held = [archive.read(part) if part in archive.namelist() else b"" for part in PARTS]
        (folder("workbook_parts") / path.stem).write_bytes(b"\n----\n".join([b"", *held[1:]]))
        texts |= set(re.findall(r"<t(?: [^>]*)?>([^<]{1,60})</t>", b"".join(held).decode("utf-8")))
    for number, text in enumerate(sorted(texts)):
        for value in VALUES:
            (folder(f"value_{value}") / f"text-{number}").write_bytes(bytes([number % 256]) + text.encode("utf-8"))


def main() -> None:
    packs()
    workbooks()


main()
