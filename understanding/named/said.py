"""How one says one's own name in Korean, and how one speaks of somebody else: the endings and the words between."""

import re

from understanding.named.hangul import LONGEST

# Said of oneself: "…입니다", "…라고 합니다"; not "…라는", "…라고 부르는", which is said of others.
CALLED = re.compile(
    r" ?이?라(?:고|구) ?(?:합니다|해요|해여|해용|하는데요?|하구요?|하고요?|하며|함|한다고|하옵|하오|하는 ?(?:사람|주민|학생|애)[이예입])"
    r"| ?이?라고 (?:여기|이 ?동네|근처|옆|웨스턴)|이?라 합니다",
)
# Asked of the line: "…라고 불러 주세요"; not "…라고 불러요", which others do.
ASKED = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣]{2,5}?) ?(?:이?라고?|으?로) ?(?:만 )?"
    r"(?:(?:불러|적어|써|기억해|저장해|등록해|기록해|알아|남겨) ?(?:주(?!셔|신|시는|시던|니|고|더|어|었)|두(?!고)|줘(?!서)|둬|달)|(?:부르|적으|쓰)(?:세|시|십)|불러도 (?:돼|되)|아시면)(?!래|랬|라고|라는)",
)
# Told of oneself as of somebody else: "…가 씁니다".
WRITES = re.compile(
    r"(?:이가|이|가) ?(?:다시|또|오늘도|한 번 더)? ?(?:(?:문자|글|제보|신고|연락|소식|메시지)(?:를|을)? ?(?:보내|드리|드립|올리|올립|남기|남깁|합니다|해요)"
    r"|씁니다|보냅니다|적습니다|적어요|알립니다|신고합니다|제보합니다|올립니다|남깁니다|전합니다|인사드)",
)
SAID = re.compile(
    CALLED.pattern
    + r"| ?(?:입니다|임다|입니당|이에요|예요|에요|이예요|이여요|여요|올시다|이구요?|구요|이고요?|고요|이며|인데요?|"
    r"이요|이오|이라(?![는던고])|임(?![가-힣])|이라서|이야(?![가-힣])|이?올(?:습니다|시다)|이어요|예여|에여|이에여|이랍니다|랍니다|이외다|임니다|인뎁쇼|이란 사람[이입])",
)
_TITLE = (
    r" ?(?:선생님?|목사|권사|집사|장로|전도사|사모|할머니|할매|할아버지|할배|간호사|원장|약사|기사|수녀|신부"
)
_TITLE_SAID = r"(?:입니다|이에요|예요|에요|인데|이고|이구|이라|이요|요|라고|라|임)"
TITLED = re.compile(rf"{_TITLE}|엄마|아빠|맘|어머니|아버지|학생|아줌마|아저씨){_TITLE_SAID}")
PARENT = re.compile(r" ?(?:엄마|아빠|맘|어머니|아버지|할머니|할아버지)")
ELDER = re.compile(rf"(?:씨(?= |할|아)|(?!할)){_TITLE}){_TITLE_SAID}")
OPENED = re.compile(
    rf"[가-힣 ]{{1,{LONGEST + 1}}}?(?:{SAID.pattern}|{TITLED.pattern}|{WRITES.pattern}|{ELDER.pattern})",
)
"""What every name is followed by with which a sentence begins, seen at a glance."""
