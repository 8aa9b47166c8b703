"""Tables of the teaching process."""

from parta.curriculum.models.control import CourseControl
from parta.curriculum.models.courses import Course, StudyGroup, StudyGroupMember, TeachingLoad
from parta.curriculum.models.days import AssessmentDay, PeriodMarkOrder
from parta.curriculum.models.plans import CurriculumLine, LessonPlan, PlanCorrection, PlanLine, Practice
from parta.curriculum.models.subjects import Subject

__all__ = [
    "AssessmentDay",
    "Course",
    "CourseControl",
    "CurriculumLine",
    "LessonPlan",
    "PeriodMarkOrder",
    "PlanCorrection",
    "PlanLine",
    "Practice",
    "StudyGroup",
    "StudyGroupMember",
    "Subject",
    "TeachingLoad",
]
