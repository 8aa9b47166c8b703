"""Jobs in Russian: where they stand and why they came to nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from parta.jobs.enums import RefusalCode, State

STATES = {
    State.WAITING: "ждёт очереди",
    State.RUNNING: "идёт",
    State.DONE: "готово",
    State.STOPPED: "остановлено",
    State.FAILED: "не получилось",
}
JOBS: dict[str, Callable[[Mapping[str, Any]], tuple[str, str, str]]] = {
    RefusalCode.JOB_BROKEN: lambda params: (
        "Задание не выполнено и ничего не изменило",
        "в программе ошибка, она записана в журнал сервера",
        "Попробуйте ещё раз или сообщите администратору",
    ),
    RefusalCode.JOB_CRASHED: lambda params: (
        "Задание не выполнено и ничего не изменило",
        "его начинали три раза, и каждый раз сервер останавливался",
        "Разбейте его на части или сообщите администратору",
    ),
    RefusalCode.JOB_FORBIDDEN: lambda params: (
        "Задание не выполнено и ничего не изменило",
        "прав на это больше нет, или уже нет того, о чём оно",
        "Если права должны быть, обратитесь к администратору",
    ),
    RefusalCode.JOB_TOO_MANY: lambda params: (
        "Задание не поставлено в очередь",
        f"у вас уже {params['most']} незавершённых заданий",
        "Дождитесь их или остановите лишние",
    ),
}


def state_word(state: str) -> str:
    """Say where a job stands."""
    return STATES[State(state)]
