"""Public references that rules rest on, each with its date and address."""

from __future__ import annotations

EO_13722 = (
    "Executive Order 13722, 2016-03-15, blocks the Government of North Korea and the Workers' "
    "Party of Korea: https://regulations.justia.com/regulations/fedreg/2016/03/18/2016-06355.html"
)
CFR_510 = (
    "31 CFR part 510, North Korea Sanctions Regulations: "
    "https://www.ecfr.gov/current/title-31/subtitle-B/chapter-V/part-510"
)
FAQ_398 = (
    "OFAC FAQ 398, on dealings with an entity that a blocked person controls: "
    "https://ofac.treasury.gov/faqs/398"
)
FAQ_399 = "OFAC FAQ 399, on aggregating stakes: https://ofac.treasury.gov/faqs/399"
FAQ_401 = "OFAC FAQ 401, on direct and indirect ownership: https://ofac.treasury.gov/faqs/401"
MONDO_TV = (
    "OFAC settlement with Mondo TV, 2024-06-26: 18 payments of 2019-2021 went to third parties "
    "that the studio's invoices named: https://complianceconcourse.willkie.com/articles/"
    "ofac-settles-with-italy-based-animation-company-for-apparent-violations-of-"
    "dprk-related-sanctions/"
)
ADVISORY_2018 = (
    "US State, Treasury and Homeland Security advisory on supply chains with links to the DPRK, "
    "2018-07-23: sub-contracting without telling the customer, prices far below the market: "
    "https://www.hugheshubbard.com/news/"
    "new-sanctions-advisory-risks-for-businesses-with-supply-chain-links-to-north-korea"
)
IT_WORKERS_2022 = (
    "US State, Treasury and FBI guidance on DPRK information technology workers, 2022-05-16: "
    "https://ofac.treasury.gov/media/923126/download"
)
IC3_2023 = (
    "FBI and Republic of Korea update on DPRK information technology workers, PSA231018, "
    "2023-10-18: https://www.ic3.gov/PSA/2023/PSA231018"
)
UN_2375 = (
    "UN Security Council resolution 2375 (2017), paragraph 17, on work permits: "
    "https://undocs.org/S/RES/2375(2017)"
)
UN_2397 = (
    "UN Security Council resolution 2397 (2017), paragraph 8, on income earned abroad: "
    "https://undocs.org/S/RES/2397(2017)"
)
DAHLIA = (
    "Statement of the Dahlia in Bloom committee, 2024-06-07: the chain below the studio, staff "
    "lists asked for, one not answered, parts redone: https://dahliya-anime.com/"
)
SERVER_2024 = (
    "38 North, 2024-04-22, on the open server with animation work files: "
    "https://www.38north.org/2024/04/"
    "what-we-learned-inside-a-north-korean-internet-server-how-well-do-you-know-your-partners/"
)
STAR_JV = (
    "APNIC blog, 2015-08-31: 1,024 IPv4 addresses, all of Star Joint Venture, AS131279: "
    "https://blog.apnic.net/2015/08/31/the-internet-in-north-korea-hanging-by-a-single-thread"
)
SDN_2021 = (
    "US Treasury, 2021-12-10, on SEK Studio and companies linked to it: "
    "https://home.treasury.gov/news/press-releases/jy0526"
)
IC3_2025 = (
    "FBI IC3 PSA250123, 2025-01-23, on data extortion by such workers: many addresses on one "
    "account in a short time, copied repositories, cookies: https://www.ic3.gov/PSA/2025/PSA250123"
)
RANGES_2017 = (
    "Recorded Future and Team Cymru, 2017-07, on the ranges used from the DPRK: "
    "https://www.recordedfuture.com/research/north-korea-internet-activity"
)
RANGES_2025 = (
    "Trend Micro, 2025-04-23, on ranges in Russia: https://www.trendmicro.com/en_us/research/25/d/"
    "russian-infrastructure-north-korean-cybercrime.html"
)
JASPER_SLEET = (
    "Microsoft, 2025-06-30, on remote workers behind invented profiles: "
    "https://www.microsoft.com/en-us/security/blog/2025/06/30/"
    "jasper-sleet-north-korean-remote-it-workers-evolving-tactics-to-infiltrate-organizations/"
)
TZ_DATABASE = (
    "Places of countries: zone.tab of the time zone database: https://www.iana.org/time-zones"
)
RFC_8176 = "RFC 8176, keys bound to a device (`hwk`, `swk`): https://www.rfc-editor.org/rfc/rfc8176"
ICAO_9303 = (
    "ICAO Doc 9303, Machine Readable Travel Documents, 8th edition, 2021, parts 3 to 7: "
    "https://www.icao.int/publications/doc-series/doc-9303"
)
PDF_32000 = (
    "ISO 32000-1:2008, 7.5.6 incremental updates, 12.8 signatures: "
    "https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf"
)
LIBPHONENUMBER = (
    "Numbering plans as libphonenumber has them: https://github.com/google/libphonenumber"
)
NK_HANDIC = (
    "NK-HanDic, a dictionary of Korean as written in the DPRK, with southern counterparts: "
    "https://github.com/okikirmui/nkhandic"
)
KOREAN_NORMS = (
    "Rules of spelling in the Republic of Korea, 2017-03-28, against which forms are compared: "
    "https://korean.go.kr/kornorms/regltn/regltnView.do"
)
