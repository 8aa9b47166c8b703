"""Closed lists of the timetable."""

from enum import StrEnum


class Parity(StrEnum):
    """Which weeks a slot holds in; odd is числитель."""

    ANY = "any"
    ODD = "odd"
    EVEN = "even"


class LessonStatus(StrEnum):
    """A planned lesson becomes held with the first record of the journal; a cancelled one keeps its reason."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class SubstitutionKind(StrEnum):
    """How an absent teacher's lesson was given."""

    SUBSTITUTE = "substitute"
    OTHER_SUBJECT = "other_subject"
    JOINED = "joined"
    CANCELLED = "cancelled"


class ArrangingRefusal(StrEnum):
    """Why a teacher's absence, or who gives the lessons of it, cannot be written down."""

    ABSENCE_BACKWARDS = "absence_backwards"
    ABSENCE_TOO_LONG = "absence_too_long"
    ABSENCE_WITHOUT_REASON = "absence_without_reason"
    ABSENCE_OVERLAPS = "absence_overlaps"
    ABSENCE_IS_COVERED = "absence_is_covered"
    ABSENCE_STALE = "absence_stale"
    LESSON_STALE = "arranging_lesson_stale"
    LESSON_AWAY = "arranging_lesson_away"
    LESSON_HAS_RECORDS = "arranging_lesson_has_records"
    WITHOUT_REASON = "arranging_without_reason"
    SUBSTITUTE_BUSY = "substitute_busy"
    SUBSTITUTE_ABSENT = "substitute_absent"
    PARTNER_AWAY = "substitution_partner_away"
    COURSE_AWAY = "substitution_course_away"
    HOUR_IS_GIVEN = "substitution_hour_is_given"
    GIVEN_IS_ARRANGED = "substitution_given_is_arranged"


class DifferenceKind(StrEnum):
    """How a lesson of the week differs from that of another timetable."""

    MOVED = "moved"
    ADDED = "added"
    GONE = "gone"
    ROOM = "room"
    TEACHER = "teacher"


class Fate(StrEnum):
    """What becomes of a dated lesson when the calendar or the bells change."""

    CREATED = "created"
    MOVED = "moved"
    RETIMED = "retimed"
    RESTORED = "restored"
    CANCELLED = "cancelled"
    REMOVED = "removed"
    STAYS = "stays"


class MoveRefusal(StrEnum):
    """Why a lesson cannot be moved so."""

    PERIOD_CLOSED = "move_period_closed"
    LESSON_CANCELLED = "move_lesson_cancelled"
    LESSON_GIVEN = "move_lesson_given"
    SUBSTITUTED = "move_substituted"
    SAME_PLACE = "move_same_place"
    NO_LESSONS_THEN = "move_no_lessons_then"
    NO_BELL = "move_no_bell"
    TIME_PAST = "move_time_past"
    CLASH = "move_clash"
    TEACHER_AWAY = "move_teacher_away"
    ROOM_OUT = "move_room_out"
    NEEDS_GROUND = "move_needs_ground"


class SingleRefusal(StrEnum):
    """Why a lesson cannot be put on a day of its own, or taken out."""

    OUTSIDE = "single_outside"
    PAST = "single_past"
    PERIOD_CLOSED = "single_period_closed"
    NO_LESSONS_THEN = "single_no_lessons_then"
    NO_BELL = "single_no_bell"
    TIMES_WRONG = "single_times_wrong"
    NOT_A_TEACHER = "single_not_a_teacher"
    TEACHER_AWAY = "single_teacher_away"
    CLASH = "single_clash"
    HAS_RECORDS = "single_has_records"


class ClashKind(StrEnum):
    """Who or what is in two places at once."""

    TEACHER = "teacher"
    ROOM = "room"
    PUPILS = "pupils"


class Fault(StrEnum):
    """What a weekly timetable is warned of."""

    OVERLAP = "overlap"
    CLASS_WINDOW = "class_window"
    TEACHER_WINDOW = "teacher_window"
    LESSONS_A_DAY = "lessons_a_day"
    LOAD_A_WEEK = "load_a_week"
    PEAK = "peak"
    NO_LIGHT_DAY = "no_light_day"
    HARD_AT_EDGE = "hard_at_edge"
    TWICE_A_DAY = "twice_a_day"
    BUNCHED = "bunched"
    TRAINING_FIRST = "training_first"
    ROOM_UNFIT = "room_unfit"
    ROOM_SMALL = "room_small"
    ROOM_OUT = "room_out"
    ROOM_SHUT = "room_shut"
    ROOM_UNWANTED = "room_unwanted"
    AGAINST_WISH = "against_wish"
    STEPPED_DAY = "stepped_day"
    STEPPED_WEEK = "stepped_week"
    SHORT_BREAK = "short_break"
    NO_BIG_BREAK = "no_big_break"
    LONG_LESSON = "long_lesson"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    SECOND_SHIFT = "second_shift"
    HOURS_DIFFER = "hours_differ"


