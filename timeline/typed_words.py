"""The words of dates that a person types, in English, Russian and Chinese, and what each does in a date.

One list for three languages, because a word of one alphabet cannot be taken for a word of another, and people
mix: “ок. 1689”, “c. 1689年”. Each entry is a regular expression over small letters, what kind of word it is,
and its value. The first that fits wins, so longer ones stand before what they begin with: “до н. э.” before
“до”. Which kinds may stand where is the business of `typed_phrases`.
"""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "number", "ordinal", "roman", "dual", "decade", "month", "season", "part", "portion", "fraction",
    "circa", "c", "doubt", "some", "hemisphere", "bce", "ce", "julian", "gregorian",
    "century", "millennium", "decades", "year", "monthly", "daily", "в",
    "before", "until", "upto", "after", "since", "from", "notbefore", "earlier", "later",
    "to", "between", "within", "and", "or", "present", "unknown end", "unknown start",
    "dash", "slash", "comma", "open", "close", "weekday", "noise", "strange",
]  # fmt: skip
"""What a word, number or sign does."""

Entry = tuple[str, Kind, int]

ENGLISH: tuple[Entry, ...] = (
    *((f"{month}\\.?", "month", number) for number, month in enumerate(
        ("jan(?:uary)?", "feb(?:r(?:uary)?)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?",
         "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"), 1)),
    ("spring", "season", 21), ("summer", "season", 22), ("autumn|fall", "season", 23),
    ("winter", "season", 24),
    ("(?:the )?northern hemisphere", "hemisphere", 4), ("(?:the )?southern hemisphere", "hemisphere", 8),
    ("q[1-4]", "part", 32),
    ("half|halves", "fraction", 2), ("quarters?", "fraction", 4), ("thirds?", "fraction", 3),
    ("first", "ordinal", 1), ("second", "ordinal", 2), ("fourth", "ordinal", 4), ("last", "ordinal", -1),
    *((word, "ordinal", number) for number, word in enumerate(
        ("fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
         "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
         "twenty-first"), 5)),
    ("early|(?:the )?(?:beginning|start) of", "portion", 1),
    ("(?:the )?mid(?:dle)?(?: of|-| )?", "portion", 2),
    ("late|(?:the )?end of", "portion", 3),
    ("end unknown", "unknown end", 0), ("start unknown|beginning unknown", "unknown start", 0),
    ("(?:in|on|at) or (?:about|around)|or so|circa|ca\\.?|about|around|approx(?:imately|\\.)?|roughly",
     "circa", 0),
    ("perhaps|poss(?:ibly|\\.)|prob(?:ably|\\.)|maybe|presumably|uncertain", "doubt", 0),
    ("(?:some ?time|some (?:day|time)|an? (?:unknown|uncertain) day)", "some", 2),
    ("some month|an? (?:unknown|uncertain) month", "some", 1),
    ("(?:or|and) (?:earlier|before)", "earlier", 0), ("(?:or|and) (?:later|after)", "later", 0),
    ("not after|not? later than|by|terminus ante quem", "upto", 0),
    ("not before|not? earlier than|terminus post quem", "notbefore", 0),
    ("before|prior to", "before", 0), ("until|till|up to", "until", 0), ("after", "after", 0),
    ("since|(?:and )?onwards?|on(?= *$)|ff\\.?", "since", 0), ("from|starting", "from", 0),
    ("to|through|thru", "to", 0),
    ("between", "between", 0), ("and|&", "and", 0), ("or", "or", 0),
    ("(?:the )?present(?: day)?|today|now", "present", 0),
    ("(?:in the )?(?:old style|o\\. ?s\\.?|os|julian(?: calendar)?)", "julian", 0),
    ("(?:in the )?(?:new style|n\\. ?s\\.?|ns|gregorian(?: calendar)?)", "gregorian", 0),
    ("b\\. ?c\\. ?e\\.?|bce|b\\. ?c\\.?|bc", "bce", 0), ("a\\. ?d\\.?|ad|c\\. ?e\\.?|ce", "ce", 0),
    ("centur(?:y|ies)|cent\\.?", "century", 0), ("millenni(?:um|a)", "millennium", 0),
    ("decades?", "decades", 0),
    ("c\\.?", "c", 0),
    *((f"{name}(?:day)?\\.?", "weekday", number) for number, name in enumerate(
        ("mon", "tues?", "wed(?:nes)?", "thu(?:rs?)?", "fri", "sat(?:ur)?", "sun"), 1)),
    ("the|of|in|on|at|during|dated?|year|month|day|either", "noise", 0),
)  # fmt: skip

