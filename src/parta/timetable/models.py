"""Weekly timetable versions, dated lessons and substitutions."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from parta.curriculum.models import Course, Subject
from parta.kernel.database import choices, dates_overlap, same
from parta.people.models import Employee, Person
from parta.school.models import AcademicYear, Room
from parta.timetable.enums import FeedKind, LessonStatus, Parity, SubstitutionKind, WishState


class TimeRange(Func):
    """The half-open span between two moments."""

    function = "tstzrange"
    arity = 3


class TimetableVersion(models.Model):
    """A weekly timetable in force from a date; the next version ends it."""

    year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="timetables")
    title = models.CharField(max_length=200, blank=True, default="")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_timetable_at_a_time", expressions=[same("year_id"), dates_overlap()], index_type="GIST"
            )
        ]


class TimetableSlot(models.Model):
    """A cell of the weekly timetable: either a lesson number of the bells or times of its own."""

    timetable = models.ForeignKey(TimetableVersion, on_delete=models.CASCADE, related_name="slots", db_index=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="slots")
    weekday = models.PositiveSmallIntegerField(help_text="ISO: 1 Monday … 7 Sunday")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True, help_text="only when the bells do not give it")
    ends_at = models.TimeField(null=True, blank=True)
    parity = models.CharField(max_length=4, choices=choices(Parity), default=Parity.ANY)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, blank=True, related_name="slots")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, null=True, blank=True, related_name="slots")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["timetable", "course", "weekday", "number", "starts_at", "parity"],
                name="slot_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False) | Q(starts_at__isnull=False, ends_at__isnull=False),
                name="slot_has_time",
            ),
        ]


class Lesson(models.Model):
    """A dated row of a course: what the journal hangs on."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="lessons", db_index=False)
    slot = models.ForeignKey(TimetableSlot, on_delete=models.SET_NULL, null=True, blank=True, related_name="lessons")
    date = models.DateField()
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    hours = models.PositiveSmallIntegerField(default=1, db_default=1, help_text="academic hours: 2 for a pair")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, blank=True, related_name="lessons")
    employee = models.ForeignKey(
        Employee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lessons",
        help_text="by the timetable",
        db_index=False,
    )
    status = models.CharField(
        max_length=10, choices=choices(LessonStatus), default=LessonStatus.PLANNED, db_default=LessonStatus.PLANNED
    )
    origin_date = models.DateField(null=True, blank=True, help_text="where the timetable had it before it was moved")
    origin_number = models.PositiveSmallIntegerField(null=True, blank=True)
    single = models.BooleanField(
        default=False, db_default=False, help_text="put on its day by hand, beside the weekly timetable"
    )
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["course", "date"], name="lesson_course_date"),
            models.Index(fields=["date", "employee"], name="lesson_date_employee"),
            models.Index(fields=["employee", "date"], name="lesson_employee_date"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="lesson_ends_after_start"),
            ExclusionConstraint(
                name="course_has_one_lesson_at_a_time",
                expressions=[
                    same("course_id"),
                    (TimeRange(F("starts_at"), F("ends_at"), Value("[)")), RangeOperators.OVERLAPS),
                ],
                condition=~Q(status="cancelled"),
                index_type="GIST",
            ),
        ]


class TeacherAbsence(models.Model):
    """A teacher is away from one day to another, and why; whose lessons have to be given by others."""

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=200)
    ground = models.CharField(max_length=200, blank=True, default="", help_text="the order")
    after_lesson = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="the first day's lessons up to this one are given; empty: none of them"
    )
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_start"),
            ExclusionConstraint(
                name="teacher_absent_once", expressions=[same("employee_id"), dates_overlap()], index_type="GIST"
            ),
        ]


class Substitution(models.Model):
    """Who gave the lesson of an absent teacher, or that it was cancelled, and why.

    `given` is the lesson of another journal that takes this one's hour: then this one is cancelled. The times are the
    lesson's own: the database copies them, so that nobody substitutes in two places at once. A second trigger
    (`0003_substitutions`) refuses a substitute who has a lesson of the timetable then; joined groups are free of both.
    New bells put both off until all lessons stand at their new times.
    """

    lesson = models.OneToOneField(Lesson, on_delete=models.PROTECT, related_name="substitution")
    kind = models.CharField(max_length=14, choices=choices(SubstitutionKind))
    absent = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="absences_covered", null=True)
    substitute = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="substitutions", null=True)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given = models.OneToOneField(Lesson, on_delete=models.PROTECT, null=True, blank=True, related_name="stands_for")
    reason = models.CharField(max_length=300, blank=True, default="")
    starts_at = models.DateTimeField(null=True, editable=False)
    ends_at = models.DateTimeField(null=True, editable=False)
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="cancelled") | Q(kind="joined") | Q(substitute__isnull=False),
                name="substitution_has_substitute",
            ),
            models.CheckConstraint(
                condition=Q(given__isnull=True) | Q(kind="other_subject"), name="substitution_gives_other_subject"
            ),
            ExclusionConstraint(
                name="substitute_is_in_one_place",
                expressions=[
                    same("substitute_id"),
                    (TimeRange(F("starts_at"), F("ends_at"), Value("[)")), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind__in=["substitute", "other_subject"], starts_at__isnull=False),
                index_type="GIST",
                deferrable=models.Deferrable.IMMEDIATE,
            ),
        ]


