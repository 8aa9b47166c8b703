"""Tables of people."""

from parta.people.models.compromises import Compromise
from parta.people.models.corrections import Correction
from parta.people.models.families import Consent, Guardianship
from parta.people.models.persons import FormerName, Person, Pupil
from parta.people.models.places import Enrolment, Movement
from parta.people.models.staff import Appointment, Employee, HomeroomTeacher

__all__ = [
    "Appointment",
    "Compromise",
    "Consent",
    "Correction",
    "Employee",
    "Enrolment",
    "FormerName",
    "Guardianship",
    "HomeroomTeacher",
    "Movement",
    "Person",
    "Pupil",
]
