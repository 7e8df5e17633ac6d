"""Words by which a party says of itself that it is of the state or the ruling party of the DPRK.

Each language has the country's names, the words of state, and the words that turn a
phrase into something else (a denial, a customer, an agent). The words were compiled by
hand and are not yet checked by a speaker or against a terminology database; what they
are for is 31 CFR 510.201(a)(1), which blocks the Government and the Workers' Party.
A phrase must bring a country *and* a word of state in one
clause; a word for a people, a language or a place alone is no phrase.
"""

from __future__ import annotations

import re

import msgspec


class Phrasing(msgspec.Struct, frozen=True):
    """How one language says it; every field is a regular expression over folded text."""

    language: str
    country: str
    state: str
    party: str
    """Words for the Workers' Party, which need no country beside them."""
    organ: str
    """Words that make a mention of the Workers' Party one of its organs."""
    denied: str
    """Words that deny the phrase, or put it into the past."""
    related: str
    """Words of dealing with such a body: the speaker is somebody else.

    The clause is read with the phrase between `<` and `>`.
    """
    acting: str
    """Words of acting for such a body: for a person to decide."""
    after: str = r"[^.;,\n]{0,8}?"
    """What may stand after the country before the word of state (or of the party, the organ)."""
    before: str = r"[^.;,\n]{0,4}?"
    """What may stand after the word of state (or the organ) before the country or the party."""


ENGLISH = Phrasing(
    language="English",
    country=(
        r"(?:\bdprk\b|\bdemocratic people'?s'? republic of korea\b"
        r"|\bnorth[- ]korean?(?!s)\b)"
    ),
    state=(
        r"\b(?:state(?:[- ](?:owned|run|controlled|operated|enterprise))?|governments?(?:al)?"
        r"(?:[- ](?:owned|run|controlled|operated))?|minist(?:ry|ries)|cabinet|organs?"
        r"|public (?:body|enterprise)|people'?s committee|central committee|central bank)\b"
    ),
    party=r"\b(?:workers'?s? party of (?:north )?korea|korean? workers'?s? party|wpk)\b",
    organ=(
        r"\b(?:organs?|department|bureau|committee|office|body|enterprise|compan(?:y|ies)|studio"
        r"|institution|unit|owned|run|controlled|subordinate|under|belong(?:s|ing)?)\b"
    ),
    denied=(
        r"\b(?:not?|never|neither|nor|non|without|isn'?t|aren'?t|wasn'?t|unrelated|independent"
        r"|former(?:ly)?|previously|once|was|were|until|ex|south korean?|china|china'?s"
        r"|chinese|russian?|denies|sanctions?)\b"
    ),
    related=(
        r"\b(?:to|for|with|from|about|against|alongside)\s(?:the\s|an?\s)?<"
        r"|\b(?:clients?|customers?|partners?|suppliers?|vendors?|(?:sub-?)?contractors?"
        r"|distributors?|licensees?|employees?|citizens?|nationals?)\s(?:of|to|for)\b.*<"
        r"|\b(?:employ\w*|hir(?:es|ed|ing)|us(?:es|ed|ing)|staffed)\b.*<"
        r"|<[^>]*\b(?:that|which|who|whose|with|employ\w*|hir(?:es|ed|ing))\b[^>]*>"
        r"|>(?:'s)?\s(?:sub-?)?(?:contractor|client|customer|partner|supplier|vendor|distributor)"
    ),
    acting=r"\b(?:on behalf of|acts? for|acting for|agents? (?:of|for)|represent\w*)\b",
    after=r"(?:'s)?[\s,(-]*(?:[\w-]+\s){0,2}?",
    before=(
        r"[^.;\n]{0,60}?(?:\b(?:of|in|by|under"
        r"|(?<=subordinate )to|(?<=belongs )to|(?<=belonging )to)\b|[,(-])\s*(?:the\s)?"
    ),
)