class TeacherWish(models.Model):
    """A place of the week at which a teacher cannot give lessons, or would rather not."""

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="wishes", db_index=False)
    weekday = models.PositiveSmallIntegerField(help_text="ISO: 1 Monday … 7 Sunday")
    number = models.PositiveSmallIntegerField()
    never = models.BooleanField(help_text="false: would rather not")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employee", "weekday", "number"], name="wish_once")]


class WishWindow(models.Model):
    """Days on which teachers may ask for their wishes to the timetable."""

    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="wish_window_ends_after_start")
        ]


class WishRequest(models.Model):
    """Wishes that a teacher asks for, all of them at once: they are `TeacherWish` when somebody has accepted them."""

    employee = models.ForeignKey(Employee, on_delete=models.CASCADE, related_name="wish_requests")
    wishes = models.JSONField(help_text="[[weekday, number, never]]")
    words = models.CharField(max_length=300, blank=True, default="")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=choices(WishState), default=WishState.ASKED)
    answer = models.CharField(max_length=300, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employee"], condition=Q(state="asked"), name="wishes_asked_once"),
            models.CheckConstraint(
                condition=Q(state="asked", decided_at__isnull=True) | Q(decided_at__isnull=False) & ~Q(state="asked"),
                name="wishes_decided_have_moment",
            ),
        ]


class RoomHour(models.Model):
    """A place of the week at which a room takes no lessons, or had better take none."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="hours", db_index=False)
    weekday = models.PositiveSmallIntegerField(help_text="ISO: 1 Monday … 7 Sunday")
    number = models.PositiveSmallIntegerField()
    never = models.BooleanField(help_text="false: better not")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "weekday", "number"], name="room_hour_once")]


class SubjectRoom(models.Model):
    """A room for the lessons of a subject: only there, or better there than elsewhere."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+", db_index=False)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="subjects")
    only = models.BooleanField(help_text="false: better there; the same for all rooms of a subject")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "room"], name="subject_room_once")]


class TimetableDraft(models.Model):
    """A weekly timetable made by the machine or by hand: nothing follows it until it is put in force."""

    year = models.ForeignKey(AcademicYear, on_delete=models.CASCADE, related_name="timetable_drafts")
    title = models.CharField(max_length=100, blank=True, default="")
    starts_on = models.DateField(help_text="from when it was asked for")
    repaired = models.BooleanField(help_text="the standing one with the fewest lessons moved")
    stopped = models.BooleanField(help_text="somebody stopped the search: the best until then")
    seconds = models.PositiveIntegerField(null=True, help_text="how long the machine looked; none: begun by hand")
    cells = models.JSONField(help_text="[course, weekday, number, parity, room]")
    steps = models.JSONField(default=list, help_text="steps by hand, the last at the end: [[cell, cell as it became]]")
    made_at = models.DateTimeField()
    person_id = models.BigIntegerField()
    version = models.IntegerField(default=1, db_default=1)


class TimetablePublication(models.Model):
    """A draft put in force: what taking it back needs; once taken back, what was told to people and is no more."""

    year = models.ForeignKey(AcademicYear, on_delete=models.CASCADE, related_name="+")
    version = models.OneToOneField(
        TimetableVersion, on_delete=models.SET_NULL, null=True, related_name="publication", help_text="none: taken back"
    )
    starts_on = models.DateField()
    seq = models.BigIntegerField(help_text="the last event of the chain then: what changed since stands on it")
    draft = models.JSONField(help_text="the draft as it was")
    former = models.JSONField(
        null=True, help_text="cells that stood before, where the version began on that day already"
    )
    standing = models.JSONField(help_text="lessons held, cancelled, moved or substituted before")
    cancelled = models.JSONField(help_text="lessons that it left no place, though something is written in them")
    cells = models.JSONField(default=list, help_text="its cells, once taken back")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(version__isnull=True) | Q(withdrawn_at__isnull=True), name="publication_withdrawn_once"
            )
        ]


class LessonRevision(models.Model):
    """How often what a calendar shows of a lesson has changed, and when last.

    Written by triggers alone (`0008_calendar_feeds`), whoever writes the lesson or its substitution; gone with it.
    """

    lesson_id = models.BigIntegerField(primary_key=True)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()


class CalendarFeed(models.Model):
    """A secret address by which a person's phone follows a timetable; only the secret's hash is kept.

    `target_id` is the person, the pupil, the class or the room.
    """

    person_id = models.BigIntegerField(help_text="whom it was given to")
    kind = models.CharField(max_length=5, choices=choices(FeedKind))
    target_id = models.BigIntegerField()
    secret_hash = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "kind", "target_id"], condition=Q(ended_at__isnull=True), name="feed_one_open"
            )
        ]


class ChangeSeen(models.Model):
    """A person has seen what changed in a timetable; `stamp` names what was shown."""

    person_id = models.BigIntegerField()
    stamp = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id", "stamp"], name="change_seen_once")]


class NormVersion(models.Model):
    """The sanitary norms of a timetable from a day on, where the school has corrected what the program brings."""

    starts_on = models.DateField(unique=True)
    source = models.CharField(max_length=300)
    values = models.JSONField(help_text="as `rules.norms.values_of` gives them")
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField()
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        ordering = ["starts_on"]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="norm_version_has_source")]
