"""What any flow may say: the line's own words, and answers to what people ask most."""

from flows.grammar import lines

common = lines(
    "common",
    exit="OK.",
    stopped="You will get no more texts from us. START brings us back. 24 h line: {hotline_voice}. Emergency: {emergency}.",
    erased="This chat is forgotten here. To erase a sent report, text its code, then ERASE. Your phone and its company keep their own copy.",
    no_code="That code opens nothing here. Please check each letter and digit. X clears this chat. Emergency: {emergency}.",
    withdrawn="Taken back. X clears this chat. Emergency: {emergency}.",
    held="It will not go out by itself any more.",
    written="The readers will get that. X clears this chat.",
    unwritten="The readers cannot take more words here. X clears this chat.",
    letter="Readers: {letter}",
    news_waiting="Not read yet.",
    news_read="Read.",
    news_passed="Passed on.",
    news_closed="Closed.",
    nudge="{line}: there is a message for you. Text us when it suits you.",
    again="Please reply with a number.\n{options}",
    again_out="Please reply with a number.\n{options}\nAny time: {hotline_voice}. Danger: {emergency}. X clears.",
    again_words="Sorry, that did not reach us in words.",
    example="Just the digit, nothing else.\n{options}",
    stuck="No problem. SKIP passes over it, MENU starts again, X clears this chat. Any time: {hotline}. Emergency: {emergency}.",
    still="{options}",
    still_out="{options}\nAny time: {hotline_voice}. Danger: {emergency}. X clears.",
    slow="That is a lot at once. Please wait a few minutes. Emergency: {emergency}.",
    here="We are here if you want to tell us something. X clears this chat.",
    busy="We are very busy and may not answer now. Please text again later. Any time: {hotline_voice}. Emergency: {emergency}.",
    added="Added.",
    more="MORE for more.",
    full="That is all one report can hold. ERASE starts a new one.",
    pictures="We take only words; nobody sees pictures or hears voice notes. Please write.",
    danger="Call {emergency} now. If you cannot talk, text {emergency}: where, and what help. We cannot call for you.",
    crisis="A person answers at {crisis}, call or text, day and night. Overdose: {emergency}.",
    closed="This line is closed for now. Any time: {hotline_voice}. Emergency: {emergency}.",
    group="We take nothing from group chats. Please write to us alone. Emergency: {emergency}.",
    unsaved="Emergency: {emergency}. That did not reach us. Please send it again in a few minutes. Any time: {hotline_voice}.",
    other_language="Emergency: {emergency}. Any language, by phone: {hotline_voice}.\nEN English\nES Español\nKO 한국어",
    service="{name}: {reach}",
    reach_both="{phone}, text {number}",
    reach_word="{phone}, text {word} to {number}",
    text_only="text {number}",
    text_word="text {word} to {number}",
    summary_place="Where: {place}",
    summary_outside="Where: outside our area",
    summary_when="When: {when}",
    summary_now="When: now",
    moment="{month}/{day} {clock}",
    moment_part="{month}/{day}, {part}",
    moment_day="{month}/{day}",
    part_morning="morning",
    part_afternoon="afternoon",
    part_evening="evening",
    part_night="night",
    part_dawn="small hours",
    habit_daily="every day",
    habit_weekdays="weekdays",
    habit_weekends="weekends",
    habit_often="often",
    habit_mon="Mondays",
    habit_tue="Tuesdays",
    habit_wed="Wednesdays",
    habit_thu="Thursdays",
    habit_fri="Fridays",
    habit_sat="Saturdays",
    habit_sun="Sundays",
    summary_removed="We took out: {removed}",
    summary_nothing="Only what you wrote.",
    removed_phone="a phone number",
    removed_email="an e-mail",
    removed_name="a name",
    removed_address="an address",
    removed_other="what names you",
)
"""Sentences of the line itself; a refusal, a summary's parts, a service's line."""

questions = lines(
    "questions",
    runs="A program answers. People read reports {staffed}. Who runs this line: {contact}.",
    anonymous="Readers never see your number. Leave out your name. Your phone company can still see that you wrote here. "
    "What we keep: {privacy}",
    pictures="We cannot take pictures; nobody sees them. Please use words.",
    delete="X clears this chat here. On your phone, delete it yourself. If the phone is watched, that does not help; an "
    "empty phone can look odd. Another phone is safer.",
    signal="Texts do not disappear by themselves. On Signal they can, and your phone company does not see whom you write "
    "to. Whether we are there: {contact}. Plain texts work, too.",
    bot="A program answers. People read reports {staffed}. Nobody is watching right now. Emergency: {emergency}. "
    "What we keep: {privacy}",
    police="We call nobody for you. The people who read reports decide who sees them. Emergency: call {emergency} yourself.",
    call="We cannot call you. A person answers any time at {hotline}. Emergency: {emergency}.",
    next="People read reports {staffed}. They decide what follows; we cannot say how soon. If you have a code, text it "
    "for news. Emergency: {emergency}.",
    safe="No text is fully safe. Whoever has this phone can read it, and the bill may show this number. X clears this "
    "chat here only. Another phone is safer.",
    cost="We charge nothing. Your phone plan may charge for texts, as always.",
    language="We write English, Spanish and Korean: text EN, ES or KO. Any language, by phone: {hotline_voice}. "
    "Emergency: {emergency}.",
)
"""One text each; what was going on goes on after it."""

COPY = "Your phone keeps its own copy."
unseen = lines(
    "unseen",
    **{
        "questions.anonymous": "Readers never see your number or Signal name. Leave out your name. Your phone company does "
        "not see whom you write to. Whoever has this phone does. What we keep: {privacy}",
        "questions.signal": "Signal can let this chat's messages disappear, and hide what a notice shows. That is your choice.",
        "questions.safe": "No chat is fully safe. Whoever has this phone can read it. X clears it here, and calls back what "
        "we said in the last half hour. Another phone is safer.",
        "questions.cost": "We charge nothing. Signal uses your data or Wi-Fi.",
        "common.erased": f"This chat is forgotten here. To erase a sent report, text its code, then ERASE. {COPY}",
        "thread.nudge": "We keep your Signal address, sealed, until that text or 14 days. One text, by day: there is a message "
        "for you. Whoever sees this phone sees it.\n{options}",
        "thread.erased": f"Erased here, with its messages. {COPY}",
        "thread.withdrawn": "Taken back. It goes to nobody else and is deleted within 3 days. Who has read it has read it. "
        f"{COPY}",
    },
)
"""What is said in place of a line, by its key, where no phone company sees who is written to: on Signal."""