KOREAN = Phrasing(
    language="Korean",
    country=r"(?:조선\s?민주주의\s?인민\s?공화국|북조선|북한)",
    state=r"(?:국영|국유|국가|정부|내각|기관|직속|산하|인민위원회|[가-힣]+성\s?(?:산하|소속|직속))",
    party=r"(?:조선\s?로동당|조선\s?노동당)",
    organ=r"(?:기관|부서|산하|소속|직속|중앙위원회|기업|회사|촬영소|위원회)",
    denied=r"(?:아니|아닌|아닙|아님|않|없|무관|이전에는|과거|였던|전직|탈북)",
    related=r"(?:거래|협력|하청|고객|납품|제휴|와 함께|과 함께|출신|고용|지원|직원|인력)",
    acting=r"(?:대리|대표|위임|대행)",
)

CHINESE = Phrasing(
    language="Chinese",
    country=(
        r"(?:朝鲜民主主义人民共和国|朝鮮民主主義人民共和國|北朝鲜|北韩|北韓"
        r"|朝[鲜鮮](?![族语語半文战戰民]))"
    ),
    state=r"(?:国营|國營|国有|國有|国家|國家|政府|内阁|內閣|机关|機關|直属|直屬|人民委员会)",
    party=r"(?:朝[鲜鮮][劳勞][动動][党黨])",
    organ=r"(?:机关|機關|部门|部門|直属|直屬|下属|下屬|中央委员会|企业|企業|公司|制片厂)",
    denied=r"(?:不是|并非|並非|非|没有|沒有|无关|無關|曾|原为|原為|前身|不属于|不屬於)",
    related=(
        r"(?:合作|客户|客戶|外包|供应|供應|往来|往來|中国|中國|雇[佣用]|聘用|[员員]工|出身|[籍级級]"
        r"|[与與跟向为為]\s?<)"
    ),
    acting=r"(?:代理|代表|受托|受託|委托|委託)",
)

JAPANESE = Phrasing(
    language="Japanese",
    country=r"(?:朝鮮民主主義人民共和国|北朝鮮|共和国直属)",
    state=r"(?:国営|国有|国立|国家|政府|内閣|機関|直属|傘下)",
    party=r"(?:朝鮮労働党)",
    organ=r"(?:機関|部門|直属|傘下|中央委員会|企業|会社|撮影所)",
    denied=r"(?:ではな|でな|でありませ|ない|なく|無関係|かつて|旧|元)",
    related=r"(?:取引|協力|提携|顧客|下請|外注|発注|受注|出身|雇用|従業員|支援)",
    acting=r"(?:代理|代表|委託|代行)",
)

RUSSIAN = Phrasing(
    language="Russian",
    country=(
        r"(?:\bкндр\b|\bкорейск\w+ народно-демократическ\w+ республик\w*"
        r"|\bсеверн\w+ коре\w+|\bсеверокорейск\w+)"
    ),
    state=(
        r"\b(?:государств\w*|госпредприяти\w*|гос(?:орган|компани|студи)\w*|правительств\w*"
        r"|министерств\w*|кабинет\w* министров|орган\w{0,3}|народн\w+ комитет\w*)\b"
    ),
    party=r"\b(?:трудов\w+ парти\w+ коре\w+|тпк)\b",
    organ=r"\b(?:орган\w*|отдел\w*|комитет\w*|предприяти\w*|компани\w*|студи\w*|подчин\w*)\b",
    denied=r"\b(?:не|нет|никогда|без|независим\w*|бывш\w*|ранее|был[аои]?)\b",
    related=(
        r"\b(?:клиент\w*|партн[её]р\w*|поставщик\w*|субподряд\w*|сотруднич\w*|сотрудник\w*"
        r"|работник\w*|граждан\w*|нанима\w*|с|из|для|от|у)\b.*<"
    ),
    acting=r"\b(?:от имени|агент\w*|представ\w*|по поручению)\b",
    after=r"[^.;,\n]{0,30}?",
    before=r"[^.;,\n]{0,40}?",
)

PHRASINGS: tuple[Phrasing, ...] = (ENGLISH, KOREAN, CHINESE, JAPANESE, RUSSIAN)

CLAUSES = re.compile(r"[.;。；!?\n]+(?=\s|$)|[;。；!?\n]")
"""Where one clause ends: a statement about something else may follow."""
