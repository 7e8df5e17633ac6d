"""Small dossiers of one vendor, put together from parts: work, money, answers, sign-ins, cuts."""

from __future__ import annotations

from spec.scenes import US, Answer

PARTIES = f"parties:\n  {US}\n"
VENDOR = f"{PARTIES}  - {{id: v, name: River Drawing, country: CN, heads: 5}}\n"
OTHER = f"{VENDOR}  - {{id: o, name: Hill Trading, country: HK}}\n"
WORK = "contracts: [{id: c, from: us, to: v, date: 2023-01-01, until: 2023-12-31}]\n"
PAID = (
    "payments: [{id: p, payer: us, payee: o, amount: 10, currency: USD, date: 2023-03-01,"
    " contract: c}]\n"
)
REFUSED = "staff_lists: [{party: v, status: refused, asked: [2023-04-01]}]\n"
MUCH = (
    "norms: [{unit: cut, per_head_per_day: 1}]\n"
    "deliveries: [{party: v, contract: c, units: 300, unit: cut, from: 2023-03-06,"
    " until: 2023-03-17}]\n"
)
LOGIN = (
    "accounts: [{id: acc, party: v, system: tracker}]\n"
    'logins: [{account: acc, time: "2023-02-01T09:00:00", ip: 175.45.176.10, result: success}]\n'
)
CUTS = r"""productions: [{id: show, title: A Show, episodes: [{id: "1", cuts: 200}]}]
lots: [{id: l, production: show, cuts: ep 1 cuts 1-20, assigned_to: v, contract: c,
        from: 2023-01-02, until: 2023-12-01}]
reference: [{path: ref, production: show, cut: 'ep(?P<episode>\d+)_c(?P<cut>\d+)',
             unreleased: true}]
found: [{path: found, place: {ip: 175.45.176.9}, collected: 2024-01-05}]
matches: [{file: found/a.png, cut: ep01_c007, score: 0.93, reviewer: confirmed}]
"""
DRAWN = {"found/a.png": "a", "ref/ep01_c007.png": "b"}
DAY = "dossier: 1\ntitle: t\nus: us\nas_of: "


def on(day: str, body: str) -> str:
    """A dossier for a day."""
    return f"{DAY}{day}\n{body}"


VPN = "networks: [{cidr: 203.0.113.0/24, kind: vpn, operator: Big VPN, source: a table}]\n"
USES_VPN = (
    "accounts: [{id: acc, party: v, system: tracker}]\n"
    'logins:\n  - {account: acc, time: "2023-02-01T01:00:00", ip: 203.0.113.5, result: success}\n'
    '  - {account: acc, time: "2023-02-02T01:00:00", ip: 203.0.113.9, result: success}\n'
)
KOREAN = "texts: [{id: n, of: v, language: ko, text: 련락하고 로동자 녀성 수정하시오}]\n"
ALLOWED = WORK.replace("until:", "vpn_allowed: true, until:")
BAND = "prices: [{region: CN, unit: cut, low: 20, high: 60, currency: USD}]\n"
OWN_BAND = "prices: [{region: Yanji, unit: cut, low: 8, high: 30, currency: USD}]\n"


def quoted(region: str) -> str:
    """A price of 12 for a cut."""
    return f"quotes: [{{party: v, contract: c, unit: cut, price: 12, region: {region}}}]\n"


def studio(name: str, country: str, city: str) -> str:
    """Our studio and one vendor."""
    said = f"{{id: v, name: {name}, country: {country}, city: {city}, heads: 20}}"
    return f"{PARTIES}  - {said}\n"


def tiers(answer: Answer, *refs: str) -> list[int]:
    """Tiers of some subjects."""
    return [answer.tier(ref) for ref in refs]
