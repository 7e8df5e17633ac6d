"""KPS 9566 told from other codes: `python benchmarks/kps.py [--data ../shared/data] [--per 3000]`.

Short cuts of real text are written in the code of their country and given to the detector,
to chardet and to charset-normalizer (both optional: `pip install chardet charset-normalizer`).
Korean comes from the parallel corpus, of which nothing was trained on; Chinese and Japanese
(and Korean program messages) from the message catalogues of the system, /usr/share/locale.
"""

from __future__ import annotations

import argparse
import gettext
import importlib
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from celtrace.text import kps9566
from celtrace.text.encoding import detect

CATALOGUES = Path("/usr/share/locale")
LETTERS = {
    kps9566.NAME: "가-힣", "cp949": "가-힣",
    "gb18030": "一-龥", "cp950": "一-龥", "cp932": "\u3040-龥",
}  # fmt: skip
SAME = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "cp950",
        "big5hkscs": "cp950", "cp950": "cp950", "euc_kr": "cp949", "johab": "johab",
        "uhc": "cp949", "shift_jis": "cp932", "shift_jis_2004": "cp932",
        "shift_jisx0213": "cp932"}  # fmt: skip
Detect = Callable[[bytes], str]


def messages(language: str) -> Iterator[str]:
    """Translated messages of the programs that are installed."""
    for path in sorted((CATALOGUES / language / "LC_MESSAGES").glob("*.mo")):
        with path.open("rb") as stream:
            try:
                found = gettext.GNUTranslations(stream)
            except (OSError, UnicodeDecodeError):
                continue
        yield from (text for text in found._catalog.values() if isinstance(text, str))  # noqa: SLF001 - the texts alone


def sources(data: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Name, code and texts of each source."""
    lines = (data / "korean" / "kpc-half.tsv").read_text(encoding="utf-8").splitlines()[1:]
    pairs = [line.split("\t") for line in lines if line.count("\t") == 1]
    yield "northern prose", kps9566.NAME, [north for north, _ in pairs]
    yield "southern prose", "cp949", [south for _, south in pairs]
    for name, language, code in (
        ("Korean messages", "ko", "cp949"), ("Chinese, simplified", "zh_CN", "gb18030"),
        ("Chinese, traditional", "zh_TW", "cp950"), ("Japanese", "ja", "cp932"),
    ):  # fmt: skip
        yield name, code, sorted(set(messages(language)))


def cuts(texts: list[str], code: str, size: int, most: int) -> list[bytes]:
    """Runs of `size` letters from the beginning of a word, in their code."""
    rng = random.Random(size)
    run = re.compile(f"[{LETTERS[code]}](?: ?[{LETTERS[code]}]){{{size - 1}}}")
    found = []
    for text in texts:
        places = [m.start() for m in re.finditer(rf"(?<![{LETTERS[code]}])[{LETTERS[code]}]", text)]
        match = run.match(text, rng.choice(places)) if places else None
        if match:
            found.append(match.group())
    rng.shuffle(found)
    return [data for data in (encoded(text, code) for text in found[:most]) if data]


def encoded(text: str, code: str) -> bytes:
    """The bytes; empty where the code lacks a letter."""
    try:
        return kps9566.encode(text) if code == kps9566.NAME else text.encode(code)
    except (UnicodeEncodeError, kps9566.NotKps9566):
        return b""


def ours(data: bytes) -> str:
    """What is told for certain; a question mark before what is only more likely."""
    guess = detect(data)
    return guess.name if guess.told else f"?{guess.name}"


def peers() -> Iterator[tuple[str, Detect]]:
    """The detectors of the trade that are installed."""
    for name in ("chardet", "charset_normalizer"):
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError:
            print(f"{name} is not installed")
            continue
        yield name, lambda data, m=module: common(m.detect(data)["encoding"] or "")


def common(name: str) -> str:
    """One name for the codes of one family."""
    plain = name.lower().replace("-", "_")
    return SAME.get(plain, plain)


def main() -> None:
    """Print the share that is told right, likely right, open or wrong, for each length."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--data", type=Path, default=Path("../shared/data"))
    ask.add_argument("--per", type=int, default=3000)
    given = ask.parse_args()
    others = list(peers())
    print(f"{'source':22}{'letters':>8}{'n':>6}{'best':>9}{'told':>9}{'told wrong':>12}", end="")
    print("".join(f"{name:>20}" for name, _ in others))
    false_kps: Counter[int] = Counter()
    seen: Counter[int] = Counter()
    for name, code, texts in sources(given.data):
        for size in (2, 3, 5, 10):
            data = cuts(texts, code, size, given.per)
            if not data:
                continue
            said = [ours(one) for one in data]
            count = len(data)
            best = sum(one.lstrip("?") == code for one in said) / count
            told = sum(one == code for one in said) / count
            wrong = sum(one not in {code, "ascii"} and one[0] != "?" for one in said)
            if code != kps9566.NAME:
                false_kps[size] += sum(one == kps9566.NAME for one in said)
                seen[size] += count
            print(f"{name:22}{size:8}{count:6}{best:9.2%}{told:9.2%}{wrong:12}", end="")
            print("".join(f"{sum(d(x) == code for x in data[:300]) / min(count, 300):20.1%}"
                          for _, d in others))  # fmt: skip
    for size in sorted(seen):
        print(
            f"called KPS 9566 though it is not, {size} letters: {false_kps[size]} of {seen[size]}"
        )


if __name__ == "__main__":
    main()
