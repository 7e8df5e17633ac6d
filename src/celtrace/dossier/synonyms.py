"""Words that people put above columns, by the key they mean.

Met in vendor sheets, bid sheets, payment runs and staff lists; English first, then Chinese,
Japanese, Korean and Russian. Case, spaces and punctuation do not count. A line is
`section.key: words`, where `*` stands for every section that has the key.
"""

from __future__ import annotations

from types import MappingProxyType

_WORDS = """
*.id: reference, ref, ref no, record id, 编号, 番号, 번호, ид
*.country: country or region, country/region, country of incorporation, country of registration, registered country, jurisdiction, nation, 国家, 國家, 国, 국가, страна
*.city: town, location, 城市, 都市, 市, 도시, город
*.address: registered address, office address, street address, street, addr, 地址, 住所, 주소, адрес
*.emails: email, e-mail, mail, email address, e-mail address, contact email, 邮箱, 电子邮件, メール, 이메일, почта
*.phones: phone, telephone, tel, mobile, phone number, contact number, phone no, 电话, 電話, 手机, 電話番号, 전화, 전화번호, телефон
*.domains: domain, email domain, web domain
*.urls: url, website, web site, web, homepage, link, 网站, ホームページ, 홈페이지, сайт
*.date: day, 日期, 日付, 날짜, дата
*.since: from, start, valid from, start date, 开始日期, 开始, 시작일
*.until: to, end, end date, valid to, valid until, expiry, 结束日期, 종료일
*.from: start, start date, begin, begins, from date, period from
*.amount: total, sum, value, total amount, net amount, gross amount, 金额, 金額, 금액, сумма
*.currency: ccy, cur, currency code, 币种, 幣別, 通貨, 통화, валюта
*.contract: contract id, contract no, contract number, agreement, po, po number, purchase order, sow, 合同, 合同编号, 契約, 契約番号, 계약, 계약번호, договор
*.production: show, project, title, series, production id, 项目, 作品, 프로젝트, 작품
*.role: position, function, job title, job, task, 职位, 役職, 직책, роль, должность
*.party: vendor, vendor id, supplier, studio, company, party id, contractor, partner, company name, vendor name, 公司, 供应商, 会社, 회사, 업체, компания
*.source: evidence, reference
*.unit: units, unit of work, per, 单位, 単位, 단위
*.note: notes, remark, remarks, comment, comments
parties.id: vendor id, vendor no, vendor number, vendor code, supplier id, supplier code, party id, company id, partner id, studio id, 供应商编号, 업체코드
parties.name: vendor, vendor name, company, company name, studio, studio name, supplier, supplier name, legal name, registered name, entity, entity name, party, partner, contractor, subcontractor, sub-contractor, organisation, organization, business name, full name, 公司名称, 公司名稱, 公司, 企业名称, 供应商, 供应商名称, 名称, 会社名, 会社, 企業名, 스튜디오, 회사명, 회사, 업체명, 업체, 상호, 이름, 성명, название, наименование, компания, организация
parties.aliases: alias, aka, a.k.a., other names, other name, also known as, trading name, trade name, dba, former name, former names, native name, local name, english name, chinese name, japanese name, korean name, name in chinese, name in english, short name, 英文名称, 中文名称, 别名, 英語名, 영문명, 영문 회사명
parties.kind: type, party type, entity type, 类型, 유형
parties.heads: headcount, head count, staff, employees, number of employees, team size, no of staff, 人数, 员工人数, 従業員数, 직원수, 인원
parties.born: date of birth, dob, birth date, birthday, year of birth, 出生日期, 生年月日, 생년월일
parties.nationality: citizenship, 国籍, 國籍, 국적, гражданство
parties.declared: declaration, self-description, statement, description
parties.accounts: bank account, bank account no, account, account no, account number, iban, wallet, wallet address, 银行账号, 账号, 口座番号, 계좌, 계좌번호
parties.role: service, services, category, trade
contracts.id: contract id, contract no, contract number, contract, agreement no, agreement, po number, sow, 合同编号, 合同号, 契約番号, 계약번호
contracts.from: client, customer, buyer, principal, commissioned by, hiring party, 甲方, 委托方, 発注者, 발주처, 갑, заказчик
contracts.to: contractor, vendor, supplier, studio, subcontractor, sub-contractor, contracted party, 乙方, 受托方, 受注者, 수주처, 을, подрядчик, исполнитель
contracts.parent: parent contract, main contract, head contract, above
contracts.date: contract date, signed, signature date, date signed, effective date, signing date, 签订日期, 契約日, 계약일
contracts.scope: work, description, scope of work, services, deliverables, 范围, 工作内容, 内容, 작업내용
contracts.may_subcontract: subcontracting allowed, subcontracting, may sub-contract
contracts.disclosed: disclosed on, date disclosed
contracts.payee: beneficiary, pay to, paid to
contracts.vpn_allowed: vpn
ownership.owner: shareholder, parent, owner id, owner name, holder, 股东, 株主, 주주, участник
ownership.asset: company, subsidiary, owned, entity, asset id, target, 公司, 자회사
ownership.percent: share, shares, stake, percentage, ownership, holding, %, 持股比例, 比例, 持株比率, 지분율, доля
ownership.kind: interest type, type
roles.person: name, person id, director, officer, individual, 姓名, 氏名, 이름
invoices.id: invoice, invoice id, invoice no, invoice number, bill no, 发票号, 请求书番号, 송장번호
invoices.issuer: vendor, supplier, issued by, from, biller
invoices.from_name: name on invoice, issuer name, printed name, invoice from
invoices.payer: bill to, billed to, client, customer
invoices.payee: beneficiary, pay to, account holder, remit to
invoices.date: invoice date, issued, date issued, bill date
payments.id: payment id, payment no, transaction id, transaction, transfer id, transfer no
payments.payer: paid by, sender, debtor, originator, remitter, ordering party, from, 付款人, 付款方, 支払人, 지급인
payments.payee: paid to, beneficiary, beneficiary name, recipient, creditor, receiver, vendor, supplier, to, 收款人, 收款方, 受取人, 수취인, 받는분
payments.date: payment date, paid on, value date, date paid, transfer date, booking date, 付款日期, 支払日, 지급일
payments.invoice: invoice id, invoice no, invoice number, 发票
payments.account: iban, bank account, account no, account number, beneficiary account, wallet, 账号, 口座, 계좌
payments.bank_country: country of bank, beneficiary bank country
payments.correspondent_country: correspondent bank country, intermediary bank country
prices.low: min, minimum, from, lowest
prices.high: max, maximum, to, highest
prices.region: country, area
quotes.price: rate, quote, bid, unit price, 单价, 単価, 단가
quotes.region: country, area
norms.per_head_per_day: per day, daily output, per person per day
staff_lists.status: state, result
staff_lists.people: headcount, persons, number of people, staff
staff_lists.asked: requested, asked on, date requested
staff_lists.received: received on, date received
workers.id: worker id, employee id, artist id, user id, staff id, person id
workers.name: full name, artist, artist name, employee, employee name, worker, person, freelancer, staff name, 姓名, 氏名, 名前, 이름, 성명, имя, фио
workers.claimed_country: country, country of residence, based in, location, 国家, 居住国, 국가
workers.claimed_timezone: timezone, time zone, tz
workers.accounts: account, login, user name, username, user
workers.portfolio: portfolio folder, reel
workers.profiles: profile, linkedin, github, artstation, profile url
checks.when: date, checked on, day
checks.by: checked by, person, reviewer, who
checks.result: outcome, status
checks.subject: party, worker, about, whom
travel_notices.place: destination, location, where
accounts.id: account, account id, login, login name, user, username, user name, user id, 账户, 계정
accounts.system: application, app, service
accounts.worker: person, employee, owner, worker id
devices.id: device, device id, asset tag, asset no, hostname, host name, machine
devices.issued_to: user, assigned to, owner, worker
devices.shipped_to: ship to, shipping country, delivered to
devices.serial: serial no, serial number, s/n
logs.path: file, log, log file
logins.account: user, username, user name, login, login name, actor, user id, email, e-mail
logins.time: timestamp, date, datetime, date time, time (utc), login time, sign-in time, event time, at, when, 时间, 時刻, 시간
logins.ip: ip address, source ip, client ip, remote address, remote ip, src ip, ipaddress
logins.device: device id, host, hostname
logins.result: status, outcome, success
logins.user_agent: useragent, agent, browser, ua
logins.session: session id
logins.mfa: mfa method, factor
networks.cidr: network, range, ip range, prefix, subnet, block, ip, ip address
networks.kind: type, category
networks.operator: isp, organisation, organization, org, provider
networks.asn: as, as number
productions.id: production id, show id, project id
productions.title: show, name, project, series, production, 作品名, 项目名称, 제목
productions.released: release date, premiere, air date
lots.id: lot, lot id, batch, package
lots.cuts: cut list, shots, shot list, range, カット, 镜头
lots.assigned_to: vendor, studio, assignee, contractor, supplier
lots.disclosed_subs: subcontractors, sub-contractors, disclosed subcontractors
reference.path: file, folder
reference.cut: shot, scene, カット, 镜头, 컷
reference.episode: ep, episode no, 話数, 集, 화
credits.name: credited name, credit, credited as
deliveries.path: file, folder
deliveries.units: quantity, qty, count, number, pieces, 数量, 수량
deliveries.from: delivered, delivery date, date
deliveries.working_days: days, workdays
matches.file: path, file name, filename
matches.cut: shot
matches.reviewer: status, review
texts.of: file, document
texts.text: passage, content
texts.language: lang
calendar.worked: working, work
claims.about: subject, party
claims.statement: claim, text
claims.by: publisher, author, said by
claims.url: link, source
links.a: party a, first
links.b: party b, second
links.by: kind, type, shared
links.count: times, number
"""

