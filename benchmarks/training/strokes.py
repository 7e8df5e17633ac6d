"""Train the stroke net: what of a line map another hand would have drawn as well.

    pip install torch onnx                         # not needed by the product
    python benchmarks/training/strokes.py pairs    # draw scenes and have them redrawn
    python benchmarks/training/strokes.py train    # CPU, an hour on one core; goes on from net.pt
    python benchmarks/training/strokes.py export   # into src/celtrace/frames/strokes.onnx

The net turns a line map on its canvas into `CHANNELS` maps of half the size. A drawing
and a frame are compared by sliding the maps of one over those of the other; the score is
the normalised correlation in the best place. It is trained on that score itself: of the
frames of a batch, the drawing has to lie best on its own (InfoNCE, van den Oord 2018),
and a frame has to be lain on best by its own drawing.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import doodles

from celtrace.frames.agreement import LONGER, SIDE, shrunk
from celtrace.frames.strokes import ink_of, lines_of

CHANNELS = 16
HANDS = 4
"""Redrawings of each scene."""
HIGH = round(LONGER * 9 / 16)
KEPT = (240, 135)
"""Pixels at which a redrawing is kept, to be laid on the canvas anew each time."""
OUT = Path(__file__).resolve().parents[2] / "src/celtrace/frames/strokes.onnx"
Rng = np.random.Generator


def seen(colour: np.ndarray, rng: Rng) -> np.ndarray:
    """A frame as it may be in a gallery: smaller, of some quality."""
    share = float(rng.uniform(0.5, 1.0))
    small = cv2.resize(colour, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(40, 95))]
    return cv2.imdecode(cv2.imencode(".jpg", small, quality)[1], cv2.IMREAD_COLOR)


def pairs(folder: Path, first: int, count: int) -> None:
    """Line maps of scenes and of their redrawings, into one file."""
    frames, drawings = [], []
    for seed in range(first, first + count):
        rng = np.random.default_rng([7, seed])
        drawn = doodles.scene(rng)
        hands = [ink_of(doodles.redrawn(drawn, rng)) for _ in range(HANDS)]
        if max((one > 96).sum() for one in hands) < 400:
            continue
        frames.append(cv2.resize(shrunk(lines_of(seen(drawn.colour, rng))), (LONGER, HIGH)))
        drawings.append(np.stack([cv2.resize(one, KEPT, interpolation=cv2.INTER_AREA)
                                  for one in hands]))  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / f"{first:07d}.npz", frames=np.stack(frames), drawings=np.stack(drawings))
    print(f"{len(frames)} scenes", flush=True)


class Net(nn.Module):
    """About 98,000 weights."""

    def __init__(self) -> None:
        super().__init__()
        self.near = nn.Sequential(_conv(1, 16, 5, 2), _conv(16, 24, 3, 1))
        self.far = nn.Sequential(_conv(24, 48, 3, 2), _conv(48, 48, 3, 1), _conv(48, 64, 3, 1),
                                 _conv(64, 48, 3, 1))  # fmt: skip
        self.last = nn.Sequential(_conv(72, 32, 1, 1), nn.Conv2d(32, CHANNELS, 3, 1, 1))

    def forward(self, lines: torch.Tensor) -> torch.Tensor:
        """N x 1 x SIDE x SIDE in 0 to 1, to N x CHANNELS x SIDE/2 x SIDE/2, zero off the lines."""
        near = self.near(lines)
        far = functional.interpolate(self.far(near), scale_factor=2.0, mode="nearest")
        maps = self.last(torch.cat([near, far], 1))
        about = functional.max_pool2d(lines, 5, 2, 2)
        return maps / (1 + maps.square().sum(1, keepdim=True).sqrt()) * about


def _conv(inside: int, outside: int, size: int, step: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inside, outside, size, step, size // 2, bias=False),
                         nn.BatchNorm2d(outside), nn.ReLU())  # fmt: skip


def everywhere(drawing: torch.Tensor, frames: torch.Tensor) -> torch.Tensor:
    """D x F x side x side: how each drawing lies on each frame at each shift, -1 to 1."""
    about = (
        functional.max_pool2d(drawing.square().sum(1, keepdim=True), 5, 1, 2).clamp(max=0.25) * 4
    )
    energy = frames.square().sum(1, keepdim=True)
    over = _slid(drawing, frames)
    under = _slid(about, energy).clamp(min=0) + 4.0
    own = drawing.square().sum((1, 2, 3)).clamp(min=1e-3)
    return over / (own[:, None, None, None] * under).sqrt()


def _slid(drawing: torch.Tensor, frames: torch.Tensor) -> torch.Tensor:
    over = torch.einsum("dcxy,fcxy->dfxy", torch.fft.rfft2(drawing).conj(), torch.fft.rfft2(frames))
    return torch.fft.irfft2(over, s=drawing.shape[-2:])


def canvas(lines: np.ndarray, scale: float, turn: float, shift: np.ndarray) -> np.ndarray:
    """A line map on the canvas, as `celtrace.frames.agreement` lays it."""
    high, wide = lines.shape
    share = scale * LONGER / max(high, wide)
    small = cv2.resize(
        lines, (round(wide * share), round(high * share)), interpolation=cv2.INTER_AREA
    )
    place = cv2.getRotationMatrix2D((small.shape[1] / 2, small.shape[0] / 2), turn, 1.0)
    place[:, 2] += ((SIDE - small.shape[1]) / 2 + shift[0], (SIDE - small.shape[0]) / 2 + shift[1])
    out = cv2.warpAffine(small, place, (SIDE, SIDE))
    return np.clip(out.astype(np.float32) * 2.5, 0, 255) / 255


def laid(frame: np.ndarray, hands: np.ndarray, rng: Rng) -> tuple[np.ndarray, np.ndarray]:
    """A frame and one of its redrawings on canvases, the latter about where it was drawn."""
    drawing = hands[rng.integers(len(hands))]
    if rng.random() < 0.5:
        frame, drawing = frame[:, ::-1], drawing[:, ::-1]
    if rng.random() < 0.5:
        drawing = _strewn(drawing, rng)
    shown = canvas(np.ascontiguousarray(frame), 1.0, 0.0, np.zeros(2))
    return shown, canvas(np.ascontiguousarray(drawing), float(rng.normal(1, 0.02)),
                         float(rng.normal(0, 1.0)), rng.uniform(-8, 8, 2))  # fmt: skip


def _strewn(drawing: np.ndarray, rng: Rng) -> np.ndarray:
    """With strokes that are not of the drawing: notes, pegs, ticks of a field."""
    out = drawing.copy()
    high, wide = out.shape
    for _ in range(int(rng.integers(1, 5))):
        at = rng.uniform((0, 0), (wide, high))
        x = at[0] + np.arange(14) * rng.uniform(0.5, 3)
        y = at[1] + np.cumsum(rng.normal(0, 2.5, 14))
        points = np.round(np.stack([x, y], 1)).astype(np.int32).reshape(-1, 1, 2)
        cv2.polylines(out, [points], isClosed=False, color=int(rng.integers(90, 255)), thickness=1)
    return out


def loss_of(over: torch.Tensor, sharp: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """InfoNCE both ways over the best places; and the share of drawings that lie best at home."""
    best = over.flatten(2).amax(2)
    goal = torch.arange(len(best))
    said = best * sharp.exp()
    own = said[:, : len(goal)]
    both = functional.cross_entropy(said, goal) + functional.cross_entropy(own.T, goal)
    return both / 2, (best.argmax(1) == goal).float().mean()


def train(folder: Path, kept: Path, steps: int, batch: int, others: int = 64) -> None:
    """Go on from what was kept, if anything was."""
    torch.manual_seed(1)
    net = Net().to(memory_format=torch.channels_last)
    sharp = nn.Parameter(torch.tensor(3.2))
    if kept.is_file():
        net.load_state_dict(torch.load(kept))
    parts = [np.load(path) for path in sorted(folder.glob("*.npz"))]
    frames = np.concatenate([part["frames"] for part in parts])
    drawings = np.concatenate([part["drawings"] for part in parts])
    print(f"{len(frames)} scenes, {sum(p.numel() for p in net.parameters())} weights", flush=True)
    adam = torch.optim.AdamW([*net.parameters(), sharp], lr=2e-3, weight_decay=1e-2)
    pace = torch.optim.lr_scheduler.OneCycleLR(adam, 2.5e-3, total_steps=steps, pct_start=0.1)
    rng, began, said = np.random.default_rng(1), time.time(), []
    for step in range(steps):
        chosen = rng.choice(len(frames), batch, replace=False)
        both = [laid(frames[n], drawings[n], rng) for n in chosen]
        lines = torch.from_numpy(
            np.stack([one for pair in zip(*both, strict=True) for one in pair])
        )
        maps = net(lines[:, None].contiguous(memory_format=torch.channels_last))
        strange = _strangers(net, frames, rng.choice(len(frames), others, replace=False), chosen)
        gallery = torch.cat([maps[:batch], strange])
        loss, right = loss_of(everywhere(maps[batch:], gallery), sharp)
        adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        adam.step()
        pace.step()
        said.append((float(loss.detach()), float(right)))
        if step % 25 == 24:
            mean = np.mean(said[-25:], axis=0)
            took = time.time() - began
            print(f"step {step + 1}: loss {mean[0]:.3f}, at home {mean[1]:.3f}, {took:.0f} s",
                  flush=True)  # fmt: skip
            torch.save(net.state_dict(), kept)


def _strangers(net: Net, frames: np.ndarray, which: np.ndarray, own: np.ndarray) -> torch.Tensor:
    """Maps of frames that none of the drawings is of; nothing is learned through them."""
    lines = [canvas(frames[n], 1.0, 0.0, np.zeros(2)) for n in np.setdiff1d(which, own)]
    with torch.no_grad():
        return net(torch.from_numpy(np.stack(lines))[:, None])


def export(kept: Path) -> None:
    """Write the net as ONNX, batch size free."""
    net = Net()
    net.load_state_dict(torch.load(kept))
    net.eval()
    torch.onnx.export(net, (torch.zeros(2, 1, SIDE, SIDE),), str(OUT), input_names=["lines"],
                      output_names=["maps"], dynamic_axes={"lines": {0: "n"}, "maps": {0: "n"}},
                      dynamo=False, opset_version=17)  # fmt: skip
    print(f"{OUT}: {OUT.stat().st_size:,} bytes")


def main() -> None:
    """One of the three steps."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("pairs", "train", "export"))
    parser.add_argument("--folder", type=Path, default=Path("stroke-pairs"))
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=6000)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=32)
    given = parser.parse_args()
    cv2.setNumThreads(1)
    kept = given.folder / "net.pt"
    if given.what == "pairs":
        for first in range(given.first, given.first + given.count, 250):
            pairs(given.folder, first, 250)
    elif given.what == "train":
        train(given.folder, kept, given.steps, given.batch)
    else:
        export(kept)


if __name__ == "__main__":
    main()
