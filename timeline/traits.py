"""What can be seen of a written date at a glance, before it is put into words.

Apart from `labels`, which says what is to be said: whether dates may share their year, and how a part of a
year is called, hangs on these few questions, and each can be asked of a date alone.
"""

from __future__ import annotations

from timeline.grammar import Doubtful
from timeline.moments import Moment
from timeline.pieces import Part

_OVER_NEW_YEAR = ("24", "28", "30")
"""A winter, and in the south a summer: they begin in the one year and end in the next."""
_WRITTEN_DOUBLE = range(100, 9999)
"""Years of which a winter is written with both: 44/45 would be taken for something else."""
_THIRDS = ("37", "38", "39")


def is_plain(moment: Moment) -> bool:
    """Whether nothing but whole numbers is written."""
    odd = moment.unspecified or moment.is_season or moment.significant or moment.exponent
    return not (odd or any(moment.qualifiers))


def is_decade(moment: Moment) -> bool:
    """Whether it is a decade CE such as `198X`, without doubts."""
    years = moment.last_year - moment.first_year
    return (
        not (moment.month or any(moment.qualifiers))
        and moment.unspecified
        and years == 9
        and moment.first_year > 0
    )


def is_season(moment: Moment) -> bool:
    """Whether it is a part of one year, without doubts and without a hemisphere to be named with it."""
    whole = moment.is_season and moment.year is not None and not any(moment.qualifiers)
    return whole and not 25 <= int(moment.month) <= 32


def doubtful(part: Part, moment: Moment) -> Doubtful:
    """What a part is called when it is in doubt: in place of a month there may stand a season."""
    if part == "month" and moment.is_season:
        return "season" if int(moment.month) <= 32 else "portion"
    return part


def runs_over(moment: Moment) -> bool:
    """Whether it is a season that lies in two years and is written with both: winter 2001/02."""
    return moment.year in _WRITTEN_DOUBLE and moment.month in _OVER_NEW_YEAR


def third_of_year(moment: Moment) -> int:
    """Which third of a year it is, from 1, if it is one of a year that is known; else 0."""
    return _THIRDS.index(moment.month) + 1 if moment.month in _THIRDS and moment.year is not None else 0
