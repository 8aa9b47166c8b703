"""Tables of people."""

from parta.people.models.call_notes import CallNote
from parta.people.models.care import CareNote, CareWard
from parta.people.models.checks import DataCheck
from parta.people.models.class_cards import ClassCard, ClassMember
from parta.people.models.committees import CommitteePlace
from parta.people.models.compromises import Compromise
from parta.people.models.corrections import Correction
from parta.people.models.families import Consent, Guardianship, PastConsent, TrustedPerson
from parta.people.models.looks import CardLook
from parta.people.models.narrowings import Narrowing
from parta.people.models.papers import Attestation, PaperChoice, PupilCheck
from parta.people.models.persons import FormerName, Person, Pupil
from parta.people.models.places import Enrolment, Movement
from parta.people.models.scans import Scan
from parta.people.models.staff import Appointment, Employee, HomeroomTeacher, StaffOrder
from parta.people.models.suspensions import Suspension
from parta.people.models.told import Achievement, Training

__all__ = [
    "Achievement",
    "Appointment",
    "Attestation",
    "CallNote",
    "CardLook",
    "CareNote",
    "CareWard",
    "ClassCard",
    "ClassMember",
    "CommitteePlace",
    "Compromise",
    "Consent",
    "Correction",
    "DataCheck",
    "Employee",
    "Enrolment",
    "FormerName",
    "Guardianship",
    "HomeroomTeacher",
    "Movement",
    "Narrowing",
    "PaperChoice",
    "PastConsent",
    "Person",
    "Pupil",
    "PupilCheck",
    "Scan",
    "StaffOrder",
    "Suspension",
    "Training",
    "TrustedPerson",
]
