"""The contract of a dossier as the page gives it: each section, each key, and a body with all."""

from __future__ import annotations

from types import MappingProxyType

KEYS = MappingProxyType({
    "parties": "id name kind aliases country city address role heads born nationality declared "
    "identifiers emails phones domains urls accounts listed_as not_listed_as co_occupants since "
    "until",
    "contracts": "id from to parent date until scope may_subcontract disclosed payee vpn_allowed "
    "amount currency assignments",
    "ownership": "owner asset percent min max min_exclusive max_exclusive kind since until source",
    "roles": "person party role since until",
    "invoices": "id issuer from_name payer payee identifiers amount currency date contract",
    "payments": "id payer payee amount currency date dates contract invoice account bank_country "
    "correspondent_country",
    "prices": "region unit low high currency",
    "quotes": "party contract unit price region",
    "norms": "unit per_head_per_day",
    "staff_lists": "party status people asked received live_checks payroll_months",
    "workers": "id name party role claimed_country claimed_timezone emails phones accounts "
    "portfolio profiles passkeys documents",
    "checks": "measure indicator subject result when by note evidence",
    "travel_notices": "worker account place from until",
    "accounts": "id party worker system",
    "devices": "id issued_to shipped_to serial managed",
    "logs": "path format system timezone year",
    "logins": "account time from until ip device result user_agent session mfa passkey",
    "networks": "cidr kind country city asn operator valid_from valid_to source",
    "productions": "id title aka episodes released",
    "lots": "id production cuts assigned_to contract from until disclosed_subs",
    "reference": "path production episode cut kind unreleased",
    "credits": "production party name role text year until",
    "deliveries": "path units unit party contract lot from until working_days",
    "found": "path manifest place collected collected_by batches access",
    "matches": "file cut score reviewer proof picture sheet",
    "texts": "id of language text translation_of",
    "calendar": "party date worked",
    "claims": "id about statement status by date url",
    "links": "a b by value count",
})  # fmt: skip
"""Section to its keys, in the order of the page."""