_IDENTIFIERS = """
uscc: uscc, unified social credit code, social credit code, credit code, 统一社会信用代码, 社会信用代码
uen: uen, unique entity number
brn: brn, br no, business registration, business registration no, business registration number, business reg no, cr no, 商业登记号, 사업자등록번호, 사업자번호
lei: lei, lei code, legal entity identifier
inn: inn, инн
ogrn: ogrn, огрн
vat: vat, vat id, vat no, vat number, vat reg no, ust-id
tax_id: tax id, tax no, tax number, tin, ein, taxpayer id, 税号, 纳税人识别号, 납세번호
company_no: company no, company number, company reg no, registration no, registration number, reg no, company registration number, register no, 注册号, 法人番号, 등록번호, 법인등록번호
passport: passport, passport no, passport number, 护照, 护照号, 旅券番号, 여권번호
national_id: national id, id card, id card no, identity card, 身份证, 身份证号
duns: duns, duns number, d-u-n-s
swift: swift, bic, swift code
"""


def _table(text: str) -> MappingProxyType[str, tuple[str, ...]]:
    lines = (line.partition(": ") for line in text.strip().splitlines())
    return MappingProxyType({key: tuple(words.split(", ")) for key, _, words in lines})


WORDS = _table(_WORDS)
"""`section.key` or `*.key` to header words."""
IDENTIFIERS = _table(_IDENTIFIERS)
"""Type of identifier to header words."""
