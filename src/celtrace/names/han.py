"""Chinese characters in names: pinyin, Wade-Giles, and the Korean reading of hanja."""

from __future__ import annotations

import re
from functools import lru_cache

from pypinyin import lazy_pinyin

from celtrace.names import lexicon, tables
from celtrace.names.hangul import is_hangul

# Family names of two characters, and those read otherwise than the character alone
# (Ministry of Public Security, name reports 2018-2021; Xiandai Hanyu Cidian).
_DOUBLE = frozenset("欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 司徒 夏侯 东方 東方 端木 独孤 獨孤 南宫 南宮 鲜于 鮮于 长孙 長孫 宇文".split())  # fmt: skip
_FAMILY = {"单": "shan", "單": "shan", "解": "xie", "仇": "qiu", "曾": "zeng", "区": "ou", "區": "ou", "任": "ren", "查": "zha", "盖": "ge", "朴": "piao", "尉": "yu", "翟": "zhai", "乐": "yue", "樂": "yue", "覃": "qin", "缪": "miao", "繆": "miao", "种": "chong", "员": "yun", "華": "hua", "华": "hua", "纪": "ji", "宁": "ning", "折": "she", "万俟": "moqi", "吕": "lv", "呂": "lv"}  # fmt: skip
# Cantonese and Taiwanese usual spellings of frequent family names (Hong Kong and Taiwan registers).
_ELSEWHERE = {
    "陈": ("chan",), "陳": ("chan", "chen"), "黄": ("wong",), "黃": ("wong", "huang"), "王": ("wong",), "李": ("lee",),
    "张": ("cheung",), "張": ("cheung", "chang"), "林": ("lam",), "梁": ("leung",), "吴": ("ng",), "吳": ("ng", "wu"),
    "刘": ("lau",), "劉": ("lau", "liu"), "何": ("ho",), "郑": ("cheng",), "鄭": ("cheng",), "周": ("chow", "chau"),
    "谢": ("tse",), "謝": ("tse", "hsieh"), "杨": ("yeung",), "楊": ("yeung", "yang"), "许": ("hui",), "許": ("hui", "hsu"),
    "罗": ("lo", "law"), "羅": ("lo", "law"), "叶": ("yip",), "葉": ("yip", "yeh"), "蔡": ("choi", "tsai"), "冯": ("fung",),
    "馮": ("fung",), "郭": ("kwok", "kuo"), "曹": ("tso", "tsao"), "钟": ("chung",), "鍾": ("chung",), "邓": ("tang",),
    "鄧": ("tang",), "马": ("ma",), "胡": ("wu",), "朱": ("chu",), "徐": ("tsui", "hsu"), "孙": ("suen", "sun"),
}  # fmt: skip
_PLACES = "北京 上海 天津 重庆 重慶 香港 澳门 深圳 广州 廣州 东莞 東莞 佛山 珠海 厦门 廈門 福州 泉州 漳州 福建 浙江 杭州 宁波 寧波 温州 溫州 义乌 義烏 金华 绍兴 嘉兴 湖州 台州 江苏 江蘇 南京 苏州 蘇州 无锡 無錫 常州 南通 扬州 揚州 盐城 鹽城 徐州 镇江 泰州 连云港 山东 山東 济南 濟南 青岛 青島 烟台 煙台 威海 潍坊 临沂 淄博 日照 河北 石家庄 唐山 保定 河南 郑州 鄭州 洛阳 湖北 武汉 武漢 襄阳 宜昌 湖南 长沙 長沙 株洲 广东 廣東 广西 南宁 桂林 海南 海口 三亚 四川 成都 绵阳 德阳 贵州 贵阳 云南 昆明 陕西 陝西 西安 宝鸡 甘肃 兰州 青海 西宁 宁夏 银川 新疆 乌鲁木齐 西藏 拉萨 内蒙古 呼和浩特 包头 山西 太原 大同 辽宁 遼寧 沈阳 瀋陽 大连 大連 丹东 丹東 鞍山 营口 锦州 吉林 长春 長春 延边 延吉 图们 珲春 黑龙江 黑龍江 哈尔滨 大庆 齐齐哈尔 牡丹江 安徽 合肥 芜湖 江西 南昌 九江 台湾 台灣 臺灣 台北 臺北 高雄 平壤 首尔 莫斯科 新加坡".split()  # fmt: skip
_PLACE = re.compile("|".join(sorted(_PLACES, key=len, reverse=True)))
_SUFFIX = re.compile(r"[市省县縣区區镇鎮](?=.)")
_READ = {"重庆": "chongqing", "重慶": "chongqing", "陕西": "shaanxi", "陝西": "shaanxi", "香港": "@hongkong", "厦门": "xiamen", "廈門": "xiamen", "哈尔滨": "harbin", "呼和浩特": "hohhot", "乌鲁木齐": "urumqi", "拉萨": "lhasa", "内蒙古": "inner mongolia", "澳门": "macau", "平壤": "pyongyang", "首尔": "seoul", "莫斯科": "moscow", "新加坡": "singapore", "台北": "taipei", "臺北": "taipei", "台湾": "taiwan", "台灣": "taiwan", "臺灣": "taiwan", "高雄": "kaohsiung"}  # fmt: skip

