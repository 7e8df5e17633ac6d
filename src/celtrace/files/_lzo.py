"""LZO1X unpacked (https://docs.kernel.org/staging/lzo.html): OpenToonz packs drawings so."""

from __future__ import annotations


class Torn(ValueError):
    """The packed bytes end or point outside."""


class _Reader:
    """Packed bytes, read forward, and what was unpacked so far."""

    def __init__(self, data: bytes, most: int) -> None:
        self.data, self.at, self.most = data, 0, most
        self.out = bytearray()

    def byte(self) -> int:
        if self.at >= len(self.data):
            raise Torn("the packed bytes end too early")
        self.at += 1
        return self.data[self.at - 1]

    def length(self, bits: int, base: int) -> int:
        """A run length: zero means that more follows."""
        if bits:
            return bits
        total = base
        while (more := self.byte()) == 0:
            total += 255
        return total + more

    def literal(self, count: int) -> None:
        if self.at + count > len(self.data) or len(self.out) + count > self.most:
            raise Torn("a literal run is too long")
        self.out += self.data[self.at : self.at + count]
        self.at += count

    def copy(self, back: int, count: int) -> None:
        start = len(self.out) - back
        if start < 0 or len(self.out) + count > self.most:
            raise Torn("a match points outside")
        if back >= count:
            self.out += self.out[start : start + count]
        else:
            piece = bytes(self.out[start:])
            self.out += (piece * (count // back + 1))[:count]

    def word(self) -> int:
        low = self.byte()
        return low | self.byte() << 8


def unpacked(data: bytes, most: int) -> bytes:
    """The bytes, at most so many; Torn if they are not whole."""
    read = _Reader(data, most)
    state = _first(read)
    while True:
        ended, state = _step(read, read.byte(), state)
        if ended:
            return bytes(read.out)


def _first(read: _Reader) -> int:
    """The first instruction may be a literal run of its own form."""
    if read.data[:1] > b"\x11":
        count = read.byte() - 17
        read.literal(count)
        return min(count, 4)
    return 0


def _step(read: _Reader, code: int, state: int) -> tuple[bool, int]:
    """One instruction; whether it was the end, and how many literals came right before the next."""
    if code >= 64:
        back, count = (code >> 2 & 7) + (read.byte() << 3) + 1, (code >> 5) + 1
        left = code & 3
    elif code >= 16:
        wide = code >= 32
        count = read.length(code & (31 if wide else 7), 31 if wide else 7) + 2
        word = read.word()
        back = (word >> 2) + (1 if wide else 16384 + ((code & 8) << 11))
        left = word & 3
        if not wide and back == 16384:
            return True, 0
    elif state == 0:
        read.literal(read.length(code, 15) + 3)
        return False, 4
    else:
        far = state >= 4
        back = (code >> 2) + (read.byte() << 2) + (2049 if far else 1)
        count, left = (3 if far else 2), code & 3
    read.copy(back, count)
    read.literal(left)
    return False, left
