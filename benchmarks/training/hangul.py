"""Train the reader of Hangul lines that `celtrace.notes.hangul` runs.

    pip install torch onnx wordfreq msgpack       # not needed by the product
    python benchmarks/training/hangul.py train FONTS   # CPU; goes on from hangul.pt; --minutes 40
    python benchmarks/training/hangul.py export        # into src/celtrace/notes/hangul.onnx

FONTS is a folder of TrueType fonts with Hangul; docs/hangulnet.md names those that the
shipped weights were trained on. The net sees a line 48 pixels high and says for each four
columns whether a letter stands there, and of a syllable its initial, vowel and final apart,
so that rare ones are learnt from common ones; it is trained by connectionist temporal
classification (Graves 2006) on the product of the three.
"""

from __future__ import annotations

import argparse
import itertools
import math
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
import wordfreq
from torch import nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from hangul_lines import HIGH, Face, Lines, forbidden

from celtrace.notes.hangul import FINALS, INITIALS, OTHERS, VOWELS

STEP = 4
"""Columns of the picture to one of the net."""
HEADS = (len(OTHERS) + 2, INITIALS, VOWELS, FINALS)
"""Outputs: nothing, a syllable, or another letter; and the three parts of a syllable."""
WEIGHTS = Path("hangul.pt")
SHIPPED = Path(__file__).resolve().parents[2] / "src/celtrace/notes/hangul.onnx"


class Net(nn.Module):
    """Convolutions only: what is read at one place depends on about nine syllables' width."""

    def __init__(self) -> None:
        super().__init__()
        self.near = nn.Sequential(
            _step(1, 16, (2, 2)), _step(16, 32, (2, 2)), _step(32, 56, (2, 1)), _step(56, 56),
            _step(56, 96, (2, 1)), _step(96, 96),
        )  # fmt: skip
        self.flat = nn.Sequential(
            nn.Conv2d(96, 176, (3, 1), bias=False), nn.BatchNorm2d(176), nn.ReLU()
        )
        self.along = nn.ModuleList(_Along(176, dilation) for dilation in (1, 2, 1))
        self.heads = nn.Conv1d(176, sum(HEADS), 1)

    def forward(self, lines: torch.Tensor) -> torch.Tensor:
        """Lines (count, 1, 48, width; ink 1, paper 0) to logits (count, places, outputs)."""
        maps = self.flat(self.near(lines)).squeeze(2)
        for step in self.along:
            maps = maps + step(maps)
        return self.heads(maps).transpose(1, 2)


def _step(before: int, after: int, stride: tuple[int, int] = (1, 1)) -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(before, after, 3, stride, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU()
    )


class _Along(nn.Sequential):
    def __init__(self, width: int, dilation: int) -> None:
        super().__init__(
            nn.Conv1d(width, width, 5, padding=2 * dilation, dilation=dilation, bias=False),
            nn.BatchNorm1d(width), nn.ReLU(),
        )  # fmt: skip


def parts(letter: str) -> tuple[int, int, int, int]:
    """A letter as the outputs that say it; the last three are 0 where it is no syllable."""
    at = ord(letter) - 0xAC00
    if 0 <= at < INITIALS * VOWELS * FINALS:
        return 1, at // (VOWELS * FINALS), at // FINALS % VOWELS, at % FINALS
    return 2 + OTHERS.index(letter), 0, 0, 0


def loss(
    logits: torch.Tensor, sizes: Sequence[int], texts: Sequence[str]
) -> tuple[torch.Tensor, torch.Tensor]:
    """CTC over the letters of the batch alone, to descend and to show, for each letter.

    The library's gradient takes for granted that all classes are there; the sum that is
    taken away at the end makes it right for some of them.
    """
    letters = sorted(set("".join(texts)))
    index = torch.tensor([(0, 0, 0, 0), *map(parts, letters)])
    heads = [part.log_softmax(-1) for part in logits.float().split(HEADS, -1)]
    logp = heads[0][..., index[:, 0]]
    syllable = (index[:, 0] == 1).float()
    for head, column in zip(heads[1:], index.T[1:], strict=True):
        logp = logp + head[..., column] * syllable
    number = {letter: at + 1 for at, letter in enumerate(letters)}
    targets = torch.tensor([number[letter] for text in texts for letter in text])
    lengths = torch.tensor([len(text) for text in texts])
    places = torch.tensor(list(sizes))
    ctc = functional.ctc_loss(
        logp.transpose(0, 1), targets, places, lengths, reduction="sum", zero_infinity=True
    )
    inside = torch.arange(logp.shape[1])[None] < places[:, None]
    return (ctc - (logp.exp().sum(-1) * inside).sum()) / lengths.sum(), ctc.detach() / lengths.sum()


