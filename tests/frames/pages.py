"""Found drawings made from ink: on animation paper, in pencil, with notes."""

from __future__ import annotations

import cv2
import numpy as np


def page(ink: np.ndarray, turn: float = 2.0, scale: float = 0.8, *, frame: bool = True,
         notes: bool = True) -> np.ndarray:  # fmt: skip
    """Ink on shaded paper: peg holes, a ruled field, red and blue notes, turned and shrunk."""
    high, wide = ink.shape
    sheet = np.full((620, 900, 3), 255, np.uint8)
    place = cv2.getRotationMatrix2D((wide / 2, high / 2), turn, scale)
    place[:, 2] += (450 - wide / 2, 330 - high / 2)
    drawn = cv2.warpAffine(ink, place, (900, 620), borderValue=255)
    sheet = np.minimum(sheet, drawn[:, :, None])
    if frame:
        corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], float)
        moved = corners @ place[:, :2].T + place[:, 2]
        outline = np.round(moved).astype(np.int32).reshape(-1, 1, 2)
        cv2.polylines(sheet, [outline], isClosed=True, color=(160, 70, 80), thickness=2)
    for x in (250, 450, 650):
        cv2.rectangle(sheet, (x - 14, 14), (x + 14, 26), (70, 70, 70), -1)
    if notes:
        cv2.arrowedLine(sheet, (60, 100), (300, 420), (30, 30, 200), 2, cv2.LINE_AA)
        cv2.putText(sheet, "FIX", (700, 300), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (200, 60, 20), 2)
    shade = np.linspace(0.86, 1.0, 900)[None, :, None]
    return (sheet * shade).astype(np.uint8)
