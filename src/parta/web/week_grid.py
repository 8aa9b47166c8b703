"""A grid of weekdays and lesson numbers as a form: at each place nothing, «never» or «rather not», by day at once."""

from django.http import HttpRequest

_NEVER, _CHOSEN = "never", ("never", "rather_not")


def wishes_in_post(request: HttpRequest, *, days: int, numbers: int) -> dict[tuple[int, int], bool]:
    """Read where «never» (true) or «rather not» was chosen; what is chosen for a day holds for the whole of it."""
    found = {}
    for day in range(1, days + 1):
        whole = request.POST.get(f"day-{day}", "")
        for number in range(1, numbers + 1):
            said = whole if whole in _CHOSEN else request.POST.get(f"at-{day}-{number}", "")
            if said in _CHOSEN and whole != "free":
                found[day, number] = said == _NEVER
    return found
