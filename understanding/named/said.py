"""How one says one's own name in Korean, and how one speaks of somebody else: the endings and the words between."""

import re

from understanding.named.hangul import LONGEST

# Said of oneself: "…입니다", "…라고 합니다"; not "…라는", "…라고 부르는", which is said of others.
CALLED = re.compile(
    r" ?이?라(?:고|구) ?(?:합니다|해요|해여|해용|하는데요?|하구요?|하고요?|하며|함|한다고|하옵|하오|하는 ?(?:사람|주민|학생|애)[이예입]|들 ?(?:해요|합니다|하시|부))"
    r"| ?이?라는 ?(?:사람|주민|학생|애|이웃|노인|늙은이|아줌마|아저씨|할머니|할아버지|청년|엄마)(?:입니다|임다|이에요|이예요|예요|이올시다|이오)"
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
_TITLE_SAID = r"(?:입니다|임다|입니당|이에요|이예요|예요|에요|예여|에여|인데|이고|이구|이라|이요|이오|요|라고|라|임(?![가-힣])|올시다|이올시다|이외다|이며|입니더|구요|고요)"
_PARENT = r"엄마|아빠|맘|어머니|아버지|애미|애비|할미|할배|외할머니|외할아버지"
TITLED = re.compile(rf"{_TITLE}|{_PARENT}|학생|아줌마|아저씨|총각|처녀){_TITLE_SAID}")
PARENT = re.compile(rf" ?(?:{_PARENT}|할머니|할아버지)")
ELDER = re.compile(rf"(?:씨(?= |할|아)|(?!할)){_TITLE}){_TITLE_SAID}")
BOSS = re.compile(rf" ?(?:사장|회장|부장|반장|통장|과장|교수|감독|코치|관장|원장)님?{_TITLE_SAID}")
"""Offices of which one is told by others as well: only behind a word for oneself."""
# Said of oneself by others: "다들 저를 …라고 불러요", "교회에선 …라고 해요".
KNOWN = re.compile(
    r"(?:(?:저를|나를|절|날|저는|나는|난|전)(?: (?:다들|모두|다|사람들이|사람들은|친구들이|친구들은|애들이|동네에서|동네에선|교회에서|교회에선))?|"
    r"(?:^|[ .,!?])(?:교회|성당|카톡|직장|학교|집|회사|온라인|인스타|절|모임)에(?:선|서는?)(?: 다들| 다| 저를| 나를)?) (?P<name>[가-힣]{2,4}?) ?"
    r"(?:씨|집사|권사|장로|선생|쌤|목사)?이?라고(?:들)? ?(?:만 )?(?:불러|부르|부릅|해요|합니다|하지|하시|알)"
    r"|(?<![가-힣])(?P<after>[가-힣]{2,4}?)이?라고(?:들)? ?(?:불러|부르|부릅)[가-힣]{0,3} (?:저를|나를|절|날|저한테|나한테|제 별명|내 별명)"
)
ME = re.compile(r"이?야,? ?나(?![가-힣])")
"""``보라야 나``: so one tells a friend who one is."""
OPENED = re.compile(
    rf"[가-힣 ]{{1,{LONGEST + 1}}}?(?:{SAID.pattern}|{TITLED.pattern}|{WRITES.pattern}|{ELDER.pattern})",
)
"""What every name is followed by with which a sentence begins, seen at a glance."""
