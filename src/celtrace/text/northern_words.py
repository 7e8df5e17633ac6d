"""Words that the two Korean norms spell apart, gathered by hand from both rule books.

Each row: northern form, southern counterpart, rule. Compounds count from their head, so a
form stands for all words that begin with it.
"""

from __future__ import annotations

_ROWS = """
loan: 콤퓨터 컴퓨터|프로그람 프로그램|텔레비죤 텔레비전|에네르기 에너지|뻐스 버스|그루빠 그룹
loan: 깜빠니야 캠페인|뜨락또르 트랙터|라지오 라디오|마라손 마라톤|센치메터 센티미터
loan: 키로메터 킬로미터|메터 미터|화일 파일|비루스 바이러스|카나다 캐나다|뽈스까 폴란드
loan: 윁남 베트남|마쟈르 헝가리|로씨야 러시아|도이췰란드 독일|에스빠냐 스페인|고뿌 컵
loan: 뎀뿌라 튀김|빵크 펑크|쎈터 센터|쩨마 테마|씨나리오 시나리오|필림 필름|콤파일 컴파일
loan: 쏘프트 소프트|데이타 데이터|씨스템 시스템|써버 서버|싸이트 사이트|쎄트 세트|샤타 셔터
loan: 뺀드 밴드|씬 신
word: 안해 아내|일군 일꾼|색갈 색깔|빛갈 빛깔|인츰 금방|담보하 보장하|닭알 달걀|눈섭 눈썹
word: 손벽 손뼉|원쑤 원수|페지 폐지|페쇄 폐쇄|페허 폐허|페기 폐기|페회 폐회|주격지 주걱
word: 웃사람 윗사람|웃부분 윗부분|웃쪽 위쪽|웃몸 윗몸|웃층 위층|아래부분 아랫부분
word: 뒤부분 뒷부분|뒤배경 뒷배경|뒤머리 뒷머리|뒤모습 뒷모습|뒤면 뒷면|뒤장 뒷장|해빛 햇빛
word: 바다가 바닷가|초불 촛불|기발 깃발|수자 숫자|회수 횟수|차수 찻수|이발 이빨|코등 콧등
word: 코날 콧날|코물 콧물|아래입술 아랫입술|웃입술 윗입술|나무잎 나뭇잎|나무가지 나뭇가지
word: 내물 냇물|시내물 시냇물|비물 빗물|바다물 바닷물|노래소리 노랫소리
word: 일찌기 일찍이|더우기 더욱이|어제밤 어젯밤|오래동안 오랫동안|가까와 가까워|고마와 고마워
word: 아름다와 아름다워|새로와 새로워|어려와 어려워|맞추어보 맞춰 보|띠여쓰기 띄어쓰기
word: 동화상 동영상|화면구도 화면 구도|만화영화 애니메이션|원도 원화|움직임그림 동화
word: 그림틀 프레임|장면번호 컷 번호|련필 연필|력사 역사|녀자 여자|록화 녹화|록음 녹음
word: 륜곽 윤곽|립체 입체|리용 이용|료금 요금|류출 유출
"""

WORDS: tuple[tuple[str, str, str], ...] = tuple(
    (form, south, "loan" if line.startswith("loan") else "word")
    for line in _ROWS.strip().splitlines()
    for form, south in (row.split(" ", 1) for row in line.partition(": ")[2].split("|"))
    if form != south
)
"""Northern form, southern counterpart, rule; `기발` and its like are told by their context."""