class Obstacle(StrEnum):
    """Why there can be no timetable at all."""

    COURSE_WITHOUT_PLACES = "course_without_places"
    TEACHER_OVERLOADED = "teacher_overloaded"
    CLASS_OVERLOADED = "class_overloaded"
    ROOMS_OVERLOADED = "rooms_overloaded"


class MakingRefusal(StrEnum):
    """Why a timetable is not made by the machine, or not put in force."""

    NO_SOLVER = "timetable_no_solver"
    NOTHING_TO_PLACE = "timetable_nothing_to_place"
    IMPOSSIBLE = "timetable_impossible"
    NOT_FOUND = "timetable_not_found"
    DAY_PAST = "timetable_day_past"
    OUT_OF_DATE = "timetable_draft_out_of_date"
    DRAFT_STALE = "timetable_draft_stale"
    TRAY_EMPTY = "timetable_tray_empty"
    HOURS_LEFT = "timetable_hours_left"
    TIMES_CHANGED = "timetable_times_changed"
    TIMES_WRONG = "timetable_times_wrong"
    TIMES_BUSY = "timetable_times_busy"
    ROOM_OUT = "timetable_room_out"
    PLACE_TAKEN = "timetable_place_taken"
    TAKEN = "timetable_taken"
    PLACE_OUTSIDE = "timetable_place_outside"
    PUBLICATION_CHANGED = "timetable_publication_changed"
    PUBLICATION_STANDS = "timetable_publication_stands"


class DraftFrom(StrEnum):
    """What a draft is begun from: what will be in force on its day, a version of some year, a draft, or nothing."""

    IN_FORCE = "in_force"
    VERSION = "version"
    DRAFT = "draft"
    NOTHING = "nothing"


class LeftBehind(StrEnum):
    """Why a lesson of an earlier year's timetable does not stand in the draft begun from it."""

    CLASS_GONE = "class_gone"
    JOURNAL_GONE = "journal_gone"
    HOURS_SPENT = "hours_spent"
    PLACE_TAKEN = "place_taken"
    OWN_TIMES = "own_times"


class WishState(StrEnum):
    """What has become of wishes that a teacher asked for."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class WishRefusal(StrEnum):
    """Why wishes cannot be asked for or decided on so."""

    WINDOW_SHUT = "wishes_window_shut"
    WINDOW_BACKWARDS = "wishes_window_backwards"
    DECIDED = "wishes_decided"
    NEEDS_ANSWER = "wishes_need_answer"


class StandsOn(StrEnum):
    """Why a lesson keeps the timetable that it is of in force."""

    GIVEN = "given"
    SUBSTITUTED = "substituted"
    MOVED = "moved"
    CANCELLED = "cancelled"


class FeedKind(StrEnum):
    """Whose timetable a calendar by address holds; `own`: the lessons that its owner gives."""

    OWN = "own"
    PUPIL = "pupil"
    CLASS = "class"
    ROOM = "room"


class NormRefusal(StrEnum):
    """Why the norms of a timetable cannot be set so."""

    LATER = "norms_later"
    CHANGED = "norms_changed"


class Act(StrEnum):
    """What is done to the timetable, as the audit names it."""

    TIMETABLE_CHANGED = "timetable.changed"
    PUBLISHED = "timetable.published"
    PUBLICATION_WITHDRAWN = "timetable.publication_withdrawn"
    DRAFT_CHANGED = "timetable.draft_changed"
    WISHES_CHANGED = "timetable.wishes_changed"
    NORMS_SET = "timetable.norms_set"
    WISHES_ASKED = "timetable.wishes_asked"
    WISHES_DECIDED = "timetable.wishes_decided"
    WISH_WINDOW_SET = "timetable.wish_window_set"
    ROOM_HOURS_CHANGED = "timetable.room_hours_changed"
    SUBJECT_ROOMS_CHANGED = "timetable.subject_rooms_changed"
    LESSONS_PLANNED = "timetable.lessons_planned"
    SUBSTITUTION_RECORDED = "timetable.substitution_recorded"
    SUBSTITUTION_ARRANGED = "timetable.substitution_arranged"
    SUBSTITUTION_WITHDRAWN = "timetable.substitution_withdrawn"
    ABSENCE_DECLARED = "timetable.absence_declared"
    ABSENCE_CHANGED = "timetable.absence_changed"
    ABSENCE_WITHDRAWN = "timetable.absence_withdrawn"
    LESSON_CANCELLED = "timetable.lesson_cancelled"
    LESSON_MOVED = "timetable.lesson_moved"
    LESSON_ADDED = "timetable.lesson_added"
    LESSON_REMOVED = "timetable.lesson_removed"
    LESSON_RESTORED = "timetable.lesson_restored"
    FEED_OPENED = "timetable.feed_opened"
    FEED_ENDED = "timetable.feed_ended"
    CHANGE_SEEN = "timetable.change_seen"
