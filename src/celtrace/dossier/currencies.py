"""ISO 4217 currency codes (list one, and codes in force since 2015 that have ended).

Reference: https://www.six-group.com/en/products-services/financial-information/data-standards.html.
"""

from __future__ import annotations

from types import MappingProxyType

CODES = frozenset(
    """AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN
    BWP BYN BYR BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP
    ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK
    JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LYD MAD MDL MGA MKD MMK
    MNT MOP MRO MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
    PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB
    TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VEF VES VND VUV WST XAF XCD
    XCG XDR XOF XPF XSU XUA YER ZAR ZMW ZWG ZWL""".split()  # noqa: SIM905 - a table reads best as words
)

MEANT = MappingProxyType(
    {"RMB": "CNY", "CNH": "CNY", "YUAN": "CNY", "¥": "JPY or CNY", "￥": "JPY or CNY", "円": "JPY",
     "元": "CNY", "YEN": "JPY", "WON": "KRW", "₩": "KRW or KPW", "원": "KRW or KPW", "€": "EUR",
     "EURO": "EUR", "EUROS": "EUR", "$": "USD, or another dollar", "US$": "USD", "USD$": "USD",
     "DOLLAR": "USD, or another dollar", "DOLLARS": "USD, or another dollar", "£": "GBP",
     "HK$": "HKD", "S$": "SGD", "NT$": "TWD", "NTD": "TWD", "RUR": "RUB", "₽": "RUB"}
)  # fmt: skip
"""Other words and signs met in papers, and what they most likely stand for."""
