"""Countries: ISO 3166-1 codes, English names and the usual variants.

Codes and short names as in the tz database's iso3166.tab (public domain, release 2026f,
https://data.iana.org/time-zones/data/iso3166.tab); three-letter codes from ISO 3166-1.
Variants are spellings met in business papers. A name that fits two countries fits none.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType

_CODES = """
AD AND Andorra
AE ARE United Arab Emirates
AF AFG Afghanistan
AG ATG Antigua & Barbuda
AI AIA Anguilla
AL ALB Albania
AM ARM Armenia
AO AGO Angola
AQ ATA Antarctica
AR ARG Argentina
AS ASM Samoa (American)
AT AUT Austria
AU AUS Australia
AW ABW Aruba
AX ALA Åland Islands
AZ AZE Azerbaijan
BA BIH Bosnia & Herzegovina
BB BRB Barbados
BD BGD Bangladesh
BE BEL Belgium
BF BFA Burkina Faso
BG BGR Bulgaria
BH BHR Bahrain
BI BDI Burundi
BJ BEN Benin
BL BLM St Barthelemy
BM BMU Bermuda
BN BRN Brunei
BO BOL Bolivia
BQ BES Caribbean NL
BR BRA Brazil
BS BHS Bahamas
BT BTN Bhutan
BV BVT Bouvet Island
BW BWA Botswana
BY BLR Belarus
BZ BLZ Belize
CA CAN Canada
CC CCK Cocos (Keeling) Islands
CD COD Congo (Dem. Rep.)
CF CAF Central African Rep.
CG COG Congo (Rep.)
CH CHE Switzerland
CI CIV Côte d’Ivoire
CK COK Cook Islands
CL CHL Chile
CM CMR Cameroon
CN CHN China
CO COL Colombia
CR CRI Costa Rica
CU CUB Cuba
CV CPV Cape Verde
CW CUW Curaçao
CX CXR Christmas Island
CY CYP Cyprus
CZ CZE Czech Republic
DE DEU Germany
DJ DJI Djibouti
DK DNK Denmark
DM DMA Dominica
DO DOM Dominican Republic
DZ DZA Algeria
EC ECU Ecuador
EE EST Estonia
EG EGY Egypt
EH ESH Western Sahara
ER ERI Eritrea
ES ESP Spain
ET ETH Ethiopia
FI FIN Finland
FJ FJI Fiji
FK FLK Falkland Islands
FM FSM Micronesia
FO FRO Faroe Islands
FR FRA France
GA GAB Gabon
GB GBR Britain (UK)
GD GRD Grenada
GE GEO Georgia
GF GUF French Guiana
GG GGY Guernsey
GH GHA Ghana
GI GIB Gibraltar
GL GRL Greenland
GM GMB Gambia
GN GIN Guinea
GP GLP Guadeloupe
GQ GNQ Equatorial Guinea
GR GRC Greece
GS SGS South Georgia & the South Sandwich Islands
GT GTM Guatemala
GU GUM Guam
GW GNB Guinea-Bissau
GY GUY Guyana
HK HKG Hong Kong
HM HMD Heard Island & McDonald Islands
HN HND Honduras
HR HRV Croatia
HT HTI Haiti
HU HUN Hungary
ID IDN Indonesia
IE IRL Ireland
IL ISR Israel
IM IMN Isle of Man
IN IND India
IO IOT British Indian Ocean Territory
IQ IRQ Iraq
IR IRN Iran
IS ISL Iceland
IT ITA Italy
JE JEY Jersey
JM JAM Jamaica
JO JOR Jordan
JP JPN Japan
KE KEN Kenya
KG KGZ Kyrgyzstan
KH KHM Cambodia
KI KIR Kiribati
KM COM Comoros
KN KNA St Kitts & Nevis
KP PRK Korea (North)
KR KOR Korea (South)
KW KWT Kuwait
KY CYM Cayman Islands
KZ KAZ Kazakhstan
LA LAO Laos
LB LBN Lebanon
LC LCA St Lucia
LI LIE Liechtenstein
LK LKA Sri Lanka
LR LBR Liberia
LS LSO Lesotho
LT LTU Lithuania
LU LUX Luxembourg
LV LVA Latvia
LY LBY Libya
MA MAR Morocco
MC MCO Monaco
MD MDA Moldova
ME MNE Montenegro
MF MAF St Martin (French)
MG MDG Madagascar
MH MHL Marshall Islands
MK MKD North Macedonia
ML MLI Mali
MM MMR Myanmar (Burma)
MN MNG Mongolia
MO MAC Macau
MP MNP Northern Mariana Islands
MQ MTQ Martinique
MR MRT Mauritania
MS MSR Montserrat
MT MLT Malta
MU MUS Mauritius
MV MDV Maldives
MW MWI Malawi
MX MEX Mexico
MY MYS Malaysia
MZ MOZ Mozambique
NA NAM Namibia
NC NCL New Caledonia
NE NER Niger
NF NFK Norfolk Island
NG NGA Nigeria
NI NIC Nicaragua
NL NLD Netherlands
NO NOR Norway
NP NPL Nepal
NR NRU Nauru
NU NIU Niue
NZ NZL New Zealand
OM OMN Oman
PA PAN Panama
PE PER Peru
PF PYF French Polynesia
PG PNG Papua New Guinea
PH PHL Philippines
PK PAK Pakistan
PL POL Poland
PM SPM St Pierre & Miquelon
PN PCN Pitcairn
PR PRI Puerto Rico
PS PSE Palestine
PT PRT Portugal
PW PLW Palau
PY PRY Paraguay
QA QAT Qatar
RE REU Réunion
RO ROU Romania
RS SRB Serbia
RU RUS Russia
RW RWA Rwanda
SA SAU Saudi Arabia
SB SLB Solomon Islands
SC SYC Seychelles
SD SDN Sudan
SE SWE Sweden
SG SGP Singapore
SH SHN St Helena
SI SVN Slovenia
SJ SJM Svalbard & Jan Mayen
SK SVK Slovakia
SL SLE Sierra Leone
SM SMR San Marino
SN SEN Senegal
SO SOM Somalia
SR SUR Suriname
SS SSD South Sudan
ST STP Sao Tome & Principe
SV SLV El Salvador
SX SXM St Maarten (Dutch)
SY SYR Syria
SZ SWZ Eswatini (Swaziland)
TC TCA Turks & Caicos Is
TD TCD Chad
TF ATF French S. Terr.
TG TGO Togo
TH THA Thailand
TJ TJK Tajikistan
TK TKL Tokelau
TL TLS East Timor
TM TKM Turkmenistan
TN TUN Tunisia
TO TON Tonga
TR TUR Turkey
TT TTO Trinidad & Tobago
TV TUV Tuvalu
TW TWN Taiwan
TZ TZA Tanzania
UA UKR Ukraine
UG UGA Uganda
UM UMI US minor outlying islands
US USA United States
UY URY Uruguay
UZ UZB Uzbekistan
VA VAT Vatican City
VC VCT St Vincent
VE VEN Venezuela
VG VGB Virgin Islands (UK)
VI VIR Virgin Islands (US)
VN VNM Vietnam
VU VUT Vanuatu
WF WLF Wallis & Futuna
WS WSM Samoa (western)
YE YEM Yemen
YT MYT Mayotte
ZA ZAF South Africa
ZM ZMB Zambia
ZW ZWE Zimbabwe
"""

_VARIANTS = """
AE: UAE, Emirates
AG: Antigua
BA: Bosnia and Herzegovina, Bosnia-Herzegovina, Bosnia
BN: Brunei Darussalam, Brunei
BO: Bolivia, Bolivia (Plurinational State of), Bolivia Plurinational State of
BY: Belarus, Byelorussia, Белоруссия, Беларусь
CD: Congo (the Democratic Republic of the), Congo the Democratic Republic of the, Democratic Republic of the Congo, DR Congo, DRC, Congo-Kinshasa, Zaire
CG: Republic of the Congo, Congo-Brazzaville
CH: Switzerland, Schweiz, Suisse
CI: Ivory Coast, Cote d'Ivoire, Côte d'Ivoire
CN: China, PRC, P.R. China, P.R.C., PR China, People's Republic of China, Mainland China, China (Mainland), 中国, 中國, 中华人民共和国, 중국, Китай
CV: Cabo Verde, Cape Verde
CZ: Czechia, Czech Republic
DE: Deutschland, Federal Republic of Germany
ES: España
FK: Falkland Islands (Malvinas)
FM: Micronesia, Federated States of Micronesia
FR: République française
GB: United Kingdom, UK, U.K., Great Britain, Britain, England, Scotland, Wales, Northern Ireland, United Kingdom of Great Britain and Northern Ireland
HK: Hong Kong SAR, Hong Kong, Hongkong, Hong Kong (China), Hong Kong SAR China, China (Hong Kong), Hong Kong China, 香港, 홍콩, Гонконг
IR: Iran, Iran Islamic Republic of, Islamic Republic of Iran, Iran (Islamic Republic of)
IT: Italia
JP: Nippon, 日本, 일본, Япония
KG: Kyrgyz Republic
KH: Kampuchea
KP: North Korea, DPRK, D.P.R.K., DPR Korea, Democratic People's Republic of Korea, Korea North, Korea (North), Korea Democratic People's Republic of, Korea (the Democratic People's Republic of), N. Korea, 朝鲜, 朝鮮, 北朝鲜, 北朝鮮, 북한, 조선, 조선민주주의인민공화국, КНДР, Северная Корея
KR: South Korea, ROK, R.O.K., Republic of Korea, Korea South, Korea (South), Korea Republic of, Korea (the Republic of), S. Korea, 韩国, 韓国, 韓國, 한국, 대한민국, 남한, Южная Корея
LA: Laos, Lao PDR, Lao People's Democratic Republic
LY: State of Libya
MD: Moldova, Republic of Moldova, Moldova Republic of
MF: Saint Martin, Saint Martin (French part)
MK: North Macedonia, Macedonia
MM: Myanmar, Burma
MO: Macao, Macau, Macao SAR, Macau SAR, 澳门, 澳門
NL: Netherlands, Holland, The Netherlands
PS: Palestine, Palestine State of, State of Palestine
RU: Russia, Russian Federation, Россия, Российская Федерация, РФ, 俄罗斯, 러시아
SG: Republic of Singapore, 新加坡, 싱가포르
SK: Slovak Republic
SX: Sint Maarten, Sint Maarten (Dutch part)
SY: Syria, Syrian Arab Republic
SZ: Eswatini, Swaziland
TL: East Timor, Timor-Leste
TR: Turkey, Türkiye, Turkiye
TW: Taiwan, Taiwan (Province of China), Chinese Taipei, Taiwan ROC, Taiwan Province of China, 台湾, 台灣, 대만
TZ: Tanzania, United Republic of Tanzania, Tanzania United Republic of
TC: Turks and Caicos Islands, Turks and Caicos
US: USA, U.S.A., U.S., United States of America, America, The United States
VA: Vatican, Vatican City, Holy See
VE: Venezuela, Venezuela Bolivarian Republic of, Bolivarian Republic of Venezuela
VN: Vietnam, Viet Nam, Việt Nam, Вьетнам
XK: Kosovo
"""

_DEMONYMS = """
KP: North Korean
KR: South Korean
CN: Chinese, PRC citizen
JP: Japanese
RU: Russian
US: American, US citizen
GB: British, English, Scottish, Welsh
FR: French
DE: German
IT: Italian
ES: Spanish
NL: Dutch
CA: Canadian
AU: Australian
NZ: New Zealander
IN: Indian
ID: Indonesian
MY: Malaysian
SG: Singaporean
PH: Filipino, Philippine
TH: Thai
VN: Vietnamese
TW: Taiwanese
HK: Hongkonger
MN: Mongolian
KZ: Kazakh, Kazakhstani
UA: Ukrainian
BY: Belarusian
PL: Polish
BR: Brazilian
MX: Mexican
AR: Argentine, Argentinian
ZA: South African
NG: Nigerian
KE: Kenyan
EG: Egyptian
TR: Turkish
PK: Pakistani
BD: Bangladeshi
LA: Laotian, Lao
KH: Cambodian
MM: Burmese
SE: Swedish
NO: Norwegian
DK: Danish
FI: Finnish
IE: Irish
PT: Portuguese
BE: Belgian
CH: Swiss
AT: Austrian
"""

UNCLEAR = MappingProxyType(
    {
        "korea": ("KP (North Korea)", "KR (South Korea)"),
        "congo": ("CD (Democratic Republic of the Congo)", "CG (Republic of the Congo)"),
        "virgin islands": ("VG (British)", "VI (US)"),
    }
)
"""Names that fit several countries, with what they may mean."""

_WORDS = re.compile(r"[^\w]+")


def folded(name: str) -> str:
    """Case, accents, punctuation and a leading `the` do not count."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    words = _WORDS.sub(" ", unicodedata.normalize("NFC", plain).casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for line in _CODES.strip().splitlines():
        code, long, name = line.split(" ", 2)
        names |= dict.fromkeys((code.lower(), long.lower(), folded(name)), code)
        names[folded(name.replace("&", "and"))] = code
        names[folded(name.replace("&", "and").replace("St ", "Saint "))] = code
        names[folded(name.partition("(")[0])] = code
    for line in _VARIANTS.strip().splitlines():
        code, _, variants = line.partition(": ")
        names |= dict.fromkeys((folded(variant) for variant in variants.split(", ")), code)
        names[code.lower()] = code
    return {name: code for name, code in names.items() if name not in UNCLEAR}


def _demonyms() -> dict[str, str]:
    pairs = (line.partition(": ") for line in _DEMONYMS.strip().splitlines())
    return {folded(word): code for code, _, words in pairs for word in words.split(", ")}


NATIONALITIES = MappingProxyType(_demonyms())
"""Folded word for a national to two-letter code."""
NAMES = MappingProxyType(_names())
"""Folded name or lower-case code to two-letter code."""


def code_of(name: str) -> str | None:
    """The two-letter code; None if the name is not known or fits several countries."""
    return NAMES.get(name.lower()) or NAMES.get(folded(name))
