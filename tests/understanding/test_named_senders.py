"""Who the sender is goes, in every way of saying it; the same words about somebody else stay."""

from collections.abc import Callable

import pytest

from understanding import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "name", "kept"),
    [
        ("hi, olga here. same white van", "olga", "same white van"),
        ("yo its tyrell, girls by the bank", "tyrell", "girls by the bank"),
        ("hey this is nahida from apt 3, they are back", "nahida", "they are back"),
        ("This is Mrs. Cho. A man waits by the school", "Mrs. Cho", "by the school"),
        ("girls crying im rosa btw", "rosa", "girls crying"),
        ("he hit her. Thanks, Kimberlee Nash", "Kimberlee Nash", "he hit her"),
        ("johns on the steps again -DeShawn", "DeShawn", "johns on the steps again"),
        ("Fatima is my name, a man brings girls", "Fatima", "a man brings girls"),
        ("Walter Oyama, 145 N St Andrews Pl. I counted three girls", "Walter Oyama", "three girls"),
        ("Armen 747 555 0139 my number", "Armen", "my number"),
        ("call me 213 555 0142 Rosalind", "Rosalind", "call me"),
        ("le habla doña Meche, otra vez los carros", "doña Meche", "otra vez los carros"),
        ("Nelson otra vez. el Hyundai anda dando vueltas", "Nelson", "el Hyundai"),
        ("hay muchachas llorando, soy carmen la vecina", "carmen", "la vecina"),
        ("tiran condones. Atte: Rigoberto", "Rigoberto", "tiran condones"),
        ("저는 오영숙이라고 합니다 차가 서 있어요", "오영숙", "차가 서 있어요"),
        ("제 이름은 산드라예요 도와주세요", "산드라", "도와주세요"),
        ("은지예요 남자가 때려요", "은지", "남자가 때려요"),
        ("저는 제임스 김입니다 모텔 앞이에요", "제임스 김", "모텔 앞이에요"),
        ("박 집사입니다 교회 앞에 차가 있어요", "박", "집사입니다"),
        ("밤마다 시끄러워요. 김철수 올림", "김철수", "밤마다 시끄러워요"),
        ("the kids know me as coach Darnell. a van waits", "coach Darnell", "a van waits"),
        ("yo kz here, she is crying by the gate", "kz", "by the gate"),
        ("Old widow Jean Tolliver here, girls on the steps", "Jean Tolliver", "girls on the steps"),
        ("two men pulled a girl into the garage by her arm. Wes", "Wes", "into the garage"),
        ("me dicen la Güera y trabajo para el Moreno", "Güera", "el Moreno"),
        ("la hermana Ruth Noemi les saluda, lloran arriba", "Ruth Noemi", "lloran arriba"),
        ("아까 전화드렸던 정미란이 다시 문자 보내요 차가 왔어요", "정미란", "차가 왔어요"),
        ("그냥 송하루라고 적어주세요 여자가 울어요", "송하루", "여자가 울어요"),
        ("Everybody calls me Coach Lonnie. a van waits", "Coach Lonnie", "a van waits"),
        ("I'm the landlord, Peter Novak. they fight", "Peter Novak", "they fight"),
        ("two girls cried all night. - R.T.", "R.T.", "two girls cried"),
        ("from: Linda Cho. girls on the steps", "Linda Cho", "girls on the steps"),
        ("Rose here again, same van", "Rose", "same van"),
        ("its Rosa from Kim's Market. a van", "Kim's", "a van"),
        ("its Jay in apt 4. a van", "apt 4", "a van"),
        ("me dicen la flaca, vendo en la esquina", "la flaca", "vendo en la esquina"),
        ("lloran arriba. Ana Ayala viuda de Ruiz", "viuda de Ruiz", "lloran arriba"),
        ("201호 박정수입니다 여자가 울어요", "박정수", "여자가 울어요"),
        ("여자를 태워 갔어요 김영희", "김영희", "태워 갔어요"),
        ("영어이름은 케빈이고요 차가 와요", "케빈", "차가 와요"),
        ("교회에선 다들 수잔이라고 해요 차가 와요", "수잔", "차가 와요"),
    ],
)
def test_a_sender_who_says_who_she_is_stays_unnamed(text: str, name: str, kept: str, read: Read) -> None:
    reading = read(text)

    assert name not in reading.text
    assert "name" in reading.removed
    assert kept in reading.text


