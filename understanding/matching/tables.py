"""The tables that a words file may have, and the groups in each."""

PHRASES = {
    "answers": "yes no saw me someone now past mine theirs send fix erase what when where safe talk health legal study"
    " unsure other nudge unsend look code quiet agree decline keep",
    "questions": "who runs wrong anonymous pictures delete signal bot police call next safe shelter cost language",
    "topics": "runs anonymous pictures delete signal bot police call next safe shelter cost language",
    "inquiries": "runs wrong who anonymous pictures delete signal bot police call next safe shelter cost language",
    "subjects": "runs anonymous pictures delete signal bot police call next safe shelter cost language",
    "asking": "form line quoted opening ours",
    "cues": "nothing danger now past habit crisis help plight me near helping witness report seen trade doing people"
    " offender vehicle weapon nuisance control child minor not_minor bare emergency call_words"
    " not_out",
    "abuse": "insult curse threat spam offer bot away later third rude menace advert machine label",
    "naming": "name i_am this_is thanks is_me here not_mine mine theirs home at by_home own_car other_car id birth not_born"
    " immigration family employer own_employer employer_of works job gig own_place family_of",
    "times": "yesterday before_yesterday before_last_night three_days_ago today tonight tomorrow after_tomorrow last_night this_morning"
    " this_afternoon now right_now dawn morning noon afternoon evening night midnight of_dawn of_morning of_afternoon"
    " of_evening of_night an few couple minute hour day week month ago ago_before been this_week last_week this_month"
    " last_month last_weekend last next vague nothing rather every always daily nightly often mondays tuesdays"
    " wednesdays thursdays fridays saturdays sundays weekends weekdays weekend weekday weeknights nights clock strike spoken about"
    " until before_hour after_clock monday tuesday wednesday thursday friday saturday sunday january february march"
    " april may june july august september october november december halloween christmas_eve christmas new_years_eve"
    " new_years_day valentines independence all_souls",
    "facts": "idle own undriven child weapon control threat nuisance motel car house massage street school business people"
    " uncounted plate trim looks guise present",
    "counts": "1 2 3 4 5 6 7 8 9 10 11 12 13 15 20",
    "colors": "black white gray silver red maroon blue green yellow orange brown gold beige tan purple pink",
    "makes": "acura audi bmw buick cadillac chevrolet chrysler dodge ford genesis gmc honda hyundai infiniti jaguar jeep"
    " kia land_rover lexus lincoln maserati mazda mercedes mini mitsubishi nissan pontiac porsche ram scion subaru tesla"
    " toyota volkswagen volvo",
    "bodies": "car sedan suv van truck taxi motorcycle rv bus",
    "opt_out": "phrases",
    "fillers": "phrases",
    "greetings": "phrases",
}
"""The tables of phrases that a words file may have, and the groups in each; anything else is a slip of the pen."""

LISTS = {
    "commands": "stop start help exit back skip more menu erase fix en es ko",
    "telling": "on the of and or so to past for half quarter minus am pm ish hrs oclock th this name on_sat on_sun was"
    " formerly first march may minute hour day",
    "streets": "joins crosses before upon inside article of dates after kinds kinds_first north south east west"
    " block not_number school not_street counted not_named denied",
    "given_names": "names everyday surnames first_syllables last_syllables",
    "naming_words": "titles articles calls businesses brands no_employers nicknames links",
    "no_names": "words",
    "words": "words",
}
"""The tables of plain words, and the groups in each."""

NAMING = ("given_names", "naming_words")
"""Those of which names are made."""

OTHERS = {"language", "spaced", "phone_regions", "lists", "spelling", "numbers", "ordinals", "digits"}
"""What else a words file says."""
