"""What each relation means for each resource."""

from types import MappingProxyType

from parta.people.rules.permissions.duties import Relation, Resource

_SCHOOL_WIDE = "the one of this school"
MEANINGS: MappingProxyType[Resource, MappingProxyType[Relation, str]] = MappingProxyType(
    {
        resource: MappingProxyType(
            {
                Relation.OWN: own,
                Relation.SAME_CLASS: same_class,
                Relation.SAME_SCHOOL: same_school,
                Relation.OTHER_SCHOOL: "anything of a school where the person acts with no membership",
            }
        )
        for resource, own, same_class, same_school in (
            (
                Resource.JOURNAL,
                "a course that the person teaches on the date, or a lesson of it that he or she substitutes",
                "a course with pupils of the class that the person leads",
                "any course of the school",
            ),
            (
                Resource.EDIT_REQUEST,
                "a request to write late that the person made",
                "a request about a course with pupils of the class that the person leads",
                "any request to write late",
            ),
            (
                Resource.LESSON,
                "a dated lesson that the person gives, as its teacher or substitute",
                "a lesson of the class that the person leads",
                "any dated lesson of the school",
            ),
            (
                Resource.LESSON_PLAN,
                "a lesson plan that the person wrote, or that a course of the person follows",
                "never",
                "any lesson plan of the school's library",
            ),
            (
                Resource.TIMETABLE,
                "the lessons that the person gives",
                "the lessons of the class that the person leads",
                "the timetable of any class, teacher and room",
            ),
            (
                Resource.DAY_PAGE,
                "the person's own day",
                "the day of a teacher of the class that the person leads",
                "the day of any employee",
            ),
            (
                Resource.DIARY,
                "the pupil's own diary; of a child whose guardian, or trusted person by a paper, one is today",
                "the diary of a pupil of the class that the person leads",
                "the diary of any pupil of the school",
            ),
            (
                Resource.CLASS_PAGE,
                "the class that the person leads",
                "a class where the person teaches a course",
                "any class of the school",
            ),
            (
                Resource.CLASS_LIFE,
                "the day and the marks of the class that the person leads",
                "the day and the marks of a class where the person teaches a course",
                "the day and the marks of any class",
            ),
            (
                Resource.COMMITTEE,
                "figures of the class in whose committee the person is; places in that of the class led",
                "never",
                "places in the committee of any class",
            ),
            (
                Resource.PEOPLE_LIST,
                "the person alone",
                "pupils of the class that the person leads, and their parents",
                "everybody of the school",
            ),
            (
                Resource.PERSON_CARD,
                "the person's own card; for a parent, also the child's",
                "a pupil of the class that the person leads, or a parent of such a pupil",
                "anybody of the school",
            ),
            (
                Resource.HEALTH,
                "the closed section of the own card; for a parent, of the child's",
                "never",
                "the closed section of any pupil's card",
            ),
            *(
                (
                    section,
                    "the closed section of a pupil assigned to the person today, and notes that he or she wrote",
                    "never",
                    "the closed section of any pupil's card",
                )
                for section in (Resource.PSYCHOLOGY, Resource.SOCIAL)
            ),
            (
                Resource.MOVEMENT,
                "never",
                "orders about pupils of the class that the person leads",
                "orders about any pupil, the alphabet book, figures without names",
            ),
            (Resource.APPOINTMENT, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (
                Resource.INVITATION_CODE,
                "a code for oneself: nobody issues it",
                "a code for a pupil of the class that the person leads, or for a parent of such a pupil",
                "a code for anybody of the school",
            ),
            (
                Resource.FAMILY_ACCESS,
                "never",
                "the way in of a pupil of the class that the person leads, or of a parent of such a pupil",
                "the way in of any family",
            ),
            (
                Resource.PUBLIC_SERVICE,
                "never",
                "a granted request of a family of the class that the person leads",
                "any request, letter and appeal of the school",
            ),
            (Resource.REGULATION, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (Resource.RIGHTS, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (Resource.STAFF_ORDER, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (Resource.TERM, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (
                Resource.ATTESTATION,
                "a course that the person teaches",
                "a course of the group that the person leads",
                "any course of the college",
            ),
            (
                Resource.DEBT,
                "a debt in a course that the person teaches",
                "a debt in a course of the group that the person leads",
                "any academic debt of the college",
            ),
            (
                Resource.AUDIT,
                "events of a course that the person teaches",
                "events of a course with pupils of the class that the person leads",
                "all events of the school",
            ),
            (Resource.LOOK, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (Resource.DESTRUCTION, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (Resource.IMPORT, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (
                Resource.JOB,
                "long work that the person asked for",
                "never",
                "long work that anybody of the school asked for; what it made stays with who asked",
            ),
            (Resource.SCHOOL_SETTINGS, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (Resource.SIGN_IN, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
            (Resource.OWN_ACCOUNT, "the person's own account", "never", "never"),
            (
                Resource.COMPROMISE,
                "that somebody else used the person's own account",
                "that somebody else used the account of one of the class that the person leads",
                "that somebody else used an account of the school",
            ),
            (
                Resource.HELP,
                "a question that the person asked",
                "a question of a family of the class that the person leads, where the act sends it there first",
                "a question that anybody of the school asked",
            ),
            (Resource.SUPPORT, _SCHOOL_WIDE, _SCHOOL_WIDE, _SCHOOL_WIDE),
        )
    }
)
"""What each relation means for each resource."""