RUSSIAN: tuple[Entry, ...] = (
    *((month, "month", number) for number, month in enumerate(
        ("янв(?:ар[ьяею]м?|\\.)?", "фев(?:р(?:ал[ьяею]м?|\\.)?|\\.)?", "мар(?:т[ауе]?м?|\\.)?",
         "апр(?:ел[ьяею]м?|\\.)?", "ма(?:й|я|е|ю|ем)", "июн(?:[ьяею]м?|\\.)?", "июл(?:[ьяею]м?|\\.)?",
         "авг(?:уст(?:ом|[ауе])?|\\.)?", "сент?(?:ябр(?:ём|ем|[ьяею])|\\.)?",
         "окт(?:ябр(?:ём|ем|[ьяею])|\\.)?", "ноя(?:б(?:р(?:ём|ем|[ьяею])|\\.)?|\\.)?",
         "дек(?:абр(?:ём|ем|[ьяею])|\\.)?"), 1)),
    ("весн(?:а|ы|ой|у|е)", "season", 21), ("лет(?:о|а|ом)", "season", 22),
    ("осен(?:ь|и|ью)", "season", 23), ("зим(?:а|ы|ой|у|е)", "season", 24),
    ("южно(?:е|го) полушари[ея]", "hemisphere", 8), ("северно(?:е|го) полушари[ея]", "hemisphere", 4),
    ("половин(?:а|ы|е|у|ой)|пол\\.", "fraction", 2),
    ("квартал(?:а|е)?|кв\\.|четверт(?:ь|и)|четв\\.", "fraction", 4),
    ("треть|трети", "fraction", 3),
    ("перв(?:ая|ой|ый|ое|ом|ого|ую)", "ordinal", 1), ("втор(?:ая|ой|ый|ое|ом|ого|ую)", "ordinal", 2),
    ("трет(?:ий|ья|ьей|ьего|ью)", "ordinal", 3), ("четв[её]рт(?:ый|ая|ой|ого|ую)", "ordinal", 4),
    ("посл(?:едн(?:яя|ей|юю|ий)|\\.)", "ordinal", -1),
    ("конец неизвестен", "unknown end", 0), ("начало неизвестно", "unknown start", 0),
    ("начал(?:о|а|е|ом)|нач\\.", "portion", 1), ("середин(?:а|ы|е|у|ой)|сер\\.", "portion", 2),
    ("кон(?:ец|ца|це|цом)|кон\\.", "portion", 3),
    ("ок\\.?|около|приблизительно|примерно|прибл\\.", "circa", 0),
    ("возможно|вероятно|предположительно|может быть", "doubt", 0),
    ("(?:какой-то|неизвестный|некоторый) день|когда-то", "some", 2),
    ("(?:какой-то|неизвестный|некоторый) месяц", "some", 1),
    ("или (?:раньше|ранее)", "earlier", 0), ("или (?:позже|позднее)", "later", 0),
    ("не (?:позднее|позже)", "upto", 0), ("не (?:ранее|раньше)", "notbefore", 0),
    ("до (?:н\\. ?э\\.?|нэ|нашей эры|р\\. ?х\\.?|рождества христова)", "bce", 0),
    ("(?:от )?р\\. ?х\\.?|н\\. ?э\\.?|нашей эры", "ce", 0),
    ("до настоящего времени|по настоящее время|наст(?:оящее|\\.) вр(?:емя|\\.)", "present", 0),
    ("(?:по )?(?:ст\\. ?ст\\.?|стар(?:ому|ый|ого) стил(?:ю|ь|я)|юлианск(?:ому|ий|ого) календар[юья])",
     "julian", 0),
    ("(?:по )?(?:н(?:ов)?\\. ?ст\\.?|нов(?:ому|ый|ого) стил(?:ю|ь|я)|"
     "григорианск(?:ому|ий|ого) календар[юья])", "gregorian", 0),
    ("раньше|до", "before", 0), ("после", "after", 0), ("начиная с", "since", 0), ("с|со", "from", 0),
    ("по", "to", 0), ("между", "between", 0), ("и", "and", 0), ("или|либо", "or", 0),
    ("век(?:а|е|у|ом|ов)?|вв\\.?|столети(?:е|я|и|й)", "century", 0),
    ("тысячелети(?:е|я|и|й)|тыс\\.", "millennium", 0), ("десятилети(?:е|я|и)", "decades", 0),
    ("в\\.?", "в", 0),
    ("одного из|некоторого дня", "noise", 0),
    *((name, "weekday", number) for number, name in enumerate(
        ("понедельника?", "вторника?", "сред[ауы]", "четверга?", "пятниц[ауы]", "суббот[ауы]",
         "воскресень[ея]"), 1)),
    ("г(?:г?\\.|од(?:а|у|ы|ом|ов|ах)?)?", "noise", 0), ("во|о|год", "noise", 0),
)  # fmt: skip

