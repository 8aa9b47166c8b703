"""Tables of the teaching process."""

from parta.curriculum.models.approvals import ContractRate, YearApproval
from parta.curriculum.models.control import CourseControl
from parta.curriculum.models.courses import Course, StudyGroup, StudyGroupMember, TeachingLoad
from parta.curriculum.models.days import AssessmentDay, PeriodMarkOrder
from parta.curriculum.models.individual import IndividualLine, IndividualPlan
from parta.curriculum.models.materials import MaterialFile, PlanMaterial
from parta.curriculum.models.norms import LoadNorm
from parta.curriculum.models.plans import CurriculumLine, LessonPlan, PlanCorrection, PlanLine, Practice
from parta.curriculum.models.proposals import GroupAgreement, GroupProposal
from parta.curriculum.models.subjects import Subject

__all__ = [
    "AssessmentDay",
    "ContractRate",
    "Course",
    "CourseControl",
    "CurriculumLine",
    "GroupAgreement",
    "GroupProposal",
    "IndividualLine",
    "IndividualPlan",
    "LessonPlan",
    "LoadNorm",
    "MaterialFile",
    "PeriodMarkOrder",
    "PlanCorrection",
    "PlanLine",
    "PlanMaterial",
    "Practice",
    "StudyGroup",
    "StudyGroupMember",
    "Subject",
    "TeachingLoad",
    "YearApproval",
]
