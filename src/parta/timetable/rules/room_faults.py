"""What is wrong with the room of a lesson of the week: out of use, shut then, not for the subject, too small."""

from collections.abc import Iterable, Iterator

from parta.timetable.enums import Fault
from parta.timetable.rules.week import Cell, Warned, Week


def room_faults(week: Week, cell: Cell) -> tuple[Fault, ...]:
    """Give what is wrong with the room of a cell; lessons with times of their own are at no number of the bells."""
    room = week.rooms.get(cell.room) if cell.room is not None else None
    if room is None:
        return ()
    course = week.courses[cell.course]
    found = []
    if room.out:
        found.append(Fault.ROOM_OUT)
    elif cell.span is None and cell.place in room.shut:
        found.append(Fault.ROOM_SHUT)
    elif cell.span is None and cell.place in room.unwanted:
        found.append(Fault.ROOM_UNWANTED)
    if course.fixed or cell.span is not None:
        return tuple(found)
    unfit = (bool(course.rooms) and room.id not in course.rooms) or (bool(course.liked) and room.id not in course.liked)
    if unfit and not room.out:
        found.append(Fault.ROOM_UNFIT)
    if room.capacity and week.seats_for(course) > room.capacity:
        found.append(Fault.ROOM_SMALL)
    return tuple(found)


def of_rooms(week: Week, cells: Iterable[Cell]) -> Iterator[Warned]:
    """Warn of the rooms of all cells: what is of a place by weekday, what is of a course once for each room."""
    seen = set()
    for cell in cells:
        classes = week.courses[cell.course].classes
        for fault in room_faults(week, cell):
            placed = fault in (Fault.ROOM_OUT, Fault.ROOM_SHUT, Fault.ROOM_UNWANTED)
            day = cell.weekday if placed else None
            warned = Warned(fault, classes[0] if classes else None, weekday=day, course=cell.course, number=cell.room)
            if warned not in seen:
                seen.add(warned)
                yield warned
