"""Benign dossiers that can be told of vendors of any culture: the facts stay as they are.

Names, scripts, languages, cities, addresses, mail domains, telephone codes and holidays come
each from a culture of its own, so that a swap mixes them freely.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from celtrace import registry
from celtrace.cases.detecting import run_detectors
from celtrace.engine.serial import SerialEngine
from celtrace.ports import CaseFacts
from celtrace.records import Day, Quote, Record, Text
from celtrace.store.memory import MemoryShelf
from detect import scenes as make
from judged import judge

AS_OF = date(2024, 6, 1)
WORK = {"date": date(2024, 1, 8), "until": date(2024, 3, 29)}


class Culture(msgspec.Struct, frozen=True):
    """What differs between cultures and must not matter."""

    studios: tuple[str, ...]
    people: tuple[str, ...]
    country: str
    city: str
    street: str
    room: str
    """How a room is written; `{}` is its number."""
    phone: str
    mail: str
    language: str
    note: str
    holidays: tuple[tuple[int, int], ...]


CULTURES = (
    Culture(("서울 스튜디오", "한별 애니메이션"), ("김명철", "이수진", "박민준"), "KR", "Seoul",
            "서울시 마포구 월드컵로 12", "{}호", "+82", "naver.com", "ko", "컷 순서를 확인하세요",
            ((2, 9), (3, 1))),
    Culture(("延边动画", "图们江影视"), ("金明哲", "李英姬", "朴哲洙"), "CN", "Yanji",
            "延吉市公园路12号", "{}室", "+86", "qq.com", "ko", "콘티를 다시 보내주십시오",
            ((2, 10), (2, 12))),
    Culture(("大连星光动画", "上海东方卡通"), ("王伟", "张敏", "刘洋"), "CN", "Dalian",
            "大连市中山路12号", "{}室", "+86", "163.com", "zh", "请重画这一镜", ((2, 12), (2, 13))),
    Culture(("アニメ工房", "夕張スタジオ"), ("佐藤健", "鈴木花子", "高橋一郎"), "JP", "Sapporo",
            "札幌市中央区北一条12", "{}号室", "+81", "yahoo.co.jp", "ja", "原画を直してください",
            ((1, 8), (2, 12))),
    Culture(("Студия Заря", "Мультфильм Восток"), ("Ким Сергей", "Пак Ольга", "Иванов Пётр"),
            "RU", "Vladivostok", "Владивосток, ул. Светланская 12", "офис {}", "+7", "mail.ru",
            "ru", "исправьте этот кадр", ((2, 23), (3, 8))),
    Culture(("Étude Lyon", "Atelier du Rhône"), ("Jean Dupont", "Marie Kim", "Luc Moreau"), "FR",
            "Lyon", "12 rue de la République", "bureau {}", "+33", "orange.fr", "fr",
            "merci de refaire ce plan", ((1, 1), (4, 1))),
    Culture(("Trickfilm Köln", "Studio Spree"), ("Anna Müller", "Jens Groß", "Kai Lim"), "DE",
            "Köln", "Hauptstraße 12", "Zimmer {}", "+49", "gmx.de", "de", "bitte neu zeichnen",
            ((3, 29), (1, 1))),
    Culture(("मुंबई टून्स", "Chennai Frames"), ("राहुल शर्मा", "Priya Nair", "Arun Das"), "IN",
            "Mumbai", "12 Link Road, Andheri", "Room {}", "+91", "rediffmail.com", "hi",
            "कृपया यह कट फिर बनाएँ", ((1, 26), (3, 25))),
    Culture(("Hãng phim Sao Mai", "Saigon Toons"), ("Nguyễn Văn An", "Trần Thị Bình", "Lê Minh"),
            "VN", "Hà Nội", "12 phố Huế", "phòng {}", "+84", "vnn.vn", "vi", "vẽ lại cảnh này",
            ((2, 8), (2, 14))),
    Culture(("استوديو النجمة", "Cairo Cartoon"), ("أحمد علي", "منى حسن", "Omar Said"), "EG",
            "Cairo", "12 شارع التحرير", "غرفة {}", "+20", "link.net", "ar", "أعد رسم هذا المشهد",
            ((1, 7), (1, 25))),
)  # fmt: skip
OWN = CULTURES[0]

Scene = Callable[[Culture], tuple[Record, ...]]


def mixed(rng: random.Random) -> Culture:
    """A culture of which each part comes from another."""
    parts = {name: getattr(rng.choice(CULTURES), name) for name in Culture.__struct_fields__}
    for name in ("studios", "people"):
        pool = [one for culture in CULTURES for one in getattr(culture, name)]
        parts[name] = tuple(rng.sample(pool, len(parts[name])))
    return Culture(**parts)


def vendor(c: Culture, id_: str = "v", number: int = 0, **more: Any) -> Record:
    facts = {
        "name": c.studios[number], "country": c.country, "city": c.city,
        "phones": (f"{c.phone} 10 555 {number}1",), "emails": (f"{id_}@{c.mail}",),
        "address": f"{c.street}, {c.room.format(300 + number)}",
    }  # fmt: skip
    return make.party(id_, **(facts | more))


def artist(c: Culture, number: int, **more: Any) -> Record:
    facts = {"name": c.people[number], "claimed_country": c.country,
             "emails": (f"k{number}@{c.mail}",)}  # fmt: skip
    return msgspec.structs.replace(make.worker(f"k{number}", "v"), **(facts | more))


def note(c: Culture) -> Record:
    return Text(seen=make.seen("t"), id="t1", of="v", language=c.language, text=c.note)


def base(c: Culture, **more: Any) -> tuple[Record, ...]:
    return (make.party("us", name="Example Pictures"), vendor(c),
            make.contract("c1", "us", "v", **(WORK | more)), note(c))  # fmt: skip


def allowed_vpn(c: Culture) -> tuple[Record, ...]:
    signed = (make.sign_in("ann", "198.51.100.7", f"2024-02-{n:02}") for n in range(5, 10))
    vpn = make.network("198.51.100.0/24", "vpn", country=c.country, city=c.city)
    return (*base(c, vpn_allowed=True), make.account("ann", "v"), vpn, *signed, artist(c, 0))


def low_price(c: Culture) -> tuple[Record, ...]:
    region = f"{c.city} region"
    quote = Quote(seen=make.seen("q"), id="q1", party="v", contract="c1", unit="cut",
                  price=Decimal(45), region=region)  # fmt: skip
    bands = (make.price(c.country, "100", "200"), make.price(region, "40", "80"))
    return (*base(c), quote, *bands, artist(c, 1))


def supervisor(c: Culture) -> tuple[Record, ...]:
    boss = make.party("boss", name=c.people[2], form="person", nationality=c.country)
    return (*base(c), boss, make.role("boss", "v", "representative"), artist(c, 0), artist(c, 1))


def full_building(c: Culture) -> tuple[Record, ...]:
    other = vendor(c, "w", 1, address=c.street, co_occupants=40)
    row = make.like_name("v", names=(c.studios[0], "ROW NAME"))
    return (*base(c), other, vendor(c, address=c.street, co_occupants=40), row)


def next_door(c: Culture) -> tuple[Record, ...]:
    room = f"{c.street}, {c.room.format(501)}"
    both = [vendor(c, id_, n, address=room, co_occupants=2) for n, id_ in enumerate("vw")]
    return (*base(c), *both)


def assigned_debt(c: Culture) -> tuple[Record, ...]:
    lender = make.party("bank", name=c.studios[1], country=c.country)
    signed = base(c, assignments=(make.assigned("bank", "2024-01-10", "deed.pdf"),))
    return (*signed, lender, make.payment("p1", "bank", "2024-02-10", contract="c1"))


def holidays(c: Culture) -> tuple[Record, ...]:
    off = {date(2024, month, day) for month, day in c.holidays}
    days = [date(2024, 1, 8) + timedelta(days=n) for n in range(60)]
    calendar = (Day(seen=make.seen(str(d)), party="v", date=d,
                    worked=d.weekday() < 5 and d not in off) for d in days)  # fmt: skip
    drawn = make.drawn("d1", "v", 100, "2024-01-08", "2024-02-02", contract="c1",
                       working_days=20 - len(off))  # fmt: skip
    return (*base(c), vendor(c, heads=2), make.norm("5"), *calendar, drawn)


def days_off(c: Culture) -> tuple[Record, ...]:
    """The same without stated working days, so that the calendar is what says them."""
    late = make.drawn("d2", "v", 150, "2024-02-05", "2024-03-01", contract="c1")
    return (*(r for r in holidays(c) if r.kind != "delivery"), late)


def partial_staff(c: Culture) -> tuple[Record, ...]:
    asked = make.staff("v", "partial", people=2, **make.asked("2024-02-01"))
    return (*base(c), asked, artist(c, 0), artist(c, 1), artist(c, 2))


BENIGN: Mapping[str, Scene] = {
    "a VPN that the contract allows": allowed_vpn,
    "a low price within its own region's band": low_price,
    "a supervisor from elsewhere": supervisor,
    "a building with forty companies, a common name": full_building,
    "two studios in one room": next_door,
    "a debt assigned in writing": assigned_debt,
    "holidays and a full team": holidays,
    "days off seen, and a full team": days_off,
    "a staff list in part": partial_staff,
}


def tiers(records: tuple[Record, ...]) -> dict[str, int]:
    """Subjects and their tiers, through all detectors and weighing."""
    shelf = MemoryShelf(records)
    view = shelf.view(CaseFacts(as_of=AS_OF, us="us"))
    found = run_detectors(shelf, view, SerialEngine(), registry.detectors())
    assert not found.problems
    made = judge(found.findings, *records, as_of=AS_OF)
    return {f"{s.kind}:{s.id}": s.tier for s in made.subjects}
