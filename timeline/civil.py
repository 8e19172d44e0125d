"""Which calendar was in civil use where and when: the day on which each country took the Gregorian one.

Why a table of one day a country: the last Julian day is the one before it, and the days between were never
counted there. Names stand in it as people write them in `place` and `parties`, in English, Russian and
Chinese, and are found as whole words only.

What is not in it: countries that came to the Gregorian calendar from one that nobody mistakes for it (China,
Japan, Korea, Siam, Egypt), the Republican calendar of France, and places whose change cannot be told from
their name or is told differently in different works (Alaska, the Baltic provinces, most of the Netherlands).
A name that is missing costs a warning, never a date.

The days are those of the usual tables, such as the Explanatory Supplement to the Astronomical Ephemeris
(London 1961), section 14, and Ginzel, Handbuch der mathematischen und technischen Chronologie, volume 3
(Leipzig 1914); the laws of the best known changes are named beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from timeline.calendars import day_to_julian, gregorian_to_day

Date = tuple[int, int, int]
"""Year, month and day as written, in the calendar that was meant, the year begun on 1 January."""

JULIAN_SINCE: Date = (-44, 1, 1)
"""The first day of the Julian calendar, 1 January 45 BCE; what is older is not asked after its calendar."""


@dataclass(frozen=True, slots=True)
class Change:
    """How a country went over from the Julian calendar to the Gregorian."""

    name: str
    """As it stands in a sentence: `Russia`."""
    first: Date
    """The first day of the Gregorian calendar: `(1918, 2, 14)`."""
    names: str
    """What it is called, its main cities too, separated by `;`; a word that ends in `*` has any ending."""
    at_once: bool = True
    """Whether all of it changed on that day; otherwise the last part did, and no day is known never to be."""
    since: Date = JULIAN_SINCE
    """From when it used the Julian calendar, a Julian date."""
    dropped: Date | None = None
    """One more Julian day that it left out."""

    @property
    def last_julian(self) -> Date:
        """The last day of the Julian calendar: `(1918, 1, 31)`."""
        return day_to_julian(gregorian_to_day(*self.first) - 1)

    def was_julian(self, date: Date) -> bool:
        """Whether a day so written may be one of the time in which it used the Julian calendar."""
        return self.since <= date <= self.last_julian

    def never_was(self, date: Date) -> bool:
        """Whether a day so written was left out there."""
        return self.at_once and (self.last_julian < date < self.first or date == self.dropped)


OWN_OF_SWEDEN: tuple[Date, Date] = ((1700, 3, 1), (1712, 2, 30))
"""First and last day of the calendar that Sweden had for itself, one day ahead of the Julian one.