_ONSETS = {"b": "p", "p": "p", "d": "t", "t": "t", "g": "k", "k": "k", "j": "ch", "q": "ch", "x": "hs", "zh": "ch", "ch": "ch", "r": "j", "z": "ts", "c": "ts"}  # fmt: skip
_RIMES = {
    "ian": "ien",
    "ie": "ieh",
    "ue": "ueh",
    "ve": "ueh",
    "ong": "ung",
    "iong": "iung",
    "v": "u",
}
_WHOLE = {
    "yi": "i", "yan": "yen", "ye": "yeh", "yong": "yung", "you": "yu", "yue": "yueh", "er": "erh", "gui": "kuei",
    "kui": "kuei", "ge": "ko", "ke": "ko", "he": "ho", "e": "o", "si": "ssu", "zi": "tzu", "ci": "tzu", "zhi": "chih",
    "chi": "chih", "shi": "shih", "ri": "jih", "guo": "kuo", "kuo": "kuo", "huo": "huo", "shuo": "shuo",
}  # fmt: skip
_PINYIN = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iong|iang|uang|ian|iao|ang|eng|ing|ong|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ui|uo|ue|ve|er|a|o|e|i|u|v)"
    r"(?=(?:[bpmfdtnlgkhjqxrzcsyw]|$))"
)


def pinyin(text: str) -> list[str]:
    """One syllable per character, without tones; ü as `v`."""
    return [part.lower() for part in lazy_pinyin(text)]


@lru_cache(maxsize=4096)
def wade(syllable: str) -> str:
    """A pinyin syllable in Wade-Giles without marks (the two systems' official tables)."""
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    for size in (2, 1, 0):
        onset, rime = syllable[:size], syllable[size:]
        if size == 0 or onset in _ONSETS or onset in {"sh", "m", "f", "n", "l", "h", "s", "y", "w"}:
            break
    if rime == "uo":
        rime = "o"
    return _ONSETS.get(onset, onset) + _RIMES.get(rime, rime)


@lru_cache(maxsize=1)
def _wade_syllables() -> frozenset[str]:
    onsets = ["", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "r", "z", "c", "s", "y", "w"]  # fmt: skip
    rimes = "a o e i u v ai ei ao ou an en ang eng in ing ong ia ie iao iu ian iang iong ua uo uai ui uan un uang ue".split()
    return frozenset(
        wade(onset + rime) for onset in onsets for rime in rimes if onset + rime not in {"o"}
    )


@lru_cache(maxsize=16_384)
def syllables(word: str) -> tuple[str, ...]:
    """A Latin word cut into pinyin syllables; empty when it is not pinyin."""
    found: list[str] = []
    at = 0
    while at < len(word):
        match = _PINYIN.match(word, at)
        if match is None:
            return ()
        found.append(match.group())
        at = match.end()
    return tuple(found)


def _dollar(parts: list[str]) -> tuple[str, ...]:
    return ("$" + parts[0], "$" + "".join(parts[1:]))


