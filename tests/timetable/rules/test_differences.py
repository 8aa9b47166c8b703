"""Two weekly timetables of one person compared, and said."""

from parta.timetable.rules.differences import Stand, differences
from parta.wording.timetable_changes import difference_words


def at(weekday, number, course=1, *, title="алгебра", room="301", teacher="Ёлкина Н. С.", parity="any"):
    return Stand(course, title, weekday, number, parity, room, teacher)


def said(before, after):
    return [difference_words(one) for one in differences(before, after)]


def test_every_difference_is_said_once_in_the_fewest_moves():
    assert said([at(1, 1), at(2, 2)], [at(2, 2), at(3, 3, room="305")]) == ["Алгебра: ср, 3, каб. 305 вместо пн, 1"]
    assert said([at(1, 1)], [at(1, 1), at(4, 2)]) == ["Алгебра: прибавилось чт, 2, каб. 301"]
    assert said([at(1, 1), at(4, 2)], [at(1, 1)]) == ["Алгебра: больше нет чт, 2"]
    assert said([at(1, 1)], [at(1, 1, room="спортзал")]) == ["Алгебра, пн, 1: спортзал вместо 301"]
    assert said([at(1, 1)], [at(1, 1, room="")]) == ["Алгебра, пн, 1: без кабинета вместо 301"]
    assert said([at(1, 1)], [at(1, 1, teacher="Осипова Н. И.")]) == ["Алгебра, пн, 1: ведёт Осипова Н. И."]
    assert said([at(1, 1)], [at(1, 1, parity="odd")]) == ["Алгебра: пн, 1, числитель, каб. 301 вместо пн, 1"]
    assert said([at(1, 1)], [at(1, 1, 2, title="химия")]) == [
        "Алгебра: больше нет пн, 1",
        "Химия: прибавилось пн, 1, каб. 301",
    ]
    assert said([at(1, 1), at(2, 2)], [at(2, 2), at(1, 1)]) == []