@pytest.mark.parametrize(
    ("text", "kind", "gone", "kept"),
    [
        ("my daughter Emily walks past them", "family", "Emily", "my daughter [family] walks past them"),
        ("my kids Ana and Leo saw it", "family", "Leo", "my kids [family] and [family] saw it"),
        ("soy la mamá de Alondra, la siguen", "family", "Alondra", "soy la mamá de [family], la siguen"),
        ("우리 딸 민서가 봤어요", "family", "민서", "우리 딸 [family]가 봤어요"),
        ("I work at Kim's Market on 5th", "employer", "Kim's", "I work at [employer] on 5th"),
        ("trabajo en la panadería Lupita", "employer", "Lupita", "trabajo en la panadería [employer]"),
        ("저는 한남체인에서 일해요", "employer", "한남", "저는 [employer]에서 일해요"),
        ("저 코스트코에서 일해요", "employer", "코스트코", "저 [employer]에서 일해요"),
        ("driver for Metro, a woman cries", "employer", "Metro", "driver for [employer], a woman cries"),
        ("our shop, Pinky Nails, is next door", "employer", "Pinky", "our shop, [employer], is next door"),
        (
            "soy guardia de la joyería de los Karimi",
            "employer",
            "Karimi",
            "soy guardia de la joyería [employer]",
        ),
        ("한빛치과 데스크 보는데요", "employer", "한빛", "[employer] 데스크 보는데요"),
        ("제가 나성미용실을 하는데요", "employer", "나성", "제가 [employer]을 하는데요"),
        ("my boy is nine, we call him Theo", "family", "Theo", "my boy is nine, we call him [family]"),
        ("Danny is my son and he saw it", "family", "Danny", "[family] is my son and he saw it"),
        ("동생 혜원이가 없어졌어요", "family", "혜원", "동생 [family]이가 없어졌어요"),
        ("my plate says GRANNY2", "plate", "GRANNY2", "my plate says [plate]"),
        ("준서 엄마예요", "family", "준서", "[family] 엄마예요"),
        ("my number is two one three triple five oh one 42", "phone", "triple", "my number is [phone]"),
        ("my own car is 7XTR415 not that one", "plate", "7XTR415", "my own car is [plate] not that one"),
        ("9ABX100 thats my van", "plate", "9ABX100", "[plate] thats my van"),
        ("내 차는 7ABX310이에요", "plate", "7ABX310", "내 차는 [plate]이에요"),
        ("born 3/4/1989 and i want out", "birth", "1989", "born [birth] and i want out"),
        ("nací el 3 de abril de 1989", "birth", "abril", "nací el [birth]"),
        ("85년생 여자입니다", "birth", "85년생", "[birth] 여자입니다"),
        ("my passport no. is E12345678", "id", "E12345678", "my passport no. is [id]"),
        ("외국인등록번호 900101-5678901", "id", "5678901", "외국인등록번호 [id]"),
        ("im undocumented, he hit her", "immigration", "undocumented", "im [immigration], he hit her"),
        ("비자가 끝났어요", "immigration", "비자", "[immigration]났어요"),
        ("im @benny_b on ig", "handle", "@benny", "im [handle] on ig"),
        ("카톡은 mina2002 로 주세요", "handle", "mina2002", "카톡은 [handle] 로 주세요"),
        ("my email is rosa dot g at gmail dot com", "email", "gmail", "my email is [email]"),
        ("mi casa es Serrano 345 depto 12", "address", "345", "mi casa es [address]"),
        ("my unit is 204, help", "address", "204", "my unit is [address], help"),
    ],
)
def test_the_rest_of_the_sentence_can_still_be_read(
    text: str, kind: str, gone: str, kept: str, read: Read
) -> None:
    reading = read(text)

    assert gone not in reading.text
    assert reading.removed == (kind,)
    assert reading.text == kept


@pytest.mark.parametrize(
    "text",
    [
        "its Tony he is hitting her again",
        "this is Carlos the pimp, he drives 7ABC123",
        'he told her "im Jake from Vegas"',
        "Tony here again with two girls",
        "my pimp is called Rico",
        "my boyfriend Tyrone makes me do it",
        "the girl works at Jade Spa",
        "I work at a motel on Western",
        "i work at western and 3rd",
        "im at Sunset Budget Inn room 31",
        "the house across from my apartment at 318 S Oxford",
        "black honda 7MMM333 followed my daughter",
        "he hit my car his plate is 7QQQ777",
        "she was born 3/4/2009",
        "this is illegal right",
        "email in the ad is sweet@example.com",
        "she owes $200 since 3am, room 302",
        "su nombre es Kevin y vive en 318 Oxford",
        "aqui Western y la tercera",
        "yo no quiero dar mi nombre, es obligatorio?",
        "me llamo la atencion q ya no hay patrullas",
        "es ilegal lo que hacen",
        "저는 학생입니다",
        "제 이름은 말 못해요",
        "카일이라는 애가 때렸어요",
        "모텔 이름은 로얄이에요",
        "그 여자는 아리랑식당에서 일해요",
        "식당에서 일해요 월급을 안줘요",
        "제가 이상한 차를 봤어요",
        "그놈이 드림스파 사장이에요",
        "저는 매일 강제로 일해요",
        "i live across from 318 S Oxford and see them",
        "black van by the 7 eleven at 10 30",
        "me dice Kevin que no salga",
        "girl told me my name is Destiny and he took her phone",
        "ad on the pole: I'm Lexi, new in town",
        "it's Trey and his cousin who watch the block",
        "dancer here. they fine us",
        "그 여자를 마마라고 불러요",
        "우리 딸 학원 앞에 남자가 있어요",
        "새벽부터 밤까지 식당에서 일해요",
        "night manager at the Fairview takes 20 bucks a girl",
        "Angela from 376 S Norton is running girls",
        "my sister met a guy named Prince",
        "the cashier at the Palm Inn hits her",
        "하나네일에서 일하는 여자가 울어요",
        "그 남자가 박정수입니다",
        "the girl with him said call her Rose",
    ],
)
def test_what_is_said_of_others_or_of_nobody_is_kept_word_for_word(text: str, read: Read) -> None:
    assert read(text).text == text
