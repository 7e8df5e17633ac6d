"""Words that people put above columns, in the languages of the trade."""

from __future__ import annotations

import pytest

from celtrace.dossier.headers import match
from celtrace.dossier.synonyms import IDENTIFIERS, WORDS

MEANT = """
parties.name | Company Name | 公司名称 | 公司名稱 | 会社名 | 회사명 | Наименование
parties.country | Country | 国家 | 國家 | 国 | 국가 | Страна
parties.city | City | 城市 | 都市 | 도시 | город
parties.address | Registered address | 地址 | 住所 | 주소 | Адрес
parties.emails | E-mail | 邮箱 | メール | 이메일 | Почта
parties.phones | Phone No | 电话 | 電話番号 | 전화번호 | Телефон
parties.urls | Website | 网站 | ホームページ | 홈페이지 | Сайт
parties.aliases | Other names | 别名 | 英語名 | 영문명
parties.heads | Headcount | 员工人数 | 従業員数 | 인원
parties.born | Date of birth | 出生日期 | 生年月日 | 생년월일
parties.nationality | Citizenship | 国籍 | 國籍 | 국적 | Гражданство
parties.accounts | Bank account | 银行账号 | 口座番号 | 계좌번호
parties.id | Vendor ID | 供应商编号 | 업체코드
parties.identifiers.uscc | Unified Social Credit Code | 统一社会信用代码
parties.identifiers.brn | Business Registration No. | 商业登记号 | 사업자등록번호
parties.identifiers.inn | INN | ИНН
parties.identifiers.passport | Passport No | 护照号 | 旅券番号 | 여권번호
contracts.from | Client | 甲方 | 発注者 | 발주처 | Заказчик
contracts.to | Contractor | 乙方 | 受注者 | 수주처 | Исполнитель
contracts.id | Contract No | 合同编号 | 契約番号 | 계약번호
contracts.date | Date signed | 签订日期 | 契約日 | 계약일
contracts.scope | Scope of work | 工作内容 | 작업내용
contracts.amount | Total amount | 金额 | 金額 | 금액 | Сумма
contracts.currency | Currency | 币种 | 通貨 | 통화 | Валюта
ownership.owner | Shareholder | 股东 | 株主 | 주주
ownership.percent | Stake | 持股比例 | 持株比率 | 지분율 | Доля
payments.payer | Remitter | 付款人 | 支払人 | 지급인
payments.payee | Beneficiary | 收款人 | 受取人 | 수취인
payments.date | Value date | 付款日期 | 支払日 | 지급일
payments.account | IBAN | 账号 | 口座 | 계좌
invoices.id | Invoice No | 发票号 | 송장번호
workers.name | Artist | 姓名 | 氏名 | 이름 | ФИО
workers.claimed_country | Country of residence | 国家 | 居住国 | 국가
logins.time | Timestamp | 时间 | 時刻 | 시간
logins.ip | Source IP
lots.cuts | Shot list | 镜头 | カット
reference.cut | Shot | 镜头 | カット | 컷
reference.episode | Episode no | 集 | 話数 | 화
deliveries.units | Quantity | 数量 | 수량
productions.title | Show | 项目名称 | 作品名 | 제목
quotes.price | Unit price | 单价 | 単価 | 단가
"""
"""A key, and words for it in English, Chinese, Japanese, Korean and Russian."""
CASES = [
    (key, word)
    for line in MEANT.strip().splitlines()
    for key, *words in [line.split(" | ")]
    for word in words
]


@pytest.mark.parametrize(("key", "word"), CASES)
def test_a_header_in_a_language_of_the_trade_is_understood(key: str, word: str) -> None:
    """'The usual synonyms such as "Vendor", "Company name" are forgiven'."""
    section, _, wanted = key.partition(".")
    found = match(section, word)
    assert wanted == (found[1] if found else None)


@pytest.mark.parametrize(
    "kind", ["uscc", "uen", "brn", "lei", "inn", "vat", "company_no", "passport"]
)
def test_every_identifier_of_the_contract_has_words(kind: str) -> None:
    """'identifiers {uscc, uen, brn, lei, inn, vat, company_no, passport, ...}'."""
    assert IDENTIFIERS[kind]


def test_no_word_stands_twice_for_one_key() -> None:
    assert [] == [key for key, words in WORDS.items() if len(set(words)) < len(words)]


def test_no_word_is_empty_or_has_outer_spaces() -> None:
    said = [word for words in WORDS.values() for word in words]
    assert [] == [word for word in said if not word or word != word.strip()]


def test_no_word_means_two_identifiers() -> None:
    said = [word for words in IDENTIFIERS.values() for word in words]
    assert len(set(said)) == len(said)
