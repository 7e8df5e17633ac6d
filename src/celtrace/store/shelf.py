"""Records in a database.

A record is kept as JSON under its kind and id: msgspec reads it as fast as a binary
form, anybody can read it with any SQLite browser, and times keep their offset.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import batched, groupby
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

from celtrace.ports import CaseFacts
from celtrace.records import Record
from celtrace.store.database import RECORDS, upsert, writing
from celtrace.store.memory import MemoryView, place_in, texts

R = TypeVar("R", bound=Record)