def latin_parts(words: list[str]) -> tuple[str, ...]:
    """`$` parts in Wade-Giles of a Latin name that can be Chinese, family first; else empty."""
    if not 2 <= len(words) <= 3 or sum(map(len, words)) > 20:  # noqa: PLR2004 - a family name and one or two syllables
        return ()
    cut = [syllables(word) for word in words]
    if all(cut) and 2 <= sum(map(len, cut)) <= 4:  # noqa: PLR2004 - syllables of a whole name
        if len(cut[0]) > 1 and len(cut) == 2 and len(cut[1]) == 1:  # noqa: PLR2004 - given name written first
            cut.reverse()
        return _dollar([wade(syllable) for word in cut for syllable in word])
    if all(word in _wade_syllables() for word in words):
        return _dollar(words)
    return ()


_FREQUENT = frozenset("王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾萧蕭田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔锺钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯朴文安柳全南辛申")


def family_first(text: str) -> str:
    """The characters of a name, family name first; `玉梅 朱` is written in western order."""
    runs = ["".join(char for char in part if "\u3400" <= char <= "\u9fff") for part in text.split()]
    runs = [run for run in runs if run]
    last_is_family = len(runs) > 1 and runs[-1] in _FREQUENT
    if last_is_family and not (len(runs[0]) == 1 and runs[0] in _FREQUENT):
        runs = [runs[-1], *runs[:-1]]
    return "".join(runs)


def _korean(text: str) -> str:
    table = tables.hanja()
    return "".join(
        char if is_hangul(char) or not "\u3400" <= char <= "\u9fff" else table.get(char, "?")
        for char in text
    )


def korean_person(text: str) -> str:
    """The Hangul of a name in hanja (金 as a family name is 김); empty when a character is unknown."""
    chars = family_first(text)
    if not 2 <= len(chars) <= 4:  # noqa: PLR2004 - Korean names have two to four syllables
        return ""
    read = _korean(chars)
    return "" if "?" in read else ("김" if chars[0] == "金" else read[0]) + read[1:]


def korean_entity(text: str) -> str:
    """The text with its hanja read in Korean; empty when a character is unknown."""
    read = _korean(text)
    return "" if "?" in read else read


def person_tokens(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Token readings of a Chinese personal name, each with its step in words."""
    chars = family_first(text)
    if not chars:
        return []
    size = 2 if chars[:2] in _DOUBLE and len(chars) > 2 else 1  # noqa: PLR2004 - a given name follows
    family = _FAMILY.get(chars[:size]) or "".join(pinyin(chars[:size]))
    given = pinyin(chars[size:])
    tokens = tuple(filter(None, (family, "".join(given))))
    found = [(tokens, f"{chars} read as pinyin {' '.join(tokens)}")]
    if given:
        found.append(
            (
                _dollar([wade(family), *map(wade, given)]),
                f"{chars} read as pinyin, Wade-Giles folded",
            )
        )
    found += [
        ((other, "".join(given)), f"{chars[:size]} read as {other}")
        for other in _ELSEWHERE.get(chars[0], ())
    ]
    return found


def entity_tokens(run: str, shortest: int, *, split: bool) -> list[str]:
    """Tokens of a run of Chinese characters: places, known words, the rest in pinyin.

    With `split` every syllable of the rest is a token of its own.
    """
    tokens: list[str] = []
    at = 0
    for match in _PLACE.finditer(run):
        tokens += _unplaced(run[at : match.start()], shortest, split=split)
        tokens += _READ.get(match.group(), "".join(pinyin(match.group()))).split()
        at = match.end()
    return tokens + _unplaced(run[at:], shortest, split=split)


def _unplaced(run: str, shortest: int, *, split: bool) -> list[str]:
    digits = tables.numbers()["han"]
    tokens: list[str] = []
    for part in _SUFFIX.split(run):
        for piece, known in lexicon.segmented(part.lstrip("市省县縣"), "hani", shortest):
            if known:
                tokens.append(piece)
            elif all(char in digits for char in piece):
                tokens += [str(digits[char]) for char in piece]
            elif split or len(piece) > 6:  # noqa: PLR2004 - nobody writes so many syllables as one word
                tokens += pinyin(piece)
            else:
                tokens.append("".join(pinyin(piece)))
    return tokens