It left out 29 February 1700, meaning to come over slowly, thought better of it, and went back to the Julian
calendar by a 30 February 1712, which was a real day: 29 February Old Style, 11 March New Style.
"""

CHANGES: tuple[Change, ...] = (
    # The bull Inter gravissimas of 24 February 1582.
    Change(
        "Italy",
        (1582, 10, 15),
        "Italy;Papal States;Holy See;Vatican;Rome;Venice;Florence;Milan;Naples;Genoa;Bologna;Sicily;"
        "итали*;ватикан*;рим;риме;венеци*;意大利;義大利;教廷;罗马;羅馬;威尼斯",
    ),
    Change("Spain", (1582, 10, 15), "Spain;Castile;Aragon;Madrid;Seville;Barcelona;испани*;мадрид*;西班牙"),
    Change("Portugal", (1582, 10, 15), "Portugal;Lisbon;португали*;лиссабон*;葡萄牙;里斯本"),
    Change(
        "Poland",
        (1582, 10, 15),
        "Poland;Polish-Lithuanian Commonwealth;Polish–Lithuanian Commonwealth;Warsaw;Kraków;Krakow;Cracow;"
        "польш*;речь посполит*;речи посполит*;варшав*;波兰;波蘭;华沙;華沙",
    ),
    Change(
        "France",
        (1582, 12, 20),
        "France;Paris;Versailles;Lyon;Marseille;Bordeaux;франци*;париж*;法国;法國;巴黎;凡尔赛;凡爾賽",
    ),
    Change("Brabant", (1582, 12, 25), "Brabant;Antwerp;Brussels;брюссел*;布鲁塞尔;布魯塞爾"),
    Change(
        "Holland",
        (1583, 1, 12),
        "Holland;Amsterdam;The Hague;Rotterdam;Leiden;амстердам*;阿姆斯特丹;海牙",
        at_once=False,
    ),
    Change("Bavaria", (1583, 10, 16), "Bavaria;Munich;бавари*;мюнхен*;巴伐利亚;巴伐利亞;慕尼黑"),
    Change("Bohemia", (1584, 1, 17), "Bohemia;Moravia;Prague;богеми*;праг*;波希米亚;布拉格"),
    Change(
        "Austria",
        (1584, 1, 17),
        "Austria;Habsburg Monarchy;Habsburg Empire;Vienna;Salzburg;Tyrol;Styria;австри*;奥地利;奧地利;奥匈;"
        "奧匈;维也纳;維也納",
        at_once=False,
    ),
    Change("Hungary", (1587, 11, 1), "Hungary;Budapest;Pressburg;венгри*;будапешт*;匈牙利;布达佩斯"),
    Change("Transylvania", (1590, 12, 25), "Transylvania;трансильвани*"),
    Change(
        "Denmark and Norway",
        (1700, 3, 1),
        "Denmark;Norway;Copenhagen;Christiania;Oslo;дания;дании;данию;норвеги*;копенгаген*;丹麦;丹麥;挪威;哥本哈根",
    ),
    Change(
        "the Protestant part of Germany",
        (1700, 3, 1),
        "Brandenburg;Saxony;Württemberg;Hesse-Kassel;Berlin;Dresden;Leipzig;Hanover;Hamburg;Lübeck;Bremen;"
        "бранденбург*;саксони*;берлин*;柏林;萨克森;薩克森;汉堡;漢堡",
    ),
    Change(
        "Germany",
        (1700, 3, 1),
        "Germany;Holy Roman Empire;Prussia;германи*;прусси*;德国;德國;德意志;普鲁士;普魯士;神圣罗马帝国;"
        "神聖羅馬帝國",
        at_once=False,
    ),
    Change("Iceland", (1700, 11, 28), "Iceland;Reykjavík;Reykjavik;исланди*;冰岛;冰島"),
    Change("Protestant Switzerland", (1701, 1, 12), "Zurich;Zürich;Bern;Basel;Geneva;женев*;цюрих*;日内瓦"),
    Change("Switzerland", (1701, 1, 12), "Switzerland;Swiss Confederacy;швейцари*;瑞士", at_once=False),
    # The Calendar (New Style) Act 1750, 24 George II c. 23; it held for Ireland and the colonies too.
    Change(
        "Britain and its colonies",
        (1752, 9, 14),
        "Britain;United Kingdom;UK;British Empire;British America;British East India Company;"
        "English East India Company;England;Scotland;Wales;Ireland;London;Edinburgh;Dublin;Oxford;"
        "American colonies;Thirteen Colonies;Massachusetts;Virginia;Maryland;Pennsylvania;Connecticut;"
        "Rhode Island;Boston;Philadelphia;Jamestown;Jamaica;Barbados;Bermuda;"
        "британи*;великобритани*;англия;англии;англию;англией;шотланди*;ирланди*;лондон*;"
        "英国;英國;英格兰;英格蘭;苏格兰;蘇格蘭;爱尔兰;愛爾蘭;大不列颠;大不列顛;大英帝国;大英帝國;伦敦;倫敦",
    ),
    Change(
        "Sweden and Finland",
        (1753, 3, 1),
        "Sweden;Swedish Empire;Stockholm;Uppsala;Gothenburg;Finland;Turku;Åbo;Helsinki;"
        "швеци*;стокгольм*;финлянди*;瑞典;芬兰;芬蘭;斯德哥尔摩;斯德哥爾摩",
        dropped=(1700, 2, 29),
    ),
    Change("Bulgaria", (1916, 4, 14), "Bulgaria;Sofia;болгари*;софия;софии;保加利亚;保加利亞;索非亚;索菲亞"),
    # Its months were Julian from the financial reform of 1840 to the law of February 1917.
    Change(
        "the official calendar of the Ottoman Empire",
        (1917, 3, 1),
        "Ottoman Empire;Sublime Porte;Turkey;Istanbul;Constantinople;османск* импери*;турци*;стамбул*;"
        "константинопол*;奥斯曼;奧斯曼;鄂图曼;鄂圖曼;土耳其;伊斯坦布尔;伊斯坦堡;君士坦丁堡",
        since=(1840, 3, 1),
    ),
    # The decree of the Council of People's Commissars of 24 January 1918, Old Style.
    Change(
        "Russia",
        (1918, 2, 14),
        "Russia;Russian Empire;Russian Republic;Russian SFSR;RSFSR;Muscovy;Rus;Siberia;Moscow;"
        "Saint Petersburg;St Petersburg;St. Petersburg;Petersburg;Petrograd;Kronstadt;Tsarskoye Selo;Kazan;"
        "Novgorod;Arkhangelsk;Tobolsk;Irkutsk;Nerchinsk;Kyakhta;Khabarovsk;Vladivostok;Sevastopol;"
        "росси*;российск*;русь;руси;русское царство;русского царства;русское государство;московия;московск*;"
        "рсфср;сибир*;москв*;петербург*;санкт-петербург*;петроград*;нерчинск*;кяхт*;иркутск*;владивосток*;"
        "俄国;俄國;俄罗斯;俄羅斯;沙俄;帝俄;俄帝;苏俄;蘇俄;罗刹;羅剎;莫斯科;彼得堡;彼得格勒;西伯利亚;西伯利亞;"
        "尼布楚;恰克图;恰克圖;海参崴;海參崴",
    ),
    Change(
        "Ukraine",
        (1918, 3, 1),
        "Ukraine;Kiev;Kyiv;Kharkov;Kharkiv;Odessa;Odesa;Poltava;украин*;киев*;харьков*;одесс*;полтав*;"
        "乌克兰;烏克蘭;基辅;基輔",
        at_once=False,
    ),
    Change(
        "Transcaucasia",
        (1918, 5, 1),
        "Transcaucasia;Tbilisi;Tiflis;Yerevan;Erivan;Armenia;закавказь*;тбилиси;тифлис*;ереван*;армени*;"
        "第比利斯;亚美尼亚;亞美尼亞",
        since=(1801, 1, 1),
    ),
    Change(
        "Serbia and Montenegro",
        (1919, 1, 28),
        "Serbia;Belgrade;Montenegro;Cetinje;серби*;белград*;черногори*;塞尔维亚;塞爾維亞;贝尔格莱德;黑山;蒙特內哥羅",
    ),
    Change(
        "Romania",
        (1919, 4, 14),
        "Romania;Rumania;Wallachia;Moldavia;Bucharest;Iași;Iasi;Jassy;румыни*;валахи*;молдави*;бухарест*;"
        "罗马尼亚;羅馬尼亞;布加勒斯特",
    ),
    Change("Greece", (1923, 3, 1), "Greece;Athens;греци*;афины;афинах;希腊;希臘;雅典"),
)
"""The changes in the order of their days."""

LAST = max(gregorian_to_day(*change.first) for change in CHANGES)
"""The day number of the last change: from here on nobody asks."""

_OTHERS = "New Spain;白俄罗斯;白俄羅斯;南斯拉夫"
"""Names with the name of a country in them, of which this table knows nothing."""


def _form(name: str) -> str:
    """The regular expression of a name: whole words, except in Chinese, which has no blanks."""
    words = r"\s+".join(
        re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in name.split()
    )
    return words if name[0] >= "\u2e80" else rf"(?<!\w){words}(?!\w)"


_NAMED: list[tuple[str, Change | None]] = sorted(
    [(name, change) for change in CHANGES for name in change.names.split(";")]
    + [(name, None) for name in _OTHERS.split(";")],
    # The longest first, or Romania would be Rome in Chinese.
    key=lambda named: -len(named[0]),
)
_PATTERN = re.compile("|".join(f"({_form(name)})" for name, _ in _NAMED), re.IGNORECASE)


@lru_cache(maxsize=4096)
def named(text: str) -> tuple[Change, ...]:
    """The changes of all countries that a text names, in the order of the text."""
    found = (_NAMED[(match.lastindex or 1) - 1][1] for match in _PATTERN.finditer(text))
    return tuple(dict.fromkeys(change for change in found if change is not None))


def concerned(place: str, parties: Iterable[str], date: Date) -> tuple[Change, ...]:
    """The changes that matter for a day so written: of its place, or, where that tells none, of its parties.

    The place comes first, since a day was first written as people counted there: a conference in London in
    1840 has New Style days, even with Russia at the table.
    """
    here = tuple(change for change in named(place) if change.since <= date)
    return here or tuple(
        dict.fromkeys(change for party in parties for change in named(party) if change.since <= date)
    )