WHOLE = r"""
parties:
  - {id: us, name: Our Studio, country: Canada}
  - id: v
    name: River Drawing
    kind: company
    aliases: [River Cel, 河画社]
    country: CN
    city: Dalian
    address: "Room 3, 1 River Road"
    role: in-between
    heads: 12
    declared: a private company
    identifiers: {uscc: 91310199MA0CELTR7G, lei: "549300ABCDEF"}
    emails: [a@river.example, b@river.example]
    phones: ["+86 10 1234"]
    domains: [river.example]
    urls: ["https://river.example"]
    accounts: ["CN-77-1"]
    listed_as: [{list: us_ofac_sdn, row: "9001"}]
    not_listed_as: [{list: un_sc, row: KPe.901, because: another address}]
    co_occupants: 3
    since: "2015-03-01"
    until: "2030-12-31"
  - {id: p, name: "Pak, A", kind: person, born: "1974", nationality: China}
  - {id: h, name: Hill Works}
contracts:
  - id: c1
    from: us
    to: v
    date: "2021-02-03"
    until: "2022-02-03"
    scope: ep 5 cuts 101-140; ep 7 cuts 20-59
    may_subcontract: with-consent
    disclosed: "2021-06-01"
    payee: v
    vpn_allowed: "true"
    amount: "1123120.50"
    currency: USD
    assignments: [{to: h, date: "2021-03-01", document: deed.pdf}]
  - {id: c2, from: v, to: h, parent: c1, may_subcontract: "false"}
ownership:
  - {owner: p, asset: v, percent: "49.999", kind: shares, since: "2015-03-01", until: "2030-01-01",
     source: register}
  - {owner: h, asset: v, min: "25", max: "50", min_exclusive: "true", max_exclusive: "false",
     kind: votes}
roles:
  - {person: p, party: v, role: director, since: "2015-03-01", until: "2020-01-01"}
invoices:
  - {id: i1, issuer: v, from_name: River Trading, payer: us, payee: h,
     identifiers: ["91310199MA0CELTR7G"], amount: "100.10", currency: CNY, date: "2021-05-01",
     contract: c1}
payments:
  - {id: p1, payer: us, payee: h, amount: "10.00", currency: USD, date: "2021-05-02",
     contract: c1, invoice: i1, account: CN-88, bank_country: HK,
     correspondent_country: United States}
  - {payer: us, payee: h, amount: "5", currency: USD, dates: ["2021-06-02", "2021-07-02"]}
prices:
  - {region: Liaoning, unit: cut, low: "20", high: "60", currency: USD}
quotes:
  - {party: v, contract: c1, unit: cut, price: "9.50", region: Liaoning}
norms:
  - {unit: cut, per_head_per_day: "2.5"}
staff_lists:
  - {party: v, status: partial, people: 9, asked: ["2021-05-01", "2021-06-01"],
     received: "2021-07-01", live_checks: 2, payroll_months: 4}
workers:
  - id: w1
    name: Li A
    party: v
    role: in-between
    claimed_country: CN
    claimed_timezone: Asia/Shanghai
    emails: [w@river.example]
    phones: ["+86 1"]
    accounts: [li]
    portfolio: portfolios/w1
    profiles: ["https://example.com/w1"]
    passkeys: [{id: k1, device_bound: "true"}]
    documents: [{type: passport, path: docs/w1.jpg, mrz: "P<CHN", country: CN, number: E1,
                 expires: "2030-01-01"}]
checks:
  - {measure: M012, subject: v, result: refused, when: "2021-05-01", by: Ann, note: by phone,
     evidence: docs/call.txt}
  - {indicator: I036, subject: w1, when: "2021-05-02"}
travel_notices:
  - {worker: w1, account: li, place: Vladivostok, from: "2021-05-01", until: "2021-05-09"}
accounts:
  - {id: li, party: v, worker: w1, system: tracker}
devices:
  - {id: d1, issued_to: w1, shipped_to: CN, serial: S1, managed: "true"}
logs:
  - {path: logs/auth.log, format: sshd, system: bastion, timezone: Asia/Shanghai, year: 2021}
logins:
  - {account: li, time: "2021-05-01T09:00:00", ip: 192.0.2.1, device: d1, result: success,
     user_agent: Mozilla, session: s1, mfa: totp, passkey: k1}
  - {account: li, from: "2021-05-02T08:00:00", until: "2021-05-02T09:00:00", ip: 192.0.2.2}
networks:
  - {cidr: 192.0.2.0/24, kind: office, country: CN, city: Dalian, asn: AS64500, operator: Example,
     valid_from: "2009-12-01", valid_to: "2030-01-01", source: a letter}
productions:
  - {id: show, title: A Show, aka: [Show], episodes: [{id: "5", cuts: "300", fps: "23.976"}],
     released: "2024-01-01"}
lots:
  - {id: l1, production: show, cuts: ep 5 cuts 101-140, assigned_to: v, contract: c1,
     from: "2021-03-01", until: "2021-04-01", disclosed_subs: [h]}
reference:
  - {path: ref, production: show, episode: "5", cut: 'ep(?P<episode>\d+)_c(?P<cut>\d+)',
     kind: model-sheet, unreleased: "true"}
credits:
  - {production: show, party: v, name: River, role: animation, text: as printed, year: "2021",
     until: "2021-12-31"}
deliveries:
  - {path: in/l1, units: "40", unit: cut, party: v, contract: c1, lot: l1, from: "2021-03-01",
     until: "2021-03-10", working_days: 8}
found:
  - {path: found, manifest: found/manifest.csv,
     place: {ip: 198.51.100.9, url: "http://x.example", operator: unknown},
     collected: "2023-12-01T10:00:00Z", collected_by: a researcher, batches: by day,
     access: [{kind: vpn, country: CN, city: Dandong, addresses: "3", sessions: "40"}]}
matches:
  - {file: found/a.png, cut: ep05_c101, score: "0.93", reviewer: confirmed, proof: geometry,
     picture: aa11, sheet: bb22}
texts:
  - {id: t1, of: found, language: zh, text: 修改}
  - {id: t2, of: v, language: ko, text: 수정, translation_of: t1}
calendar:
  - {party: v, date: "2021-02-16", worked: "false"}
claims:
  - {id: k1, about: v, statement: it was said, status: alleged, by: a paper, date: "2021-02-16",
     url: "https://example.com"}
links:
  - {a: v, b: h, by: device, value: S1, count: 2}
"""
"""Every section and every key, all values as somebody types them."""

FILES = MappingProxyType({
    "portfolios/w1/a.png": "x", "docs/w1.jpg": "x", "docs/call.txt": "x", "deed.pdf": "x",
    "logs/auth.log": "", "ref/ep05_c101.png": "x", "in/l1/a.png": "x", "found/a.png": "x",
    "found/manifest.csv": "path,size\na.png,1\n",
})  # fmt: skip
"""The files it names."""