def batches(lines: Lines, size: int) -> Iterator[tuple[torch.Tensor, list[int], list[str]]]:
    """Lines of like width together."""
    stream = iter(lines)
    while True:
        pool = sorted(itertools.islice(stream, 12 * size), key=lambda one: one[0].shape[1])
        groups = [pool[at : at + size] for at in range(0, len(pool), size)]
        for at in torch.randperm(len(groups)).tolist():
            group = groups[at]
            wide = math.ceil(max(one.shape[1] for one, _ in group) / 16) * 16
            page = np.zeros((size, 1, HIGH, wide), np.float32)
            for row, (one, _) in enumerate(group):
                page[row, 0, :, : one.shape[1]] = 1 - one.astype(np.float32) / 255
            sizes = [one.shape[1] // STEP for one, _ in group]
            yield torch.from_numpy(page), sizes, [text for _, text in group]


def words() -> dict[str, float]:
    """Everyday Korean words; the common ones less often than they are."""
    known = wordfreq.get_frequency_dict("ko", wordlist="small")
    return {
        word: share**0.7
        for word, share in known.items()
        if all("가" <= one <= "힣" for one in word)
    }


def faces(folder: Path, leave_out: str) -> list[tuple[Face, float]]:
    """The fonts of a folder; what looks written by hand counts more."""
    paths = [
        path for path in sorted(folder.iterdir()) if not (leave_out and leave_out in path.name)
    ]
    if wrong := forbidden([path.name for path in paths]):
        raise SystemExit(f"{folder}: the benchmark draws with {wrong}; take them out")
    typed = ("gothic", "myeongjo", "batang", "dotum", "gulim", "d2coding", "square", "hanna", "jua")
    return [
        (Face(path), 0.7 if any(word in path.name.lower() for word in typed) else 1.5)
        for path in paths
    ]


def train(folder: Path, minutes: float, leave_out: str, seed: int) -> None:
    """For so many minutes, with one cycle of the learning rate; goes on from what is there."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    net, size, peak = Net().to(memory_format=torch.channels_last), 32, 2.5e-3
    if WEIGHTS.exists():
        net.load_state_dict(torch.load(WEIGHTS))
        peak = 1.5e-3
    stepper = torch.optim.AdamW(net.parameters(), lr=peak, weight_decay=0.02)
    start, mean = time.time(), 0.0
    for count, (page, sizes, texts) in enumerate(
        batches(Lines(faces(folder, leave_out), words(), seed), size)
    ):
        done = (time.time() - start) / 60 / minutes
        if done >= 1:
            break
        stepper.param_groups[0]["lr"] = peak * min(1.0, (count + 1) / 200, 1.02 - done)
        with torch.autocast("cpu", torch.bfloat16):
            logits = net(page.contiguous(memory_format=torch.channels_last))
        cost, shown = loss(logits, sizes, texts)
        stepper.zero_grad()
        cost.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        stepper.step()
        mean = 0.98 * mean + 0.02 * float(shown)
        if count % 100 == 99:
            print(
                f"{count + 1} batches, {done:4.0%}, loss {mean / (1 - 0.98 ** (count + 1)):.3f}",
                flush=True,
            )
        if count % 200 == 199:
            torch.save(net.state_dict(), WEIGHTS)
    torch.save(net.state_dict(), WEIGHTS)


def export() -> None:
    """The weights as ONNX, half precision kept out so that any processor reads them alike."""
    net = Net().eval()
    net.load_state_dict(torch.load(WEIGHTS))
    torch.onnx.export(
        net, (torch.zeros(1, 1, HIGH, 320),), SHIPPED, dynamo=False, opset_version=17,
        input_names=["lines"], output_names=["logits"],
        dynamic_axes={"lines": {0: "count", 3: "width"}, "logits": {0: "count", 1: "places"}},
    )  # fmt: skip
    print(SHIPPED, SHIPPED.stat().st_size)


def main() -> None:
    """Read the command line."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("what", choices=("train", "export"))
    ask.add_argument("fonts", type=Path, nargs="?")
    ask.add_argument("--minutes", type=float, default=40)
    ask.add_argument("--leave-out", default="")
    ask.add_argument("--seed", type=int, default=1)
    given = ask.parse_args()
    if given.what == "export":
        export()
    else:
        train(given.fonts, given.minutes, given.leave_out, given.seed)


if __name__ == "__main__":
    main()