CHINESE: tuple[Entry, ...] = (
    ("公元前|西元前|纪元前|紀元前|前(?=[0-9〇一二三四五六七八九十])", "bce", 0), ("公元|西元", "ce", 0),
    ("(?:中[华華])?民[国國]", "ce", 1911),
    ("大约|大約|约|約|左右|前后|前後", "circa", 0), ("可能|或许|或許|疑", "doubt", 0),
    ("某日", "some", 2), ("某月", "some", 1),
    ("儒略[历曆]|俄[历曆]", "julian", 0), ("公[历曆]|西[历曆]|格里[历曆]|格里高利[历曆]", "gregorian", 0),
    ("世[纪紀]", "century", 0), ("千年[纪紀]?|千[纪紀]", "millennium", 0), ("年代", "decades", 0),
    ("春[天季]?", "season", 21), ("夏[天季]?", "season", 22), ("秋[天季]?", "season", 23),
    ("冬[天季]?", "season", 24),
    ("南半球", "hemisphere", 8), ("北半球", "hemisphere", 4),
    ("头四个月|前四个月", "part", 37), ("中间四个月", "part", 38), ("[后最末]+四个月", "part", 39),
    ("结束时间不明", "unknown end", 0), ("开始时间不明|起始时间不明", "unknown start", 0),
    ("上半年", "part", 40), ("下半年", "part", 41), ("季度", "fraction", 4),
    ("上半[叶葉]|前半[叶葉期]?|上半", "portion", 4), ("下半[叶葉]|[后後]半[叶葉期]?|下半", "portion", 5),
    ("初[期年叶葉]?|[早前]期", "portion", 1), ("中[叶葉期]", "portion", 2),
    ("末[期年叶葉]?|底|[晚后後]期", "portion", 3),
    ("上旬", "portion", 6), ("中旬", "portion", 7), ("下旬", "portion", 8),
    ("或更早", "earlier", 0), ("或更晚", "later", 0),
    ("不早[于於]", "notbefore", 0), ("不晚[于於]|不[迟遲][于於]", "upto", 0),
    ("以前|之前", "before", 0), ("以[后後]|之[后後]", "after", 0), ("以来|以來|起", "since", 0),
    ("为止|為止|止", "until", 0), ("之间|之間|间|間", "within", 0), ("至今|到现在|到現在", "present", 0),
    ("至|到", "to", 0), ("从|從|自", "from", 0), ("或者|或", "or", 0),
    ("和|与|與|及", "and", 0),
    ("年", "year", 0), ("月", "monthly", 0), ("日|号|號", "daily", 0),
    *((f"(?:星期|礼拜|禮拜|[周週]){name}", "weekday", number) for number, name in enumerate(
        ("一", "二", "三", "四", "五", "六", "[日天]"), 1)),
    ("第|的|在|于|於|某年|某时|某時|个|個", "noise", 0),
)  # fmt: skip

SIGNS: tuple[Entry, ...] = (
    ("\\(\\?\\)|\\?", "doubt", 0), ("~|≈", "circa", 0), ("%", "doubt", 1),
    (r"--|-|–", "dash", 0), ("/", "slash", 0), (",|;|、", "comma", 0),
    (r"\(", "open", 0), (r"\)", "close", 0),
)  # fmt: skip
